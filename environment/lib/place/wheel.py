"""Puts the jar that the jjava wheel carries where Maven finds it: it is on no Maven registry."""

from __future__ import annotations

import hashlib
import shutil

from place import paths
from place.say import Problem, step
from place.stamp import sha256

VERSION = "1.0a8"
JAR_SHA256 = "55f513303f0862ca67fbc21c5da81a40c174d7079945e1b1ad52eb5bbed7bab6"
POM = f"""<project>
  <modelVersion>4.0.0</modelVersion>
  <groupId>org.dflib.jjava</groupId>
  <artifactId>jjava-distro</artifactId>
  <version>{VERSION}</version>
</project>
"""


def ensure() -> None:
    folder = paths.REPOSITORY / "org" / "dflib" / "jjava" / "jjava-distro" / VERSION
    jar = folder / f"jjava-distro-{VERSION}.jar"
    pom = jar.with_suffix(".pom")
    if jar.is_file() and pom.is_file() and jar.stat().st_size == paths.WHEEL_JAR.stat().st_size:
        return
    with step("JJava's jar: out of its wheel, for Maven"):
        if (found := sha256(paths.WHEEL_JAR)) != JAR_SHA256:
            raise Problem(
                f"{paths.WHEEL_JAR} is not the jar of jjava {VERSION} (its SHA-256 is {found}). "
                f"Remove {paths.VENV} and call again."
            )
        folder.mkdir(parents=True, exist_ok=True)
        pom.write_text(POM)
        shutil.copyfile(paths.WHEEL_JAR, jar)
        for file in (jar, pom):
            file.with_name(f"{file.name}.sha1").write_text(hashlib.sha1(file.read_bytes()).hexdigest())
