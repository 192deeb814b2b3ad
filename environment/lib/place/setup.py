"""The whole set-up, in order. Every part sees for itself whether it is done."""

from __future__ import annotations

import fcntl
import time
from collections.abc import Iterator
from contextlib import contextmanager

from place import build, cds, checks, kernelspec, paths, python, say, wheel
from place.java import Jdk


def ensure() -> Jdk:
    start = time.monotonic()
    jdk = checks.everything()
    if not build.CLASS_PATH.is_file():
        checks.disk()
    with _alone():
        first = not build.CLASS_PATH.is_file()
        if first:
            say.line(f"Setting up Alike with Java {jdk.version}; the first time takes some minutes.")
        python.ensure()
        wheel.ensure()
        build.ensure(jdk)
        kernelspec.ensure(jdk)
        cds.ensure(jdk)
    if first:
        say.line(f"Set up in {time.monotonic() - start:.0f} s.")
    return jdk


@contextmanager
def _alone() -> Iterator[None]:
    """One set-up at a time: a second one waits, then finds it done."""
    paths.CACHE.mkdir(parents=True, exist_ok=True)
    with (paths.CACHE / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say.line("→ another set-up of this copy is running; waiting for it …")
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield
