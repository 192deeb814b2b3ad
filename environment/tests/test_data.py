"""Fetching a data set: what is wrong is refused, the next source is tried."""

from __future__ import annotations

import gzip
import hashlib
from pathlib import Path

import pytest
from place import data
from place.say import Problem

CONTENTS = {name: name.encode() * 100 for name in data.SHA256}


@pytest.fixture(autouse=True)
def small_files(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(data, "SHA256", {name: hashlib.sha256(c).hexdigest() for name, c in CONTENTS.items()})


def good(temporary: Path) -> Path:
    for name, content in CONTENTS.items():
        (temporary / name).write_bytes(gzip.compress(content))
    return temporary


def cut_short(temporary: Path) -> Path:
    good(temporary)
    file = temporary / "train-labels-idx1-ubyte.gz"
    file.write_bytes(file.read_bytes()[:-20])
    return temporary


def another(temporary: Path) -> Path:
    good(temporary)
    (temporary / "t10k-images-idx3-ubyte.gz").write_bytes(gzip.compress(b"other"))
    return temporary


def unreachable(_: Path) -> Path:
    raise OSError("no network")


def test_the_files_are_put_in_place(tmp_path: Path) -> None:
    data.fetch("fashion-mnist", tmp_path / "to", (good,))

    assert data.wrong_files(tmp_path / "to") == []
    assert {file.name for file in (tmp_path / "to").iterdir()} == set(CONTENTS)


def test_what_is_there_is_not_fetched_again(tmp_path: Path) -> None:
    good(tmp_path)

    data.fetch("fashion-mnist", tmp_path, (unreachable,))


@pytest.mark.parametrize("wrong", [cut_short, another, unreachable])
def test_the_next_source_is_tried(tmp_path: Path, wrong) -> None:
    data.fetch("fashion-mnist", tmp_path / "to", (wrong, good))

    assert data.wrong_files(tmp_path / "to") == []


def test_without_a_good_source_nothing_is_written(tmp_path: Path) -> None:
    with pytest.raises(Problem) as refusal:
        data.fetch("fashion-mnist", tmp_path / "to", (unreachable, cut_short))

    assert not (tmp_path / "to").exists()
    for part in ("unreachable: no network", "train-labels-idx1-ubyte.gz", "apt-get install dataset-fashion-mnist"):
        assert part in str(refusal.value)


def test_a_damaged_copy_is_replaced(tmp_path: Path) -> None:
    cut_short(tmp_path)
    assert data.wrong_files(tmp_path) == ["train-labels-idx1-ubyte.gz"]

    data.fetch("fashion-mnist", tmp_path, (lambda temporary: good(temporary),))

    assert data.wrong_files(tmp_path) == []


def test_the_folder_follows_the_variable(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("ALIKE_DATA", str(tmp_path))

    data.fetch("fashion-mnist", None, (lambda temporary: good(temporary),))

    assert (tmp_path / "fashion-mnist" / "train-images-idx3-ubyte.gz").is_file()
