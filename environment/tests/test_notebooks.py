"""Every notebook of the repository, run at smoke scale into a temporary copy, and its page looked at."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import nbformat
import pytest
import results
from place import paths

NOTEBOOKS = sorted(
    file for file in (paths.ROOT / "notebooks").rglob("*.ipynb") if ".ipynb_checkpoints" not in file.parts
)
SCREENSHOTS = paths.CACHE / "screenshots"
PICTURES = ("image/svg+xml", "image/png", "text/html")
pytestmark = pytest.mark.skipif(not NOTEBOOKS, reason="the repository has no notebooks")


@pytest.fixture(scope="module", params=NOTEBOOKS, ids=lambda file: str(file.relative_to(paths.ROOT)))
def smoke(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A copy of the notebook, run in a copy of its folder's place."""
    folder = tmp_path_factory.mktemp("smoke")
    copy = Path(shutil.copy(request.param, folder))
    done = subprocess.run(
        [paths.ENVIRONMENT / "notebook", copy, "--timeout", "300"], capture_output=True, text=True,
        env={**os.environ, "ALIKE_SCALE": "smoke"},
    )
    assert done.returncode == 0, done.stdout + done.stderr
    yield copy


def outputs(notebook: Path) -> list:
    return [o for cell in nbformat.read(notebook, 4).cells if cell.cell_type == "code" for o in cell.outputs]


def test_no_output_is_an_error(smoke: Path) -> None:
    assert [output.ename for output in outputs(smoke) if output.output_type == "error"] == []


def test_there_are_pictures_and_a_result(smoke: Path) -> None:
    kinds = [kind for output in outputs(smoke) for kind in output.get("data", {})]

    assert any(kind in PICTURES for kind in kinds)
    assert results.of(nbformat.read(smoke, 4))


def test_every_rich_output_has_a_text_form(smoke: Path) -> None:
    bundles = [output.data for output in outputs(smoke) if "data" in output]

    assert [list(bundle) for bundle in bundles if "text/plain" not in bundle] == []


def test_the_page_has_no_errors_fetches_nothing_and_stays_in_its_column(smoke: Path, browser) -> None:
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    ask = ("document.documentElement.scrollWidth <= innerWidth", "[...document.images].every(i => i.naturalWidth > 0)")
    for theme in ("light", "dark"):
        visit = browser.visit(smoke.with_suffix(".html"), dark=theme == "dark", ask=ask)
        (SCREENSHOTS / f"{smoke.stem}-{theme}.png").write_bytes(visit.picture)

        assert visit.errors == []
        assert visit.fetched == []
        assert visit.answers == [True, True]


@pytest.mark.parametrize("stored", NOTEBOOKS, ids=lambda file: str(file.relative_to(paths.ROOT)))
def test_the_stored_notebook_has_been_run(stored: Path) -> None:
    assert results.of(nbformat.read(stored, 4))
    assert [output.ename for output in outputs(stored) if output.output_type == "error"] == []


def test_the_stored_quickstart_beats_raw_pixels_and_a_random_encoder() -> None:
    stored = nbformat.read(paths.ROOT / "notebooks" / "tutorials" / "01-quickstart.ipynb", 4)
    simclr, _, pixels, random = map(float, re.findall(r"(\d+\.\d) %", results.of(stored)[0]))

    assert simclr > pixels + 2
    assert simclr > random + 2


def test_the_stored_evaluation_beats_an_untrained_encoder() -> None:
    stored = nbformat.read(paths.ROOT / "notebooks" / "tutorials" / "05-evaluation.ipynb", 4)
    simclr, supcon, untrained = map(float, re.findall(r"(\d+\.\d) %", results.of(stored)[0]))

    assert min(simclr, supcon) > untrained + 2
