"""Builds Alike's jars and gathers them with all they need: the class path of the kernel."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from place import maven, paths, tools
from place.java import Jdk
from place.say import step
from place.stamp import Stamp, key_of, key_of_files

CLASS_PATH = paths.CACHE / "class-path.txt"
LAST_MODULE = "kernel-extensions"


def ensure(jdk: Jdk) -> None:
    key = key_of(key_of_files(_inputs()), jdk.version)
    stamp = Stamp("build")
    if stamp.holds(key, CLASS_PATH) and all(jar.is_file() for jar in class_path()):
        return
    with step("Java: building the toolkit and the kernel with Maven"):
        tools.run(
            "maven",
            [maven.find(jdk), "-q", "-B", "-ntp", "-Dstyle.color=never", "-Dmaven.test.skip=true", "-Dspotless.check.skip=true", "package",
             "dependency:build-classpath", "-Dmdep.outputFile=target/class-path.txt", "-DincludeScope=runtime"],
            "The log has the whole story.", maven.environment(jdk),
        )
        _gather()
        stamp.write(key)


def class_path() -> list[Path]:
    """Everything on the kernel's class path, in order: jars only."""
    return [Path(line) for line in CLASS_PATH.read_text().splitlines()]


def _inputs() -> list[Path]:
    poms = [paths.ROOT / "pom.xml", *paths.ROOT.glob("*/pom.xml"), *(paths.ROOT / ".mvn").glob("*.config")]
    folders = [pom.parent / "src" / part for pom in poms for part in ("main", "vector")]
    sources = [file for folder in folders for file in folder.rglob("*") if file.is_file()]
    return poms + sources


def _gather() -> None:
    """Copies the jars into one folder, so that a rebuild or a cleaned ~/.m2 leaves running kernels alone."""
    module = paths.ROOT / LAST_MODULE
    needed = (module / "target" / "class-path.txt").read_text().strip().split(os.pathsep)
    jars = [paths.WHEEL_JAR, *module.glob("target/alike-*-SNAPSHOT.jar"), *map(Path, needed)]
    paths.JARS.mkdir(parents=True, exist_ok=True)
    placed = [_place(jar) for jar in jars]
    for stale in set(paths.JARS.iterdir()) - set(placed):
        stale.unlink()
    CLASS_PATH.write_text("\n".join(map(str, placed)))


def _place(jar: Path) -> Path:
    """Copies one jar with its time, by way of a rename; leaves it alone when it is there already."""
    place = paths.JARS / jar.name
    if not (place.is_file() and _looks(place) == _looks(jar)):
        temporary = place.with_suffix(".part")
        shutil.copy2(jar, temporary)
        temporary.replace(place)
    return place


def _looks(file: Path) -> tuple[int, int]:
    return file.stat().st_size, int(file.stat().st_mtime)
