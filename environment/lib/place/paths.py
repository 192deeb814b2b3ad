"""Where everything lies."""

from __future__ import annotations

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
ENVIRONMENT = ROOT / "environment"
REQUIREMENTS = ENVIRONMENT / "requirements.txt"
KERNELSPEC = ENVIRONMENT / "kernelspec"
NOTEBOOKS_LIB = ENVIRONMENT / "lib" / "notebooks"

VENV = ENVIRONMENT / ".venv"
VENV_PYTHON = VENV / "bin" / "python"
SITE_PACKAGES = VENV / "lib" / "python{}.{}".format(*sys.version_info) / "site-packages"
KERNELS = VENV / "share" / "jupyter" / "kernels"
INSTALLED_KERNEL = KERNELS / "alike"
WHEEL_JAR = KERNELS / "java" / "jjava.jar"

CACHE = ENVIRONMENT / ".cache"
LOGS = CACHE / "logs"
STAMPS = CACHE / "stamps"
REPOSITORY = CACHE / "repository"
JARS = CACHE / "lib"
ARCHIVE = CACHE / "kernel.jsa"
GPU_VARIABLES = CACHE / "gpu.variables"

QUICKSTART = ROOT / "notebooks" / "tutorials" / "01-quickstart.ipynb"


def data_home() -> Path:
    """The folder of data sets: the variable ALIKE_DATA, or ~/.alike/data."""
    return Path(os.environ.get("ALIKE_DATA") or Path.home() / ".alike" / "data").expanduser()
