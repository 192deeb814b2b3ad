"""What the benchmarks against Python's libraries need: the toolkit compiled with its tests, and a Python that has the peers."""

import pathlib
import sys

from place import java, maven, paths, say, tools
from place.stamp import Stamp, key_of, sha256

HERE = pathlib.Path(__file__).resolve().parent
REQUIREMENTS = HERE / "requirements.txt"
VENV = paths.CACHE / "venv-peers"


def toolkit():
    """Compiles the toolkit with its tests, where our side of the benchmarks lies; returns the JDK and the class path."""
    jdk = java.find()
    target = HERE.parent / "toolkit" / "target"
    listed = target / "benchmarks-class-path.txt"
    with say.step("Java: compiling the toolkit with Maven"):
        tools.run(
            "maven-benchmarks",
            [maven.find(jdk), "-q", "-B", "-ntp", "-pl", "toolkit", "-Dspotless.check.skip=true", "test-compile",
             "dependency:build-classpath", f"-Dmdep.outputFile={listed}", "-DincludeScope=test"],
            "The log has the whole story.", maven.environment(jdk),
        )
    return jdk, f"{target / 'test-classes'}:{target / 'classes'}:{listed.read_text()}"


def interpreter():
    """Returns the Python that has the peers, in an environment of its own."""
    stamp = Stamp("venv-peers")
    key = key_of(sha256(REQUIREMENTS), sys.version, VENV)
    if not stamp.holds(key, VENV / "bin" / "python"):
        with say.step("Python: the peers, pinned by hash; some gigabytes the first time"):
            tools.run("venv-peers", [sys.executable, "-m", "venv", "--clear", VENV], "Is Python's venv module complete?")
            tools.run(
                "pip-peers",
                [VENV / "bin" / "python", "-m", "pip", "install", "--require-hashes", "--no-deps", "--prefer-binary",
                 "--disable-pip-version-check", "--no-input", "-r", REQUIREMENTS],
                "The log has the whole story.",
            )
            stamp.write(key)
    return VENV / "bin" / "python"
