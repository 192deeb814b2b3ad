"""The GPU route: the libtorch inside PyTorch's pip package, which carries CUDA; Maven has none for this version.

Works with DJL's own pytorch-jni because both are 2.7.1. The variables go into one file that the kernel's start reads.
"""

from __future__ import annotations

import ctypes
import shutil
import subprocess
import sys
from pathlib import Path

from place import checks, paths, say, tools
from place.say import Problem, step

TORCH = "2.7.1"
FOLDER = paths.CACHE / "torch"


def install() -> None:
    checks.machine()
    driver = _driver()
    say.line(driver or "No NVIDIA driver on this machine: the kernel will use this libtorch on the CPU.")
    python = FOLDER / "bin" / "python"
    if not _libraries():
        if (free := shutil.disk_usage(paths.ENVIRONMENT).free / 1e9) < 8:
            raise Problem(f"{paths.ENVIRONMENT} has {free:.1f} GB left; PyTorch with CUDA needs about 8 GB. Make room.")
        checks.venv_module()
        with step(f"PyTorch {TORCH} with its CUDA libraries (about 3 GB to download)"):
            tools.run("torch-venv", [sys.executable, "-m", "venv", FOLDER], "Is Python's venv module complete?")
            tools.run(
                "torch-pip",
                [python, "-m", "pip", "install", "--disable-pip-version-check", "--no-input", f"torch=={TORCH}"],
                "Is this Python 3.10 to 3.13?",
            )
    variables = describe(_libraries(), gpu=bool(driver))
    paths.GPU_VARIABLES.write_text("".join(f"{name}='{value}'\n" for name, value in variables.items()))
    say.line(f"Kernels that start from now on load libtorch from {variables['PYTORCH_LIBRARY_PATH']}")
    say.line("Choose it with ALIKE_ENGINE=PyTorch, or in a notebook with: %engine PyTorch")


def remove() -> None:
    paths.GPU_VARIABLES.unlink(missing_ok=True)
    shutil.rmtree(FOLDER, ignore_errors=True)
    say.line("Removed: kernels use the libtorch that Maven brought.")


def describe(site: Path | None, gpu: bool) -> dict[str, str]:
    """The variables that make DJL load the libtorch of a site-packages folder."""
    if site is None:
        raise Problem(f"PyTorch's libraries are not in {FOLDER}. Remove that folder and call again.")
    variables = {
        "PYTORCH_LIBRARY_PATH": str(site / "torch" / "lib"),
        "PYTORCH_VERSION": TORCH,
        "PYTORCH_FLAVOR": "cu128" if gpu else "cpu",
    }
    # Where DJL finds CUDA's runtime, by which it counts the GPUs; without a driver it would only warn.
    return variables | ({"ALIKE_JNA_PATH": str(site / "nvidia" / "cuda_runtime" / "lib")} if gpu else {})


def _libraries() -> Path | None:
    """The site-packages folder with a whole libtorch in it."""
    found = FOLDER.glob("lib/python3*/site-packages/torch/lib/libtorch.so")
    return next((library.parents[2] for library in found), None)


def _driver() -> str:
    """What the NVIDIA driver says of itself, or nothing when there is none."""
    try:
        ctypes.CDLL("libcuda.so.1")
    except OSError:
        return ""
    if tool := shutil.which("nvidia-smi"):
        names = subprocess.run(
            [tool, "--query-gpu=name,driver_version", "--format=csv,noheader"],
            capture_output=True, text=True, check=False,
        ).stdout.strip()
        return f"NVIDIA driver found: {names.replace(chr(10), '; ')}" if names else "NVIDIA driver found."
    return "NVIDIA driver found."
