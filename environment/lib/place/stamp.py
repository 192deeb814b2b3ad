"""Remembers what has been made from which inputs, so that a second call can skip it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

from place import paths


def sha256(file: Path) -> str:
    digest = hashlib.sha256()
    with file.open("rb") as stream:
        while block := stream.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()


def key_of(*parts: object) -> str:
    """One key for any number of printable parts."""
    return hashlib.sha256("\0".join(map(str, parts)).encode()).hexdigest()


def key_of_files(files: Iterable[Path]) -> str:
    """A key that changes with any file's place under the root or content."""
    return key_of(*(f"{file.relative_to(paths.ROOT)} {sha256(file)}" for file in sorted(files)))


def key_of_looks(files: Iterable[Path]) -> str:
    """A key that changes with any file's path, size or time: what a JVM compares as well."""
    return key_of(*(f"{file} {file.stat().st_size} {file.stat().st_mtime_ns}" for file in files))


class Stamp:
    """The key that a thing was last made from."""

    def __init__(self, name: str) -> None:
        self.file = paths.STAMPS / name

    def holds(self, key: str, *products: Path) -> bool:
        """True when the thing was made from this key and its products are still there."""
        made = self.file.is_file() and self.file.read_text() == key
        return made and all(product.exists() for product in products)

    def remove(self) -> None:
        self.file.unlink(missing_ok=True)

    def write(self, key: str) -> None:
        self.file.parent.mkdir(parents=True, exist_ok=True)
        self.file.write_text(key)
