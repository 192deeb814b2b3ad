"""Which Java: the JDK of JAVA_HOME, else the one on the PATH."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from place.say import Problem

APT = "On Debian or Ubuntu: apt-get install openjdk-17-jdk-headless"


@dataclass(frozen=True)
class Jdk:
    """A Java development kit."""

    home: Path
    version: str

    @property
    def java(self) -> Path:
        return self.home / "bin" / "java"

    @property
    def major(self) -> int:
        return int(self.version.split(".")[0])


def find() -> Jdk:
    """Returns the JDK, 17 or newer."""
    java = _java()
    jdk = Jdk(java.parents[1], _version(java))
    if jdk.major < 17:
        raise Problem(f"Java {jdk.version} ({java}) is too old: Alike needs a JDK of version 17 or newer. {APT}")
    if not (java.parent / "javac").exists():
        raise Problem(
            f"javac is missing beside {java}: this Java {jdk.version} is a runtime without compiler; "
            f"Alike needs a JDK. {APT.replace('17', str(jdk.major))}"
        )
    return jdk


def _java() -> Path:
    if home := os.environ.get("JAVA_HOME"):
        java = Path(home) / "bin" / "java"
        if java.is_file():
            return java.resolve()
        raise Problem(f"JAVA_HOME is {home}, but there is no bin/java in it. Correct the variable or unset it. {APT}")
    if found := shutil.which("java"):
        return Path(found).resolve()
    raise Problem(f"java is missing: Alike needs a JDK of version 17 or newer. {APT}")


def _version(java: Path) -> str:
    release = java.parents[1] / "release"
    text = release.read_text(errors="replace") if release.is_file() else ""
    if not (found := re.search(r'JAVA_VERSION="([0-9.]+)', text)):
        printed = subprocess.run([java, "-version"], capture_output=True, text=True, check=False).stderr
        found = re.search(r'version "([0-9.]+)', printed)
    if not found:
        raise Problem(f"{java} does not tell its version. {APT}")
    version = found.group(1)
    return version[2:] if version.startswith("1.") else version
