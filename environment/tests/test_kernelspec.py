"""The kernelspec, and the script that starts the kernel."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest
from jupyter_client.kernelspec import KernelSpecManager


def test_jupyter_finds_the_kernel(environment: Path) -> None:
    spec = KernelSpecManager().get_kernel_spec("alike")

    assert spec.display_name == "Java (Alike)"
    assert spec.language == "java"
    assert spec.interrupt_mode == "message"
    assert Path(spec.argv[0]).is_file()
    for logo in ("logo-32x32.png", "logo-64x64.png", "logo-svg.svg"):
        assert (Path(spec.resource_dir) / logo).is_file()


def test_jupyterlab_offers_it_first_and_asks_no_news() -> None:
    from place import paths

    server = json.loads((paths.VENV / "etc/jupyter/jupyter_server_config.json").read_text())
    overrides = json.loads((paths.VENV / "share/jupyter/lab/settings/overrides.json").read_text())

    assert server["MappingKernelManager"]["default_kernel_name"] == "alike"
    assert overrides["@jupyterlab/apputils-extension:notification"]["fetchNews"] == "false"


@pytest.fixture
def start(environment: Path, tmp_path: Path):
    """Starts the script with a java that prints its arguments and variables."""
    java = tmp_path / "java"
    java.write_text("#!/bin/sh\nfor a; do echo \"$a\"; done\nenv\n")
    java.chmod(0o755)
    script = tmp_path / "start"
    script.write_text((environment / "kernelspec" / "start").read_text())
    (tmp_path / "settings").write_text(
        f"alike_java='{java}'\nalike_archive='/a b/kernel.jsa'\nalike_main=Main\nalike_gpu='{tmp_path / 'gpu'}'\n"
    )

    def run(**variables: str) -> list[str]:
        env = {"PATH": os.environ["PATH"], **variables}
        command = ["bash", script, "connection.json"]
        return subprocess.run(command, env=env, capture_output=True, text=True, check=True).stdout.splitlines()

    return run


def test_the_jvm_collects_for_throughput_unless_told_otherwise(start) -> None:
    assert "-XX:+UseParallelGC" in start()
    assert "-XX:+UseParallelGC" not in start(ALIKE_JAVA_OPTIONS="-XX:+UseZGC")
    assert "-XX:+UseParallelGC" not in start(JAVA_TOOL_OPTIONS="-XX:+UseSerialGC")


def test_the_jvm_gets_half_of_the_memory_by_default(start) -> None:
    lines = start()

    assert "-XX:MaxRAMPercentage=50" in lines
    assert "-XX:SharedArchiveFile=/a b/kernel.jsa" in lines
    assert lines[lines.index("Main") + 1] == "connection.json"
    assert "DJL_OFFLINE=true" in lines
    assert "OMP_WAIT_POLICY=PASSIVE" in lines
    assert not any(line.startswith("OMP_NUM_THREADS") for line in lines)


def test_heap_threads_and_options_can_be_chosen(start) -> None:
    lines = start(ALIKE_HEAP="4g", ALIKE_THREADS="3", ALIKE_JAVA_OPTIONS="-Da=b -Dc=d", ALIKE_ENGINE="PyTorch")

    assert {"-Xmx4g", "OMP_NUM_THREADS=3", "-Da=b", "-Dc=d", "ALIKE_ENGINE=PyTorch"} <= set(lines)
    assert "-XX:MaxRAMPercentage=50" not in lines


def test_text_is_utf_8_where_no_language_is_set(start) -> None:
    assert "LC_CTYPE=C.UTF-8" in start()
    assert "LC_CTYPE=C.UTF-8" not in start(LANG="de_DE.UTF-8")


def test_the_variables_of_the_gpu_route_reach_the_jvm(start, tmp_path: Path) -> None:
    (tmp_path / "gpu").write_text("PYTORCH_VERSION='2.7.1'\nPYTORCH_FLAVOR='cu128'\nALIKE_JNA_PATH='/x/lib'\n")

    lines = start()

    assert {"PYTORCH_VERSION=2.7.1", "PYTORCH_FLAVOR=cu128", "-Djna.library.path=/x/lib"} <= set(lines)
