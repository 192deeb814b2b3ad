"""What the commands print: short progress lines, and problems in one line with their remedy."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager


class Problem(Exception):
    """Something that the user has to change; the message says what, and how."""


def line(text: str) -> None:
    print(text, flush=True)


@contextmanager
def step(what: str) -> Iterator[None]:
    """Announces a piece of work, and its seconds once it is done."""
    line(f"→ {what} …")
    start = time.monotonic()
    yield
    line(f"  done in {time.monotonic() - start:.1f} s")
