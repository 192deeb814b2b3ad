"""Runs a notebook through the real kernel, writes it back and puts an HTML copy beside it.

    execute.py PATH.ipynb [--to FOLDER] [--timeout SECONDS]

Runs in the virtual environment. The file is replaced by a rename once it is complete. When a cell fails, the notebook
is written with the error in it and the exit code is 1; when the kernel dies or the user stops it, the file stays.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import signal
import sys
import time
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
from nbformat import NotebookNode

import export
import results

KERNEL = {"name": "alike", "display_name": "Java (Alike)", "language": "java"}
LOG = Path(__file__).resolve().parents[2] / ".cache" / "logs" / "kernel.log"


def main(words: list[str]) -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("path", type=Path)
    parser.add_argument("--to", type=Path)
    parser.add_argument("--timeout", type=int)
    options = parser.parse_args(words)
    try:
        notebook = nbformat.read(options.path, as_version=4)
    except (nbformat.reader.NotJSONError, nbformat.ValidationError, UnicodeDecodeError) as error:
        return _fail(f"{options.path} is no notebook that can be read: {_first_line(error)}")
    target = (options.to or options.path.parent) / options.path.name
    target.parent.mkdir(parents=True, exist_ok=True)

    start = time.monotonic()
    stop = Stop()
    try:
        failure = run(notebook, options.path.resolve().parent, options.timeout, stop)
    except CellTimeoutError:
        return _fail(f"a cell took longer than {options.timeout} s. The notebook is unchanged.")
    except (DeadKernelError, RuntimeError, asyncio.CancelledError, KeyboardInterrupt) as error:
        if stop.asked or isinstance(error, KeyboardInterrupt):
            return _fail("stopped. The notebook is unchanged.", 130)
        return _fail(f"the kernel died: {_first_line(error)}. The notebook is unchanged. Kernel log: {LOG}")

    page = target.with_suffix(".html")
    write(target, nbformat.writes(notebook) + "\n")
    write(page, export.html(notebook, target))
    print(f"Ran in {time.monotonic() - start:.0f} s")
    print(f"Notebook: {target}\nHTML:     {page}")
    for line in results.of(notebook):
        print(line)
    return _fail(f"{failure}. Both files hold the error.") if failure else 0


class Stop:
    """Ctrl-C or a termination cancels the run, whose own clean-up then ends the kernel.

    nbclient's handlers tear down the kernel under the running cell instead, which ends in errors of its own.
    """

    def __init__(self) -> None:
        self.asked = False

    def listen(self, notebook: NotebookNode) -> None:
        """Takes over the signals; called inside of the run, once nbclient has set its handlers."""
        task = asyncio.current_task()
        for number in (signal.SIGINT, signal.SIGTERM):
            asyncio.get_running_loop().add_signal_handler(number, self._cancel, task)

    def _cancel(self, task: asyncio.Task) -> None:
        self.asked = True
        task.cancel()


def run(notebook: NotebookNode, folder: Path, timeout: int | None, stop: Stop) -> str:
    """Executes every cell in place; returns which cell failed and how, or nothing."""
    notebook.metadata["kernelspec"] = dict(KERNEL)
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    began = 0.0

    def starting(cell: NotebookNode, cell_index: int) -> None:
        nonlocal began
        began = time.monotonic()
        if cell.cell_type == "code":
            print(f"[{_number(cell)}/{len(code)}] {_title(cell)} …", end="", flush=True)

    def ended(cell: NotebookNode, cell_index: int, **_: object) -> None:
        print(f" {time.monotonic() - began:.1f} s", flush=True)

    def _number(cell: NotebookNode) -> int:
        return next(i for i, other in enumerate(code, 1) if other is cell)

    client = NotebookClient(
        notebook, kernel_name="alike", timeout=timeout, resources={"metadata": {"path": str(folder)}},
        record_timing=False, store_widget_state=False, coalesce_streams=True,
        on_notebook_start=stop.listen, on_cell_start=starting, on_cell_executed=ended,
    )
    LOG.parent.mkdir(parents=True, exist_ok=True)
    with LOG.open("w") as log:
        try:
            client.execute(stderr=log, stdout=log)
        except CellExecutionError as error:
            cell = next(c for c in code if any(o.output_type == "error" for o in c.outputs))
            return f"cell {_number(cell)} failed: {error.ename}: {_first_line(error.evalue)}"
    return ""


def write(file: Path, text: str) -> None:
    """Replaces a file as a whole, or not at all."""
    temporary = file.with_name(f".{file.name}.part")
    temporary.write_text(text, encoding="utf-8")
    os.replace(temporary, file)


def _title(cell: NotebookNode) -> str:
    lines = [line for line in cell.source.splitlines() if line.strip()]
    return lines[0][:70] if lines else "(empty)"


def _first_line(error: object) -> str:
    return (str(error).strip().splitlines() or ["no message"])[0].rstrip(".")


def _fail(message: str, code: int = 1) -> int:
    print(f"alike: {message}", file=sys.stderr)
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
