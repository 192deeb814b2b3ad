"""A missing tool gets one line that names the remedy, and an exit code other than zero."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections import namedtuple
from pathlib import Path

import pytest
from place import checks, java, maven, tools
from place.say import Problem

BASH = shutil.which("bash")
OLD_PYTHON = "#!/bin/sh\nif [ \"$1\" = -V ]; then echo Python 3.8.18; exit 0; fi\nexit 1\n"


@pytest.fixture
def bare(tmp_path: Path) -> Path:
    """A PATH with nothing on it."""
    folder = tmp_path / "bin"
    folder.mkdir()
    return folder


def put(folder: Path, name: str, script: str) -> None:
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(script)
    file.chmod(0o755)


def put_python(folder: Path) -> None:
    put(folder, "python3", f"#!/bin/sh\nexec '{sys.executable}' \"$@\"\n")


def setup(environment: Path, path: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if name not in ("PATH", "JAVA_HOME", "BASH_ENV")}
    command = [BASH, environment / "setup"]
    return subprocess.run(command, env={**kept, "PATH": str(path), **variables}, capture_output=True, text=True)


def refused(run: subprocess.CompletedProcess[str], *parts: str) -> None:
    assert run.returncode != 0
    assert run.stderr.startswith("alike: ") and len(run.stderr.splitlines()) == 1, run.stderr
    for part in parts:
        assert part in run.stderr


def test_no_python(environment: Path, bare: Path) -> None:
    refused(setup(environment, bare), "python3 is missing", "apt-get install python3 python3-venv")


def test_an_old_python(environment: Path, bare: Path) -> None:
    put(bare, "python3", OLD_PYTHON)

    refused(setup(environment, bare), "Python 3.8.18 is too old", "3.10", "apt-get install")


def test_a_newer_python_beside_an_old_one_is_used(environment: Path, bare: Path) -> None:
    put(bare, "python3", OLD_PYTHON)
    put(bare, "python3.12", f"#!/bin/sh\nexec '{sys.executable}' \"$@\"\n")

    refused(setup(environment, bare), "java is missing")


def test_no_java(environment: Path, bare: Path) -> None:
    put_python(bare)

    refused(setup(environment, bare), "java is missing", "apt-get install openjdk-17-jdk-headless")


def test_a_java_without_compiler(environment: Path, bare: Path, tmp_path: Path) -> None:
    put_python(bare)
    put(tmp_path / "jre" / "bin", "java", "#!/bin/sh\necho 'openjdk version \"21.0.4\"' >&2\n")
    (bare / "java").symlink_to(tmp_path / "jre" / "bin" / "java")

    refused(setup(environment, bare), "javac is missing", "apt-get install openjdk-21-jdk-headless")


@pytest.mark.parametrize("version, shown", [("11.0.20", "11.0.20"), ("1.8.0_392", "8.0")])
def test_an_old_java(environment: Path, bare: Path, tmp_path: Path, version: str, shown: str) -> None:
    put_python(bare)
    put(tmp_path / "jdk" / "bin", "java", f"#!/bin/sh\necho 'openjdk version \"{version}\"' >&2\n")
    (bare / "java").symlink_to(tmp_path / "jdk" / "bin" / "java")

    refused(setup(environment, bare), f"Java {shown}", "too old", "17", "apt-get install")


def test_a_wrong_java_home(environment: Path, bare: Path) -> None:
    put_python(bare)

    refused(setup(environment, bare, JAVA_HOME="/no/such/jdk"), "JAVA_HOME is /no/such/jdk", "unset it")


def test_no_venv_module(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checks.importlib.util, "find_spec", lambda name: None if name == "ensurepip" else object())

    with pytest.raises(Problem, match="lacks its venv module.*apt-get install python3-venv"):
        checks.venv_module()


def test_no_room(monkeypatch: pytest.MonkeyPatch) -> None:
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(checks.shutil, "disk_usage", lambda _: usage(10**10, 9 * 10**9, 10**9))

    with pytest.raises(Problem, match=r"1\.0 GB of disk space left.*about 3 GB.*Make room"):
        checks.disk()


def test_a_copy_that_belongs_to_somebody_else(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checks.os, "access", lambda *_: False)

    with pytest.raises(Problem, match="cannot be written to"):
        checks.disk()


def test_no_fonts(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(checks, "FONT_FOLDERS", (str(tmp_path),))

    with pytest.raises(Problem, match="apt-get install fontconfig fonts-dejavu-core"):
        checks.fonts()


def test_one_font_is_enough(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "Some.TTF").touch()
    monkeypatch.setattr(checks, "FONT_FOLDERS", (str(tmp_path),))

    checks.fonts()


def test_another_platform(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checks.platform, "machine", lambda: "aarch64")

    with pytest.raises(Problem, match="aarch64.*Linux on x86-64"):
        checks.machine()


def test_an_unreachable_registry_of_python_packages() -> None:
    closed = {"PIP_INDEX_URL": "http://127.0.0.1:9/simple", "PIP_FIND_LINKS": "", "PIP_RETRIES": "1"}
    command = [sys.executable, "-m", "pip", "install", "--disable-pip-version-check", "no-such-package"]

    with pytest.raises(Problem, match="could not reach a package registry.*Check the network.*Log: ") as refusal:
        tools.run("test-pip", command, "", closed)
    assert "\n" not in str(refusal.value)


def test_an_unreachable_registry_of_java_libraries(tmp_path: Path) -> None:
    pom = tmp_path / "pom.xml"
    pom.write_text(
        "<project><modelVersion>4.0.0</modelVersion><groupId>a</groupId><artifactId>a</artifactId><version>1</version>"
        "<packaging>pom</packaging><repositories><repository><id>central</id><url>http://127.0.0.1:9/</url></repository>"
        "</repositories><dependencies><dependency><groupId>b</groupId><artifactId>b</artifactId><version>1</version>"
        "</dependency></dependencies></project>"
    )
    settings = tmp_path / "settings.xml"
    settings.write_text("<settings/>")
    jdk = java.find()
    command = [maven.find(jdk), "-B", "-ntp", "-s", settings, "-gs", settings, "-f", pom, "dependency:resolve"]

    with pytest.raises(Problem, match="could not reach a package registry.*Check the network"):
        tools.run("test-maven", command, "", maven.environment(jdk))


def test_a_failure_of_another_kind_names_its_cause() -> None:
    with pytest.raises(Problem, match="test-sh failed with exit code 3: ERROR: odd Try again. Log: .*test-sh.log"):
        tools.run("test-sh", ["sh", "-c", "echo fine; echo ERROR: odd; exit 3"], "Try again.")


def test_a_full_disk_is_told_apart() -> None:
    with pytest.raises(Problem, match="ran out of disk space"):
        tools.run("test-sh", ["sh", "-c", "echo write: No space left on device; exit 1"], "")


def test_a_program_that_hangs_is_ended() -> None:
    with pytest.raises(Problem, match="test-sleep did not end within 1 s. Look"):
        tools.run("test-sleep", ["sleep", "60"], "Look.", timeout=1)
