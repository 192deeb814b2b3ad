"""What has been made is not made again, and what has changed is."""

from __future__ import annotations

import os
import subprocess
import time
from pathlib import Path

import pytest
from place import build, cds, java, paths
from place.say import Problem
from place.stamp import Stamp, key_of_files, key_of_looks


def test_a_second_set_up_takes_under_two_seconds(environment: Path) -> None:
    seconds = [60.0]
    while min(seconds) >= 2 and len(seconds) < 10:  # a busy machine may slow some of them down
        start = time.monotonic()
        done = subprocess.run([environment / "setup"], capture_output=True, text=True, check=True)
        seconds.append(time.monotonic() - start)

    assert "→" not in done.stdout
    assert min(seconds) < 2


def test_python_begins_without_the_grammar_that_takes_seconds() -> None:
    program = "import sys, nbclient, nbconvert, jupyterlab.labapp; print(sys.modules.get('rfc3987_syntax'), 'lark' in sys.modules)"

    done = subprocess.run([paths.VENV_PYTHON, "-c", program], capture_output=True, text=True, check=True)

    assert done.stdout == "None False\n"


def test_a_stamp_holds_for_its_key_while_the_product_exists(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(paths, "STAMPS", tmp_path / "stamps")
    product = tmp_path / "product"
    product.touch()
    stamp = Stamp("thing")
    assert not stamp.holds("key", product)

    stamp.write("key")

    assert stamp.holds("key", product)
    assert not stamp.holds("other key", product)
    product.unlink()
    assert not stamp.holds("key", product)


def test_the_key_of_files_changes_with_content_and_name(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(paths, "ROOT", tmp_path)
    a, b = tmp_path / "a", tmp_path / "b"
    a.write_text("1")
    first = key_of_files([a])

    a.touch()
    assert key_of_files([a]) == first
    a.write_text("2")
    assert key_of_files([a]) != first
    b.write_text("1")
    assert key_of_files([b]) != first


def test_the_key_of_looks_changes_with_the_time(tmp_path: Path) -> None:
    jar = tmp_path / "a.jar"
    jar.write_text("1")
    first = key_of_looks([jar])

    os.utime(jar, ns=(0, 0))

    assert key_of_looks([jar]) != first


def test_the_class_path_has_jars_only_each_once_and_no_test_libraries() -> None:
    jars = build.class_path()

    assert all(jar.suffix == ".jar" and jar.is_file() for jar in jars)
    assert len({jar.name for jar in jars}) == len(jars)
    names = " ".join(jar.name for jar in jars)
    for wanted in ("jjava", "alike-toolkit", "alike-kernel-extensions", "mxnet-engine", "pytorch-engine",
                   "mxnet-native", "pytorch-native", "pytorch-jni", "tablesaw", "xchart", "jackson", "slf4j-simple"):
        assert wanted in names
    assert "junit" not in names


def test_without_an_archive_the_set_up_goes_on(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def hangs(*_: object, **__: object) -> str:
        raise Problem("kernel-archive did not end within 120 s.")

    monkeypatch.setattr(paths, "STAMPS", tmp_path)
    monkeypatch.setattr(paths, "ARCHIVE", tmp_path / "kernel.jsa")
    monkeypatch.setattr(cds.tools, "run", hangs)

    cds.ensure(java.find())

    assert "no archive, so the kernel starts more slowly: kernel-archive did not end" in capsys.readouterr().out
    assert not (tmp_path / "cds").exists()


@pytest.mark.skipif(" " in str(paths.ROOT), reason="the JDK archives no classes of jars whose path has a space")
def test_the_kernel_loads_its_classes_from_the_archive(environment: Path) -> None:
    jdk = java.find()
    command = [
        jdk.java, f"@{paths.INSTALLED_KERNEL / 'java.args'}", f"-XX:SharedArchiveFile={paths.ARCHIVE}", "-Xshare:auto",
        "-Xlog:class+load:stdout", cds.MAIN, "--train-cds",
    ]

    loaded = subprocess.run(command, capture_output=True, text=True, check=True, timeout=120).stdout

    own = next(line for line in loaded.splitlines() if f" {cds.MAIN} " in line)
    assert "shared objects file (top)" in own
