"""What has to be there before anything is set up."""

from __future__ import annotations

import importlib.util
import os
import platform
import shutil
import sys
from pathlib import Path

from place import java, paths
from place.say import Problem

NEEDED_GB = 3
FONT_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", "~/.fonts", "~/.local/share/fonts")
FONT_ENDINGS = (".ttf", ".otf", ".ttc", ".pfb")


def machine() -> None:
    """The native libraries of both engines are built for one platform."""
    if sys.platform != "linux" or platform.machine() not in ("x86_64", "AMD64"):
        raise Problem(
            f"this is {platform.system()} on {platform.machine()}: the engines' native libraries are for Linux on "
            "x86-64. Use such a machine, or the Dockerfile in environment/."
        )


def venv_module() -> None:
    if not (importlib.util.find_spec("venv") and importlib.util.find_spec("ensurepip")):
        raise Problem(
            f"Python {platform.python_version()} ({sys.executable}) lacks its venv module. "
            "On Debian or Ubuntu: apt-get install python3-venv"
        )


def disk() -> None:
    """Enough room for the environment, and for what Maven keeps in the home directory."""
    for folder in (paths.ENVIRONMENT, Path.home()):
        if not os.access(folder, os.W_OK):
            remedy = (
                "Use a copy of the repository that belongs to you."
                if folder == paths.ENVIRONMENT
                else "Maven and DJL keep their files in the home directory: make it writable."
            )
            raise Problem(f"{folder} cannot be written to. {remedy}")
        free = shutil.disk_usage(folder).free / 1e9
        if free < NEEDED_GB:
            raise Problem(
                f"{folder} has {free:.1f} GB of disk space left; the set-up needs about {NEEDED_GB} GB. "
                "Make room and call again."
            )


def fonts() -> None:
    """Java's charts need fontconfig and one font."""
    if not Path("/etc/fonts/fonts.conf").is_file() or not any(map(_has_font, FONT_FOLDERS)):
        raise Problem(
            "there are no fonts for Java's charts. "
            "On Debian or Ubuntu: apt-get install fontconfig fonts-dejavu-core"
        )


def _has_font(folder: str) -> bool:
    walk = os.walk(Path(folder).expanduser())
    return any(name.lower().endswith(FONT_ENDINGS) for _, _, names in walk for name in names)


def everything() -> java.Jdk:
    """Checks all but the disk, which matters only when something is to be made; returns the JDK."""
    machine()
    jdk = java.find()
    venv_module()
    fonts()
    return jdk
