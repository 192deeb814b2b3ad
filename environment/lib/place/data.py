"""Fetches data sets: from the operating system's package, else from the original site; every file is checked."""

from __future__ import annotations

import gzip
import hashlib
import shutil
import subprocess
import tempfile
import urllib.error
import urllib.request
import zlib
from collections.abc import Callable
from pathlib import Path

from place import paths, say
from place.say import Problem

NAMES = ("fashion-mnist",)
PACKAGE = "dataset-fashion-mnist"
PACKAGE_FOLDER = "usr/share/datasets/fashion-mnist"
SITE = "http://fashion-mnist.s3-website.eu-central-1.amazonaws.com"
# Of the unpacked contents: the package and the site compress them differently.
SHA256 = {
    "train-images-idx3-ubyte.gz": "c59f468a2f672dc815687fe0f83887768d799fd8a3f3276145d20f83aa44d888",
    "train-labels-idx1-ubyte.gz": "bad3541b69d912435c50bb6ba87bec294ff4f6a2e1246121d8633921760443d9",
    "t10k-images-idx3-ubyte.gz": "5b4141f0afbad91edebe8549f8fcffe087ea10ca49f1dbef5c9a5cd8815ce37b",
    "t10k-labels-idx1-ubyte.gz": "0402a96d92fd2663957122ceb108a494c5af83dab82d92729df917d7dec38c34",
}


def fetch(name: str, to: Path | None, sources: tuple[Callable[[Path], Path], ...] | None = None) -> None:
    """Puts the files of a data set into a folder; does nothing when they are there and right."""
    folder = to or paths.data_home() / name
    if not wrong_files(folder):
        say.line(f"{name} is there and checked: {folder}")
        return
    refusals = []
    with tempfile.TemporaryDirectory() as temporary:
        for source in sources or (installed, downloaded_package, original_site):
            try:
                found = source(Path(temporary))
            except (OSError, subprocess.CalledProcessError) as error:
                refusals.append(f"{_words(source)}: {_reason(error)}")
                continue
            if wrong := wrong_files(found):
                refusals.append(f"{_words(source)}: {', '.join(wrong)} missing, cut short or not the published content")
                continue
            _place(found, folder)
            say.line(f"{name} is fetched ({_words(source)}) and checked: {folder}")
            return
    raise Problem(
        f"{name} could not be fetched ({'; '.join(refusals)}). "
        f"On Debian or Ubuntu: apt-get install {PACKAGE}; or put its four .gz files into {folder}."
    )


def wrong_files(folder: Path) -> list[str]:
    """The names of the files that are not in the folder with the published content."""
    return [name for name, sha256 in SHA256.items() if _sha256_unpacked(folder / name) != sha256]


def installed(_: Path) -> Path:
    """The package of the operating system, where it is installed."""
    folder = Path("/") / PACKAGE_FOLDER
    if not folder.is_dir():
        raise FileNotFoundError(f"{PACKAGE} is not installed")
    return folder


def downloaded_package(temporary: Path) -> Path:
    """The same package, downloaded and unpacked without being installed: needs no root."""
    for tool in ("apt-get", "dpkg-deb"):
        if shutil.which(tool) is None:
            raise FileNotFoundError(f"there is no {tool}")
    subprocess.run(
        ["apt-get", "-q", "download", PACKAGE], cwd=temporary, check=True, capture_output=True, stdin=subprocess.DEVNULL
    )
    package = next(temporary.glob(f"{PACKAGE}_*.deb"))
    subprocess.run(["dpkg-deb", "-x", package, temporary], check=True, capture_output=True)
    return temporary / PACKAGE_FOLDER


def original_site(temporary: Path) -> Path:
    """The site of the data set's makers."""
    for name in SHA256:
        with urllib.request.urlopen(f"{SITE}/{name}", timeout=30) as answer, (temporary / name).open("wb") as file:
            shutil.copyfileobj(answer, file)
    return temporary


def _place(found: Path, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name in SHA256:
        part = folder / f".{name}.part"
        shutil.copyfile(found / name, part)
        part.replace(folder / name)


def _sha256_unpacked(file: Path) -> str:
    digest = hashlib.sha256()
    try:
        with gzip.open(file) as stream:
            while block := stream.read(1 << 20):
                digest.update(block)
    except (OSError, EOFError, zlib.error):
        return "unreadable"
    return digest.hexdigest()


def _words(source: Callable[[Path], Path]) -> str:
    return source.__name__.replace("_", " ")


def _reason(error: Exception) -> str:
    if isinstance(error, subprocess.CalledProcessError):
        lines = error.stderr.decode(errors="replace").strip().splitlines()
        return lines[-1] if lines else f"exit code {error.returncode}"
    return str(error.reason if isinstance(error, urllib.error.URLError) else error)
