from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ENVIRONMENT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ENVIRONMENT / "lib"), str(ENVIRONMENT / "lib" / "notebooks")]

from browser import Browser, find  # noqa: E402 the path to it is set above


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A headless Chromium; where there is none the tests that look at pages are skipped, but fail under CI."""
    if (program := find()) is None:
        message = "no Chromium or Chrome is installed (Debian, Ubuntu: apt-get install chromium)"
        pytest.fail(message) if os.environ.get("CI") else pytest.skip(message)
    with Browser(program) as running:
        yield running


@pytest.fixture
def environment() -> Path:
    return ENVIRONMENT


@pytest.fixture
def root() -> Path:
    return ENVIRONMENT.parent
