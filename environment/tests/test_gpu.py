"""The GPU route, without its download."""

from __future__ import annotations

from pathlib import Path

import pytest
from place import gpu
from place.say import Problem


@pytest.mark.parametrize("driver, flavor", [(True, "cu128"), (False, "cpu")])
def test_the_variables_name_one_site_packages_folder(driver: bool, flavor: str) -> None:
    variables = gpu.describe(Path("/site"), gpu=driver)

    assert variables == {
        "PYTORCH_LIBRARY_PATH": "/site/torch/lib",
        "PYTORCH_VERSION": "2.7.1",
        "PYTORCH_FLAVOR": flavor,
        "ALIKE_JNA_PATH": "/site/nvidia/cuda_runtime/lib",
    }


def test_an_incomplete_package_is_refused() -> None:
    with pytest.raises(Problem, match="Remove that folder and call again"):
        gpu.describe(None, gpu=False)
