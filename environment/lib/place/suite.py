"""Every test: Maven's verify, then pytest over the kernel's protocol, the environment, the notebook and its HTML."""

from __future__ import annotations

import os
import subprocess
import time

from place import apt, build, maven, paths, say, setup
from place.say import Problem

SYSTEM_PACKAGES = ("chromium", "fontconfig", "fonts-dejavu-core", "dataset-fashion-mnist")
PYTHON_TESTS = ("environment/tests", "kernel-extensions/src/test/python")


def run(java: bool, python: bool, pytest_options: list[str]) -> int:
    """Sets up and runs the tests; returns 0 when all pass. Later parts run even when earlier ones fail."""
    start = time.monotonic()
    _system_packages()
    jdk = setup.ensure()
    verdicts = {}
    if java:
        command = [maven.find(jdk), "-B", "-ntp", "verify"]
        verdicts["Java (Maven verify)"] = _run(command, maven.environment(jdk))
    if python:
        folders = [folder for folder in PYTHON_TESTS if (paths.ROOT / folder).is_dir()]
        command = [str(paths.VENV_PYTHON), "-m", "pytest", "-c", "environment/pytest.ini", "--rootdir=.", *folders, *pytest_options]
        verdicts["Python (kernel, environment, notebook, HTML)"] = _run(command, {"ALIKE_CLASSPATH": _for_stock_jjava()})
    say.line("")
    for part, good in verdicts.items():
        say.line(f"{'passed' if good else 'FAILED'}: {part}")
    say.line(f"All of it took {(time.monotonic() - start) / 60:.1f} minutes.")
    return 0 if all(verdicts.values()) else 1


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
