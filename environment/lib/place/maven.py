"""Which Maven: the one on the PATH if new enough, else the wrapper's, else (root on Debian) the system's package."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import urllib.request
import zipfile
from io import BytesIO
from pathlib import Path

from place import apt, paths
from place.java import Jdk
from place.say import Problem, step

OLDEST = (3, 6, 3)
WRAPPER = paths.ROOT / ".mvn" / "wrapper" / "maven-wrapper.properties"


def find(jdk: Jdk) -> str:
    """Returns the command that starts Maven."""
    if found := _on_path(jdk):
        return found
    try:
        return str(wrapped(paths.CACHE / "maven", *pinned()))
    except OSError as error:
        if not apt.usable():
            raise Problem(
                f"Maven 3.6.3 or newer is missing and could not be downloaded ({error}). "
                "Check the network, or on Debian or Ubuntu: apt-get install maven"
            ) from error
    apt.install("maven")
    if found := _on_path(jdk):
        return found
    raise Problem("Maven is still missing after its installation. Install Maven 3.6.3 or newer by hand.")


def environment(jdk: Jdk) -> dict[str, str]:
    """What Maven needs to use the same JDK as the kernel."""
    return {"JAVA_HOME": str(jdk.home)}


def pinned() -> tuple[str, str]:
    """The address and the SHA-256 of the Maven that the wrapper names."""
    settings = dict(line.split("=", 1) for line in WRAPPER.read_text().splitlines() if "=" in line)
    return settings["distributionUrl"], settings["distributionSha256Sum"]


def wrapped(folder: Path, url: str, sha256: str) -> Path:
    """Downloads a Maven once, checks and unpacks it: as ./mvnw does, but without the need for unzip and curl."""
    if found := next(folder.glob("*/bin/mvn"), None):
        return found
    with step("Maven: downloading, as there is none on the PATH"):
        with urllib.request.urlopen(url, timeout=60) as answer:
            archive = answer.read()
        if (found_sum := hashlib.sha256(archive).hexdigest()) != sha256:
            raise OSError(f"{url} has the SHA-256 {found_sum}, not {sha256}")
        temporary = folder.with_name(f"{folder.name}.part")
        shutil.rmtree(temporary, ignore_errors=True)
        zipfile.ZipFile(BytesIO(archive)).extractall(temporary)
        next(temporary.glob("*/bin/mvn")).chmod(0o755)
        temporary.replace(folder)
    return next(folder.glob("*/bin/mvn"))


def _on_path(jdk: Jdk) -> str | None:
    found = shutil.which("mvn")
    return found if found and _version(found, jdk) >= OLDEST else None


def _version(maven: str, jdk: Jdk) -> tuple[int, ...]:
    printed = subprocess.run(
        [maven, "-version"], stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False, cwd=paths.ROOT,
        env={**os.environ, **environment(jdk)},
    ).stdout
    found = re.search(r"Apache Maven (\d+)\.(\d+)\.(\d+)", printed)
    return tuple(map(int, found.groups())) if found else ()
