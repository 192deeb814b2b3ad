"""An HTML copy of a notebook in one file: nothing is fetched, light and dark by the reader's preference.

    export.py PATH.ipynb [PATH.html]
"""

from __future__ import annotations

import base64
import html as escape
import re
import sys
from pathlib import Path

import latex2mathml.converter
import nbformat
from jinja2 import pass_context
from jinja2.runtime import Context
from nbconvert import HTMLExporter, TemplateExporter
from nbconvert.filters import DataTypeFilter, Highlight2HTML
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath
from nbformat import NotebookNode

ENVIRONMENT = Path(__file__).resolve().parents[2]


class Mathematics(IPythonRenderer):
    """Sets formulas as MathML, which browsers draw by themselves."""

    def block_math(self, body: str) -> str:
        return mathml(body, "block")

    def inline_math(self, body: str) -> str:
        return mathml(body, "inline")

    def latex_environment(self, name: str, body: str) -> str:
        return mathml(rf"\begin{{{name}}}{body}\end{{{name}}}", "block")


class Page(HTMLExporter):
    """nbconvert's HTML exporter with our template and formulas; the page is not parsed and written anew."""

    @pass_context
    def markdown2html(self, context: Context, source: str) -> str:
        renderer = Mathematics(
            escape=False, attachments=context.get("cell", {}).get("attachments", {}), embed_images=True,
            path=context["resources"]["metadata"]["path"], exclude_anchor_links=True,
        )
        return MarkdownWithMath(renderer=renderer).render(source)

    def from_notebook_node(self, nb: NotebookNode, resources: dict, **_: object) -> tuple[str, dict]:
        language = nb.metadata.get("language_info", {}).get("name", "java")
        resources = self._init_resources(resources)
        self.register_filter("highlight_code", Highlight2HTML(pygments_lexer=language, parent=self))
        self.register_filter("filter_data_type", DataTypeFilter(parent=self))
        self.register_filter("mathml", lambda latex: mathml(latex.strip().strip("$"), "block"))
        self.register_filter("title", title)
        return TemplateExporter.from_notebook_node(self, nb, resources)


def html(notebook: NotebookNode, path: Path) -> str:
    """Returns the page; pictures that the text names are read relative to the notebook's path and put inside."""
    page = Page(template_name="page", extra_template_basedirs=[str(ENVIRONMENT)], embed_images=True)
    resources = {
        "metadata": {"name": path.stem, "path": str(path.parent)},
        "style": (ENVIRONMENT / "page" / "style.css").read_text(encoding="utf-8"),
        "logo": base64.b64encode((ENVIRONMENT / "kernelspec" / "logo-svg.svg").read_bytes()).decode(),
    }
    return page.from_notebook_node(notebook, resources)[0]


def mathml(latex: str, display: str) -> str:
    """A formula as MathML, or its source when it cannot be read."""
    try:
        return latex2mathml.converter.convert(latex.strip(), display=display)
    except Exception:  # its many errors share no type; the formula's source is readable as well
        return f"<code>{escape.escape(latex)}</code>"


def title(notebook: NotebookNode, name: str) -> str:
    """The first heading, or the file's name."""
    for cell in notebook.cells:
        if cell.cell_type == "markdown" and (found := re.search(r"^#+\s+(.+)$", cell.source, re.MULTILINE)):
            return found.group(1)
    return name


if __name__ == "__main__":
    source = Path(sys.argv[1])
    target = Path(sys.argv[2]) if len(sys.argv) > 2 else source.with_suffix(".html")
    target.write_text(html(nbformat.read(source, as_version=4), source), encoding="utf-8")
