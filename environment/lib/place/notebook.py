"""Opens JupyterLab, or hands one notebook to the virtual environment to be run."""

from __future__ import annotations

import os
from pathlib import Path
from typing import NoReturn

from place import paths, say, setup
from place.say import Problem


def open_lab(options: list[str]) -> NoReturn:
    """Turns this process into JupyterLab, in the current folder."""
    setup.ensure()
    root = ["--allow-root"] if os.geteuid() == 0 else []
    say.line('Opening JupyterLab; the kernel is "Java (Alike)". Ctrl-C ends it.')
    os.execv(paths.VENV_PYTHON, [str(paths.VENV_PYTHON), "-m", "jupyterlab", *root, *options])


def execute(notebook: Path, to: Path | None, timeout: int | None) -> NoReturn:
    """Turns this process into the one that runs a notebook through the kernel."""
    if not notebook.is_file():
        raise Problem(f"there is no notebook {notebook}. Give the path of an .ipynb file.")
    setup.ensure()
    options = [f"--to={to}"] if to else []
    options += [f"--timeout={timeout}"] if timeout else []
    command = [str(paths.VENV_PYTHON), str(paths.NOTEBOOKS_LIB / "execute.py"), str(notebook), *options]
    os.execv(command[0], command)
