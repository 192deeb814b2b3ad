"""The extension in the stock kernel: toolkit and extension come by JJAVA_CLASSPATH alone.

ALIKE_CLASSPATH names the jars (extension, toolkit and all that it needs), joined by colons.
"""

import os

import nbformat
import pytest
from jupyter_client.kernelspec import KernelSpecManager
from nbclient import NotebookClient

CELLS = {
    "imports": "FashionMnist.mini().test()",
    "loss": "NtXent.temperature(0.2)",
    "engine": "%engine",
    "table": 'Table.create("t", IntColumn.create("<i>", new int[] {1, 2}))',
    "figure": 'Figure.lines("f", "x", "y").line("l", new double[] {1, 2}, new double[] {3, 4})',
    "array": "new int[] {1, 2}",
    "bad": 'new Object() { public String toString() { throw new AssertionError("no"); } }',
    "after": "1 + 1",
    "train": """Pretrain.with(SimClr.loss(NtXent.temperature(0.2))).encoder(ConvNet.small())
    .augment(Augment.simClr(28)).epochs(1).batch(32).seed(7)
    .fit(FashionMnist.mini().train().first(128)).progress().state()""",
}


@pytest.fixture(scope="module")
def outputs():
    if "java" not in KernelSpecManager().find_kernel_specs():
        pytest.skip("no stock kernelspec 'java': pip install jjava")
    if "ALIKE_CLASSPATH" not in os.environ:
        pytest.skip("ALIKE_CLASSPATH is not set")
    notebook = nbformat.v4.new_notebook()
    notebook.cells = [nbformat.v4.new_code_cell(code) for code in CELLS.values()]
    environment = dict(
        os.environ, JJAVA_CLASSPATH=os.environ["ALIKE_CLASSPATH"], DJL_OFFLINE="true"
    )
    client = NotebookClient(notebook, kernel_name="java", timeout=240)
    client.execute(env=environment)
    return {name: cell.outputs for name, cell in zip(CELLS, notebook.cells)}


def data(outputs, name):
    return next(o.data for o in reversed(outputs[name]) if "data" in o)


def test_the_toolkit_is_imported_and_images_are_a_grid(outputs):
    shown = data(outputs, "imports")
    assert shown["text/html"].count("<figure>") == 40
    assert "image/png" in shown


def test_a_loss_is_a_card_with_its_formula(outputs):
    assert "<math" in data(outputs, "loss")["text/html"]


def test_the_engine_tells_itself(outputs):
    assert " on " in data(outputs, "engine")["text/plain"]


def test_tables_and_figures_are_shown(outputs):
    assert "&lt;i&gt;" in data(outputs, "table")["text/html"]
    assert "</svg>" in data(outputs, "figure")["image/svg+xml"]


def test_arrays_say_what_they_hold(outputs):
    assert data(outputs, "array")["text/plain"] == "int[2] {1, 2}"


def test_an_error_in_to_string_does_not_end_the_kernel(outputs):
    assert "its toString failed" in data(outputs, "bad")["text/plain"]
    assert data(outputs, "after")["text/plain"] == "2"


def test_training_leaves_one_panel_in_its_final_state(outputs):
    panels = [o for o in outputs["train"] if "data" in o and "text/html" in o.data]
    assert len(panels) == 1
    assert ">finished<" in panels[0].data["text/html"]
    assert data(outputs, "train")["text/plain"] == "FINISHED"
