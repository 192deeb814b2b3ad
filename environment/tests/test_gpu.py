"""The GPU route, without its download."""

from __future__ import annotations

from pathlib import Path

import pytest
from place import gpu
from place.say import Problem


def test_with_a_driver_the_variables_name_one_site_packages_folder() -> None:
    assert gpu.describe(Path("/site"), gpu=True) == {
        "PYTORCH_LIBRARY_PATH": "/site/torch/lib",
        "PYTORCH_VERSION": "2.7.1",
        "PYTORCH_FLAVOR": "cu128",
        "ALIKE_JNA_PATH": "/site/nvidia/cuda_runtime/lib",
    }


def test_without_a_driver_it_is_for_the_cpu_and_looks_for_no_gpu() -> None:
    variables = gpu.describe(Path("/site"), gpu=False)

    assert variables["PYTORCH_FLAVOR"] == "cpu"
    assert "ALIKE_JNA_PATH" not in variables


def test_an_incomplete_package_is_refused() -> None:
    with pytest.raises(Problem, match="Remove that folder and call again"):
        gpu.describe(None, gpu=False)
