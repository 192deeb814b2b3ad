"""How the kernel starts, and how it ends."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from conftest import LIMIT, class_path
from jupyter_client.kernelspec import get_kernel_spec


def gone(pid):
    """Whether the process has ended, waited for or not."""
    try:
        with open(f"/proc/{pid}/stat") as stat:
            return stat.read().rsplit(")", 1)[1].split()[0] == "Z"
    except FileNotFoundError:
        return True


def seconds_until(condition, limit):
    start = time.monotonic()
    while not condition() and time.monotonic() - start < limit:
        time.sleep(0.01)
    return time.monotonic() - start


ENDINGS = {
    "unused": "",
    "after a cell": "1 + 1",
    "with a thread of the user": "new Thread(() -> { while (true) { } }).start();",
    "with a pool": "var pool = Executors.newFixedThreadPool(2);\npool.submit(() -> 1).get()",
    "with a hook that hangs": "Runtime.getRuntime().addShutdownHook(new Thread(() -> { while (true) { } }));",
}


def shut_down(kernel):
    """Asks the kernel to end; returns the reply and how long the process outlived it."""
    pid = kernel.process().pid
    request = kernel.client.session.msg("shutdown_request", {"restart": False})
    kernel.client.control_channel.send(request)
    reply = kernel.client.get_control_msg(timeout=LIMIT)
    return reply, seconds_until(lambda: gone(pid), LIMIT)


@pytest.mark.parametrize("code", ENDINGS.values(), ids=ENDINGS)
def test_is_gone_within_a_second_of_its_reply(start, code):
    seconds = []
    while not seconds or (min(seconds) >= 1 and len(seconds) < 3):  # a busy machine may cost one a second
        kernel = start()
        if code:
            kernel.ok(code)
        reply, outlived = shut_down(kernel)
        assert reply["content"]["restart"] is False
        seconds.append(outlived)
    assert min(seconds) < 1


@pytest.mark.skipif(not hasattr(os, "SCHED_IDLE"), reason="only Linux can hold a thread back")
def test_its_reply_arrives_however_late_the_thread_that_sends_it_runs(start):
    for _ in range(3):  # without the wait for it, more than half of the replies are lost
        kernel = start()
        pid = kernel.process().pid
        cores = range(os.cpu_count())
        rivals = [subprocess.Popen([sys.executable, "-c", "while True: pass"]) for _ in cores for _ in range(2)]
        try:
            hold_back(pid, "iothread")
            reply, _ = shut_down(kernel)
        finally:
            for rival in rivals:
                rival.kill()
                rival.wait()
        assert reply["content"]["restart"] is False


def hold_back(pid, name):
    """Lets threads of this name run only where nothing else wants to."""
    held = 0
    for task in Path(f"/proc/{pid}/task").iterdir():
        if (task / "comm").read_text().startswith(name):
            os.sched_setscheduler(int(task.name), os.SCHED_IDLE, os.sched_param(0))
            held += 1
    assert held > 0


def test_leaves_when_its_client_is_killed():
    client = subprocess.Popen(
        [
            sys.executable,
            "-c",
            "import time\n"
            "from jupyter_client.manager import start_new_kernel\n"
            "manager, client = start_new_kernel(kernel_name='alike', startup_timeout=90)\n"
            "print(manager.provisioner.pid, flush=True)\n"
            "time.sleep(600)\n",
        ],
        stdout=subprocess.PIPE,
        text=True,
    )
    kernel = int(client.stdout.readline())
    assert not gone(kernel)
    client.send_signal(signal.SIGKILL)
    try:
        assert seconds_until(lambda: gone(kernel), LIMIT) < LIMIT
    finally:
        client.wait()
        client.stdout.close()


def test_an_exit_in_a_cell_is_the_end(start):
    kernel = start()
    kernel.send("System.exit(7);")
    assert kernel.process().wait(timeout=LIMIT) == 7


FAILURES = {
    "code that throws": ({"JJAVA_STARTUP_SCRIPT": 'throw new IllegalStateException("meant");'}, "meant"),
    "code that does not compile": ({"JJAVA_STARTUP_SCRIPT": 'int bad = "x";'}, "cannot be converted"),
    "class path": ({"JJAVA_CLASSPATH": "/no/such/jar.jar"}, "/no/such/jar.jar"),
    "class path of a missing folder": ({"JJAVA_CLASSPATH": "/no/such/folder/*.jar"}, "/no/such/folder"),
    "time limit": ({"JJAVA_TIMEOUT": "soon"}, "soon"),
}


@pytest.mark.parametrize("environment, word", FAILURES.values(), ids=FAILURES)
def test_starts_in_spite_of_a_failure_and_says_so(start, environment, word):
    kernel = start(**environment)
    first = kernel.ok("1 + 1")
    assert first.result == "2"
    said = first.text("stderr")
    assert "Kernel start" in said and word in said
    assert "restart the kernel" in said
    assert next(iter(environment)) in said
    assert kernel.ok("1 + 1").text("stderr") == ""


def test_starts_in_spite_of_an_extension_that_throws(start, tmp_path):
    extension(tmp_path, 'throw new NoClassDefFoundError("lost/Thing");')
    kernel = start(JJAVA_CLASSPATH=str(tmp_path / "ext.jar"))
    said = kernel.ok("1 + 1").text("stderr")
    assert "the extension demo.Bad failed" in said
    assert "lost/Thing" in said
    assert "restart the kernel" in said


def test_starts_in_spite_of_an_extension_that_is_missing(start, tmp_path):
    extension(tmp_path, "", name="demo.Missing")
    kernel = start(JJAVA_CLASSPATH=str(tmp_path / "ext.jar"))
    assert "demo.Missing" in kernel.ok("1 + 1").text("stderr")


def extension(folder, body, name="demo.Bad"):
    source = folder / "demo" / "Bad.java"
    source.parent.mkdir()
    source.write_text(
        "package demo;\n"
        "public class Bad implements org.dflib.jjava.jupyter.Extension {\n"
        f"  public void install(org.dflib.jjava.jupyter.kernel.BaseKernel kernel) {{ {body} }}\n"
        "}\n"
    )
    services = folder / "META-INF" / "services"
    services.mkdir(parents=True)
    (services / "org.dflib.jjava.jupyter.Extension").write_text(name)
    subprocess.run(["javac", "-cp", class_path(), str(source)], check=True)
    jar = ["jar", "cf", str(folder / "ext.jar"), "-C", str(folder), "demo", "-C", str(folder), "META-INF"]
    subprocess.run(jar, check=True)


def test_runs_start_up_code_before_the_first_cell(start, tmp_path):
    script = tmp_path / "first.jshell"
    script.write_text("int fromFile = 40;")
    kernel = start(
        JJAVA_STARTUP_SCRIPTS_PATH=str(tmp_path / "*.jshell"),
        JJAVA_STARTUP_SCRIPT="int fromCode = 2;",
    )
    outcome = kernel.ok("fromFile + fromCode")
    assert outcome.result == "42"
    assert outcome.text("stderr") == ""


def test_display_is_there_without_extensions(start):
    kernel = start(JJAVA_LOAD_EXTENSIONS="0")
    assert kernel.ok('display("x");\nList.of(1)').result == "[1]"


def test_passes_options_to_the_compiler(start):
    kernel = start(JJAVA_COMPILER_OPTS="-source 10")
    assert "text blocks" in kernel.run('var block = """\n  text""";').error["evalue"]


def test_refuses_another_jjava(tmp_path):
    properties = tmp_path / "META-INF" / "maven" / "org.dflib.jjava" / "jjava-distro" / "pom.properties"
    properties.parent.mkdir(parents=True)
    properties.write_text("version=1.0-b1\n")
    both = f"{tmp_path}{os.pathsep}{class_path()}"
    argv = ["java", "--add-opens", "jdk.jshell/jdk.jshell=ALL-UNNAMED", "-cp", both, "alike.kernel.Main", "no-file"]
    run = subprocess.run(argv, capture_output=True, text=True, timeout=60)
    assert run.returncode == 1
    line = run.stderr.strip().splitlines()[-1]
    assert "1.0a8" in line and "1.0-b1" in line and "environment/setup" in line


def test_needs_a_connection_file():
    argv = get_kernel_spec("alike").argv
    run = subprocess.run([*argv[:-1], "/no/such/file"], capture_output=True, text=True, timeout=60)
    assert run.returncode == 1
    assert "connection file" in run.stderr
