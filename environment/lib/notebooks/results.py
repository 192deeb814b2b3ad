"""What a notebook says it reached: the lines `Result: …` in the text of its outputs."""

from __future__ import annotations

from collections.abc import Iterator

from nbformat import NotebookNode


def of(notebook: NotebookNode) -> list[str]:
    """Returns every such line, in order, each once."""
    lines = (line.strip() for text in _texts(notebook) for line in text.splitlines())
    return list(dict.fromkeys(line for line in lines if line.startswith("Result: ")))


def _texts(notebook: NotebookNode) -> Iterator[str]:
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            yield output.get("text", "") or output.get("data", {}).get("text/plain", "")
