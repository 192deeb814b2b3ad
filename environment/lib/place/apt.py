"""Packages of the operating system, where this process may install them: root on Debian or Ubuntu."""

from __future__ import annotations

import os
import shutil
import subprocess

from place import tools
from place.say import Problem, step

QUIET = {"DEBIAN_FRONTEND": "noninteractive"}


def usable() -> bool:
    return os.geteuid() == 0 and shutil.which("apt-get") is not None


def installed(package: str) -> bool:
    printed = subprocess.run(
        ["dpkg-query", "-W", "-f", "${db:Status-Status}", package], capture_output=True, text=True, check=False
    ).stdout
    return printed == "installed"


def install(*packages: str) -> None:
    """Installs those of the packages that are missing."""
    missing = [package for package in packages if not installed(package)]
    if not missing:
        return
    with step(f"Packages of the operating system: {', '.join(missing)}"):
        tools.run("apt-update", ["apt-get", "update"], "Try apt-get update by hand.", QUIET)
    refused = []
    for package in missing:  # one by one: a system that lacks one of them gets the others
        try:
            with step(f"  {package}"):
                tools.run(f"apt-{package}", ["apt-get", "install", "-y", "--no-install-recommends", package], "", QUIET)
        except Problem:
            refused.append(package)
    if refused:
        raise Problem(f"not installed: {', '.join(refused)}. Try apt-get install {' '.join(refused)} by hand.")
