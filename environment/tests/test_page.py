"""The HTML copy: complete in itself, light and dark, formulas set, outputs as they were."""

from __future__ import annotations

import base64
import re
from pathlib import Path

import export
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

CHART = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><clipPath id="c"/><text>1 &lt; 2</text></svg>'
SCRIPT = '<div id="me">static</div><script>if (1 < 2 && true) document.getElementById("me").textContent = "alive";</script>'
PIXEL = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="


@pytest.fixture
def page(tmp_path: Path) -> Path:
    (tmp_path / "dot.png").write_bytes(base64.b64decode(PIXEL))
    data = [{"text/html": SCRIPT, "text/plain": "x"}, {"image/svg+xml": CHART}, {"image/png": PIXEL},
            {"text/latex": r"$$\tau > 0$$"}, {"text/markdown": "a **bold** word"}, {"text/plain": "\x1b[31mred\x1b[0m <b>"}]
    cells = [
        new_markdown_cell("# Twins & more\n\nInline $e^{s/\\tau}$ and\n\n$$\\frac{a}{b}$$\n\n![dot](dot.png)\n\n```java\nvar a = 1;\n```"),
        new_code_cell("var a = List.<String>of();", execution_count=1,
                      outputs=[new_output("display_data", part) for part in data]),
        new_code_cell("x", outputs=[new_output("stream", name="stderr", text="careful"),
                                    new_output("error", ename="E", evalue="v", traceback=["\x1b[1mE: v\x1b[0m"])]),
    ]
    file = tmp_path / "study.html"
    file.write_text(export.html(new_notebook(cells=cells), file), encoding="utf-8")
    return file


def test_nothing_in_it_points_to_the_network(page: Path) -> None:
    text = page.read_text()

    assert re.findall(r"(?:src|href)\s*=\s*[\"']?(?!data:)([^\"'\s>]+)", text) == []
    assert re.findall(r"@import|url\((?!data:)", text) == []


def test_the_title_is_the_first_heading(page: Path) -> None:
    assert "<title>Twins &amp; more</title>" in page.read_text()


def test_formulas_are_mathml(page: Path) -> None:
    text = page.read_text()

    assert text.count("<math ") == 3
    assert "$" not in re.sub(r"<style>.*?</style>", "", text, flags=re.DOTALL)


def test_a_formula_that_cannot_be_read_stays_as_its_source() -> None:
    assert export.mathml(r"\frac{a", "inline").startswith(("<code>", "<math"))


def test_outputs_are_not_changed(page: Path) -> None:
    text = page.read_text()

    assert SCRIPT in text
    assert base64.b64encode(CHART.encode()).decode() in text.replace("\n", "")
    assert "<strong>bold</strong>" in text


def test_it_draws_without_errors_in_light_and_dark(page: Path, browser) -> None:
    ask = (
        "getComputedStyle(document.body).backgroundColor",
        "document.getElementById('me').textContent",
        "[...document.images].every(image => image.naturalWidth > 0)",
        "document.documentElement.scrollWidth <= innerWidth",
    )
    light, dark = (browser.visit(page, dark=night, ask=ask) for night in (False, True))

    for visit in (light, dark):
        assert visit.errors == []
        assert visit.fetched == []
        assert visit.answers[1:] == ["alive", True, True]
    assert light.answers[0] == "rgb(255, 255, 255)"
    assert dark.answers[0] == "rgb(20, 24, 31)"
    assert light.picture != dark.picture


def test_it_fits_a_telephone(page: Path, browser) -> None:
    visit = browser.visit(page, width=380, ask=("document.documentElement.scrollWidth <= innerWidth",))

    assert visit.answers == [True]


def test_the_browser_check_sees_errors_and_requests(tmp_path: Path, browser) -> None:
    bad = tmp_path / "bad.html"
    bad.write_text("<script>console.error('told'); missing()</script><img src='http://127.0.0.1:1/x.png'>")

    visit = browser.visit(bad)

    assert any("told" in error for error in visit.errors)
    assert any("missing is not defined" in error for error in visit.errors)
    assert visit.fetched == ["http://127.0.0.1:1/x.png"]
