"""Running a notebook through the real kernel: what is written, what is said, and that no file is ever lost."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook


@pytest.fixture
def run(environment: Path, tmp_path: Path):
    """Runs a notebook of some cells; returns the process and the notebook's path."""

    def call(*cells: str, options: tuple[str, ...] = (), name: str = "a study.ipynb"):
        path = tmp_path / name
        nbformat.write(new_notebook(cells=[new_markdown_cell("# Study"), *map(new_code_cell, cells)]), path)
        done = subprocess.run([environment / "notebook", path, *options], capture_output=True, text=True)
        return done, path

    return call


def outputs(path: Path) -> list:
    return [output for cell in nbformat.read(path, 4).cells if cell.cell_type == "code" for output in cell.outputs]


def test_a_good_notebook_is_written_back_with_an_html_copy(run) -> None:
    done, path = run('System.out.println("Result: accuracy 0.91");', "6 * 7")

    assert done.returncode == 0, done.stderr
    assert f"Notebook: {path}" in done.stdout
    assert f"HTML:     {path.with_suffix('.html')}" in done.stdout
    assert "Result: accuracy 0.91" in done.stdout.splitlines()
    stream, result = outputs(path)
    assert (stream.text, result.data["text/plain"]) == ("Result: accuracy 0.91\n", "42")
    assert nbformat.read(path, 4).metadata.kernelspec.name == "alike"
    assert "42" in path.with_suffix(".html").read_text()
    assert {file.name for file in path.parent.iterdir()} == {"a study.ipynb", "a study.html"}


def test_the_same_notebook_gives_the_same_file_twice(run, environment: Path) -> None:
    _, path = run("1 + 1")
    first = path.read_bytes()

    subprocess.run([environment / "notebook", path], check=True, capture_output=True)

    assert path.read_bytes() == first


def test_a_failing_cell_is_stored_named_and_ends_the_run(run) -> None:
    done, path = run("1", 'throw new IllegalStateException("boom");', "2")

    assert done.returncode == 1
    assert done.stderr.startswith("alike: cell 2 failed: ") and "boom" in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert [output.output_type for output in outputs(path)] == ["execute_result", "error"]
    assert "boom" in path.with_suffix(".html").read_text()


def test_a_kernel_that_dies_leaves_the_file_alone(run) -> None:
    done, path = run("1 + 1", "System.exit(7);")

    assert done.returncode == 1
    assert "the kernel died" in done.stderr and "unchanged" in done.stderr
    assert outputs(path) == []
    assert not path.with_suffix(".html").exists()


def test_a_cell_beyond_its_time_leaves_the_file_alone(run) -> None:
    done, path = run("Thread.sleep(60_000);", options=("--timeout", "2"))

    assert done.returncode == 1
    assert "a cell took longer than 2 s" in done.stderr
    assert outputs(path) == []


def test_the_results_can_go_elsewhere(run, tmp_path: Path) -> None:
    done, path = run("1 + 1", options=("--to", str(tmp_path / "elsewhere")))

    assert done.returncode == 0, done.stderr
    assert outputs(path) == []
    assert outputs(tmp_path / "elsewhere" / path.name)[0].data["text/plain"] == "2"


def test_a_notebook_runs_in_its_own_folder(run, tmp_path: Path) -> None:
    (tmp_path / "beside.txt").write_text("here")

    done, path = run('java.nio.file.Files.readString(java.nio.file.Path.of("beside.txt"))')

    assert done.returncode == 0, done.stderr
    assert outputs(path)[0].data["text/plain"] == "here"


def test_a_file_that_is_no_notebook_is_one_line(environment: Path, tmp_path: Path) -> None:
    path = tmp_path / "broken.ipynb"
    path.write_text("{")

    done = subprocess.run([environment / "notebook", path], capture_output=True, text=True)

    assert done.returncode == 1
    assert done.stderr.startswith(f"alike: {path} is no notebook that can be read") and done.stderr.count("\n") == 1
    assert path.read_text() == "{"


def test_a_stop_by_the_user_leaves_the_file_alone_and_no_kernel_behind(environment: Path, tmp_path: Path) -> None:
    path = tmp_path / "long.ipynb"
    nbformat.write(new_notebook(cells=[new_code_cell(f'// {tmp_path}\nThread.sleep(600_000);')]), path)
    before = path.read_bytes()
    run = subprocess.Popen([environment / "notebook", path], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
                           start_new_session=True)
    while run.stdout.read(1) != "[":
        assert run.poll() is None
    while not (kernels := children(run.pid)):
        assert run.poll() is None
        time.sleep(0.1)
    time.sleep(1)

    os.killpg(run.pid, signal.SIGINT)
    _, errors = run.communicate(timeout=60)

    assert (run.returncode, errors) == (130, "alike: stopped. The notebook is unchanged.\n")
    assert path.read_bytes() == before
    assert kernels and wait_until_gone(kernels)


def children(process: int) -> list[int]:
    """The processes below one, at any depth."""
    stats = [file.read_text().rsplit(")", 1) for file in Path("/proc").glob("[0-9]*/stat")]
    pairs = [(int(name.split()[0]), int(rest.split()[1])) for name, rest in stats]
    found, new = [], [process]
    while new:
        new = [pid for pid, parent in pairs if parent in new]
        found += new
    return found


def wait_until_gone(processes: list[int]) -> bool:
    deadline = time.monotonic() + 90
    while (alive := [p for p in processes if Path(f"/proc/{p}").exists()]) and time.monotonic() < deadline:
        time.sleep(0.1)
    return not alive
