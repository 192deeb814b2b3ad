"""The class-data-sharing archive: the kernel's classes, loaded and linked ahead of time.

An archive fits one JDK build, one class path (jars with their sizes and times) and the same module options. With any
other the JVM ignores it, so it is made anew whenever one of them changes, and proved once by a JVM that must use it.
"""

from __future__ import annotations

from place import build, paths, say, tools
from place.java import Jdk
from place.say import Problem, step
from place.stamp import Stamp, key_of, key_of_looks

MAIN = "alike.kernel.Main"
PATIENCE_S = 120


def arguments(jdk: Jdk) -> str:
    """The content of the JVM's argument file: everything that does not depend on the moment of the start."""
    lines = [
        "--add-opens jdk.jshell/jdk.jshell=ALL-UNNAMED",
        "--add-modules jdk.incubator.vector",
        "-Dfile.encoding=UTF-8",
        "-Djava.awt.headless=true",
        "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
        "-Xlog:disable",
        "-Xlog:all=error:stderr",
        "-Xlog:cds*=off",
    ]
    if jdk.major >= 24:
        lines += ["--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow"]
    jars = ":".join(map(str, build.class_path())).replace("\\", "\\\\").replace('"', '\\"')
    return "\n".join([*lines, f'-cp "{jars}"', ""])


def ensure(jdk: Jdk) -> None:
    java = [jdk.java, f"@{paths.INSTALLED_KERNEL / 'java.args'}"]
    key = key_of(key_of_looks([*build.class_path(), jdk.home / "lib" / "modules"]), arguments(jdk), MAIN)
    stamp = Stamp("cds")
    if stamp.holds(key, paths.ARCHIVE):
        return
    try:
        with step("Kernel: archive of loaded classes, for a quick start"):
            _make(java)
    except Problem as problem:
        paths.ARCHIVE.unlink(missing_ok=True)
        if " " in str(paths.ROOT):
            problem = Problem("the JDK archives nothing of jars in a path with a space. Move the folder to one without.")
        say.line(f"  no archive, so the kernel starts more slowly: {problem}")
        return
    stamp.write(key)


def _make(java: list[object]) -> None:
    temporary = paths.ARCHIVE.with_suffix(".part")
    remedy = "Call environment/setup again to retry."
    train = [f"-XX:ArchiveClassesAtExit={temporary}", MAIN, "--train-cds"]
    tools.run("kernel-archive", [*java, *train], remedy, timeout=PATIENCE_S)
    temporary.replace(paths.ARCHIVE)
    prove = [f"-XX:SharedArchiveFile={paths.ARCHIVE}", "-Xshare:on", "-Xlog:cds*=warning:stderr", "-version"]
    tools.run("kernel-archive-check", [*java, *prove], remedy, timeout=PATIENCE_S)
