"""Every test: Maven's verify, then pytest over the kernel's protocol, the environment, the notebook and its HTML."""

from __future__ import annotations

import os
import subprocess
import time
from pathlib import Path
from xml.etree import ElementTree

from place import apt, build, maven, paths, say, setup
from place.java import Jdk
from place.say import Problem

SYSTEM_PACKAGES = ("chromium", "fontconfig", "fonts-dejavu-core", "dataset-fashion-mnist")
REPORTS = "target/surefire-reports/TEST-*.xml"
PYTHON_TESTS = ("environment/tests", "kernel-extensions/src/test/python")


def run(java: bool, python: bool, pytest_options: list[str]) -> int:
    """Sets up and runs the tests; returns 0 when all pass. Later parts run even when earlier ones fail."""
    start = time.monotonic()
    _system_packages()
    jdk = setup.ensure()
    verdicts = {}
    if java:
        verdicts["Java (Maven verify)"] = _java(jdk)
    if python:
        folders = [folder for folder in PYTHON_TESTS if (paths.ROOT / folder).is_dir()]
        command = [str(paths.VENV_PYTHON), "-m", "pytest", "-c", "environment/pytest.ini", "--rootdir=.", *folders, *pytest_options]
        verdicts["Python (kernel, environment, notebook, HTML)"] = _run(command, {"ALIKE_CLASSPATH": _for_stock_jjava()})
    say.line("")
    for name in _failed_java_tests() if java else ():
        say.line(f"  failed: {name}")
    for part, good in verdicts.items():
        say.line(f"{'passed' if good else 'FAILED'}: {part}")
    say.line(f"All of it took {(time.monotonic() - start) / 60:.1f} minutes.")
    return 0 if all(verdicts.values()) else 1


def _java(jdk: Jdk) -> bool:
    """Runs the Java tests of every module, those of the kernel even when one of the toolkit fails."""
    for report in _reports():
        report.unlink()
    command = [maven.find(jdk), "-B", "-ntp", "verify"]
    good = _run(command, maven.environment(jdk))
    if not good and not list((paths.ROOT / build.LAST_MODULE).glob(REPORTS)):
        _run([*command, "-Dtest=alike.kernel.*Test,alike.jupyter.*Test", "-Dsurefire.failIfNoSpecifiedTests=false"], maven.environment(jdk))
    return good


def _reports() -> list[Path]:
    return sorted(paths.ROOT.glob(f"*/{REPORTS}"))


def _failed_java_tests() -> list[str]:
    cases = [case for report in _reports() for case in ElementTree.parse(report).iter("testcase")]
    bad = [case for case in cases if case.find("failure") is not None or case.find("error") is not None]
    return [f"{case.get('classname')}.{case.get('name')}" for case in bad]


def _system_packages() -> None:
    """Installs what the tests like to have, where that is possible; whoever needs a missing one says so."""
    if apt.usable():
        try:
            apt.install(*SYSTEM_PACKAGES)
        except Problem as problem:
            say.line(f"  not all could be installed: {problem}")


def _for_stock_jjava() -> str:
    """The jars that make a stock JJava kernel know Alike: all but JJava's own."""
    return ":".join(str(jar) for jar in build.class_path() if jar.name != paths.WHEEL_JAR.name)


def _run(command: list[str], env: dict[str, str]) -> bool:
    say.line(f"\n→ {' '.join(command)}")
    return subprocess.run(
        command, cwd=paths.ROOT, stdin=subprocess.DEVNULL, env={**os.environ, **env}, check=False
    ).returncode == 0
