"""The five commands and their flags."""

from __future__ import annotations

import argparse
from pathlib import Path

from place import data, gpu, notebook, say, setup, suite


def run(name: str, words: list[str]) -> int:
    """Runs one command; returns its exit code."""
    return COMMANDS[name](words)


def _setup(words: list[str]) -> int:
    _parser("setup", "Checks the machine and prepares everything; a second call finds it done.").parse_args(words)
    setup.ensure()
    say.line("Alike is set up. Open it: environment/notebook")
    return 0


def _notebook(words: list[str]) -> int:
    parser = _parser(
        "notebook",
        'Opens JupyterLab with the kernel "Java (Alike)". With a path: runs that notebook from top to bottom, writes '
        "it back and puts an HTML copy beside it.",
    )
    parser.add_argument("path", nargs="?", type=Path, metavar="PATH.ipynb", help="the notebook to run")
    parser.add_argument("--to", type=Path, metavar="FOLDER", help="write notebook and HTML there, not in place")
    parser.add_argument("--timeout", type=int, metavar="SECONDS", help="the longest that one cell may take")
    parser.epilog = "What follows a lone -- goes to JupyterLab, such as: environment/notebook -- --no-browser --port=8890"
    own, jupyter = _split(words)
    options = parser.parse_args(own)
    if options.path is None:
        notebook.open_lab(jupyter)
    if jupyter:
        parser.error("options after -- are for JupyterLab, which is opened without PATH.ipynb")
    notebook.execute(options.path, options.to, options.timeout)


def _test(words: list[str]) -> int:
    parser = _parser("test", "Prepares everything, then runs every test: Java, kernel, environment, notebook, HTML.")
    parser.add_argument("--no-java", action="store_true", help="leave out Maven's verify")
    parser.add_argument("--no-python", action="store_true", help="leave out the tests under pytest")
    parser.epilog = "What follows a lone -- goes to pytest, such as: environment/test --no-java -- -k missing"
    own, pytest = _split(words)
    options = parser.parse_args(own)
    return suite.run(java=not options.no_java, python=not options.no_python, pytest_options=pytest)


def _data(words: list[str]) -> int:
    parser = _parser("data", "Fetches a data set that is not in the jar, and checks every file by SHA-256.")
    parser.add_argument("name", choices=data.NAMES, help="which one")
    parser.add_argument("--to", type=Path, metavar="DIR", help="where to; default: $ALIKE_DATA or ~/.alike/data, and its name")
    options = parser.parse_args(words)
    data.fetch(options.name, options.to)
    return 0


def _gpu(words: list[str]) -> int:
    parser = _parser("gpu", "Installs PyTorch's own libtorch with CUDA, and tells the kernel about it.")
    parser.add_argument("--remove", action="store_true", help="go back to the libtorch that Maven brought")
    options = parser.parse_args(words)
    gpu.remove() if options.remove else gpu.install()
    return 0


def _split(words: list[str]) -> tuple[list[str], list[str]]:
    """The words before and after the first lone --."""
    end = words.index("--") if "--" in words else len(words)
    return words[:end], words[end + 1 :]


def _parser(name: str, description: str) -> argparse.ArgumentParser:
    return argparse.ArgumentParser(prog=f"environment/{name}", description=description, allow_abbrev=False)


COMMANDS = {"setup": _setup, "notebook": _notebook, "test": _test, "data": _data, "gpu": _gpu}
