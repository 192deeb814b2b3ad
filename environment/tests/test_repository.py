"""What has to agree across files."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

import pytest
from place import gpu, paths, wheel

COMMANDS = ("setup", "notebook", "test", "data", "gpu")


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_can_be_run_and_explains_itself(environment: Path, command: str) -> None:
    done = subprocess.run([environment / command, "--help"], capture_output=True, text=True, check=True)

    assert f"environment/{command}" in done.stdout


def test_a_wrong_flag_is_refused(environment: Path) -> None:
    assert subprocess.run([environment / "setup", "--no-such"], capture_output=True).returncode != 0


def test_a_missing_notebook_is_one_line(environment: Path) -> None:
    done = subprocess.run([environment / "notebook", "no-such.ipynb"], capture_output=True, text=True)

    assert done.returncode == 1
    assert done.stderr == "alike: there is no notebook no-such.ipynb. Give the path of an .ipynb file.\n"


def test_ci_runs_the_tests(root: Path) -> None:
    assert os.access(root / ".ci" / "run", os.X_OK)
    assert "environment/test" in (root / ".ci" / "run").read_text()


def test_versions_agree(root: Path, environment: Path) -> None:
    pom = (root / "pom.xml").read_text()

    assert f"<jjava.version>{wheel.VERSION}</jjava.version>" in pom
    assert f"<pytorch.version>{gpu.TORCH}</pytorch.version>" in pom
    assert f"jjava=={wheel.VERSION} " in (environment / "requirements.txt").read_text()


def test_every_requirement_is_pinned_and_hashed(environment: Path) -> None:
    text = (environment / "requirements.txt").read_text().replace("\\\n", "")
    lines = [line for line in text.splitlines() if line.strip() and not line.strip().startswith("#")]

    assert len(lines) > 80
    assert all("==" in line and "--hash=sha256:" in line for line in lines)
    for name in (environment / "requirements.in").read_text().splitlines():
        if not name.startswith("#"):
            assert re.search(rf"^{re.escape(name.split('==')[0])}==", text, re.MULTILINE), name


def test_the_wrapper_is_checked_by_hash(root: Path) -> None:
    text = (root / ".mvn" / "wrapper" / "maven-wrapper.properties").read_text()

    assert re.search(r"^distributionSha256Sum=[0-9a-f]{64}$", text, re.MULTILINE)


def test_the_dockerfile_names_paths_that_exist(root: Path, environment: Path) -> None:
    text = (environment / "Dockerfile").read_text()
    named = re.findall(r"(?:environment|notebooks|toolkit|kernel-extensions)/[\w./-]+", text)

    assert named
    assert [path for path in named if not (root / path).exists()] == []


def test_the_dockerfile_installs_what_the_messages_ask_for(environment: Path) -> None:
    text = (environment / "Dockerfile").read_text()

    for package in ("openjdk-17-jdk-headless", "python3-venv", "fontconfig", "fonts-dejavu-core"):
        assert package in text


# Package registries are not among them: the clients on a machine know theirs.
KNOWN_HOSTS = {
    "127.0.0.1", "archive.apache.org", "arxiv.org", "dev.java", "djl.ai", "docs.astral.sh", "doi.org",
    "fashion-mnist.s3-website.eu-central-1.amazonaws.com", "github.com", "jmlr.org", "maven.apache.org", "papers.nips.cc", "tech.zalando.com",
    "www.apache.org", "www.cs.toronto.edu", "www.w3.org", "yann.lecun.com",
}


def test_every_host_that_a_file_names_is_known(root: Path) -> None:
    files = subprocess.run(["git", "ls-files"], cwd=root, capture_output=True, text=True, check=True).stdout.split()
    texts = [root / file for file in files if not file.endswith((".png", ".gz", ".ipynb", ".html"))]

    found = {host for text in texts for host in re.findall(r"https?://([A-Za-z0-9.-]+[A-Za-z0-9])", text.read_text(errors="ignore"))}

    assert found - KNOWN_HOSTS == set()


def test_the_gpu_variables_lie_where_the_kernel_looks() -> None:
    settings = (paths.INSTALLED_KERNEL / "settings").read_text()

    assert f"alike_gpu='{paths.GPU_VARIABLES}'" in settings
