"""The virtual environment with Jupyter, from pinned requirements."""

from __future__ import annotations

import shutil
import sys

from place import paths, tools
from place.say import step
from place.stamp import Stamp, key_of, sha256

# jsonschema, which every Jupyter program loads, looks for this package to check a format (IRI) that none of them asks
# for. Its grammar takes seconds to load, each time; a package that is None counts as one that is not there.
LEFT_OUT = 'import sys; sys.modules.setdefault("rfc3987_syntax", None)\n'


def ensure() -> None:
    key = key_of(sha256(paths.REQUIREMENTS), sys.version, sys.base_prefix, paths.VENV, LEFT_OUT)
    stamp = Stamp("python")
    if stamp.holds(key, paths.VENV_PYTHON, paths.WHEEL_JAR):
        return
    with step("Python packages: JupyterLab and what the tests need, pinned by hash"):
        stamp.remove()
        shutil.rmtree(paths.VENV, ignore_errors=True)
        remedy = "Alike's pins are for Python 3.10 to 3.13: is there one on this machine?"
        tools.run("venv", [sys.executable, "-m", "venv", paths.VENV], "Is Python's venv module complete?")
        tools.run("pip", [paths.VENV_PYTHON, "-m", "pip", "install", "--require-hashes", "--no-deps",
                          "--only-binary", ":all:", "--disable-pip-version-check", "--no-input", "--retries", "2",
                          "-r", paths.REQUIREMENTS], remedy)
        (paths.SITE_PACKAGES / "alike.pth").write_text(LEFT_OUT)
        stamp.write(key)
