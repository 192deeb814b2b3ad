"""Which Maven: the one on the PATH if new enough, else the wrapper, else (root on Debian) the system's package."""

from __future__ import annotations

import os
import re
import shutil
import subprocess

from place import apt, paths
from place.java import Jdk
from place.say import Problem

OLDEST = (3, 6, 3)


def find(jdk: Jdk) -> str:
    """Returns the command that starts Maven."""
    if (found := shutil.which("mvn")) and _version(found, jdk) >= OLDEST:
        return found
    wrapper = str(paths.ROOT / "mvnw")
    if _version(wrapper, jdk) >= OLDEST:
        return wrapper
    if apt.usable():
        apt.install("maven")
        if (found := shutil.which("mvn")) and _version(found, jdk) >= OLDEST:
            return found
    raise Problem(
        "Maven 3.6.3 or newer is missing, and ./mvnw could not download it. "
        "Check the network, or on Debian or Ubuntu: apt-get install maven"
    )


def environment(jdk: Jdk) -> dict[str, str]:
    """What Maven needs to use the same JDK as the kernel."""
    return {"JAVA_HOME": str(jdk.home)}


def _version(maven: str, jdk: Jdk) -> tuple[int, ...]:
    printed = subprocess.run(
        [maven, "-version"], stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False, cwd=paths.ROOT,
        env={**os.environ, **environment(jdk)},
    ).stdout
    found = re.search(r"Apache Maven (\d+)\.(\d+)\.(\d+)", printed)
    return tuple(map(int, found.groups())) if found else ()
