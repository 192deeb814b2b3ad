"""Where Maven comes from when there is none on the PATH."""

from __future__ import annotations

import hashlib
import urllib.error
import zipfile
from pathlib import Path

import pytest
from place import apt, java, maven
from place.say import Problem


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    file = tmp_path / "apache-maven.zip"
    with zipfile.ZipFile(file, "w") as zipped:
        zipped.writestr("apache-maven-9/bin/mvn", "#!/bin/sh\n")
    return file


def sha256(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def test_the_pinned_one_is_apaches_with_a_checksum() -> None:
    url, checksum = maven.pinned()

    assert url.startswith("https://archive.apache.org/dist/maven/")
    assert len(checksum) == 64


def test_it_is_downloaded_checked_and_unpacked_once(archive: Path, tmp_path: Path) -> None:
    first = maven.wrapped(tmp_path / "maven", archive.as_uri(), sha256(archive))

    assert first.stat().st_mode & 0o111
    archive.unlink()
    assert maven.wrapped(tmp_path / "maven", archive.as_uri(), "") == first


def test_another_content_is_refused(archive: Path, tmp_path: Path) -> None:
    with pytest.raises(OSError, match="has the SHA-256"):
        maven.wrapped(tmp_path / "maven", archive.as_uri(), "0" * 64)
    assert not (tmp_path / "maven").exists()


def test_without_network_and_root_there_is_one_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    def unreachable(*_: object) -> Path:
        raise urllib.error.URLError("no network")

    monkeypatch.setattr(maven.shutil, "which", lambda _: None)
    monkeypatch.setattr(maven, "wrapped", unreachable)
    monkeypatch.setattr(apt, "usable", lambda: False)

    with pytest.raises(Problem, match="no network.*apt-get install maven"):
        maven.find(java.Jdk(Path("/jdk"), "17"))


def test_an_old_maven_on_the_path_is_passed_over(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    old = tmp_path / "mvn"
    old.write_text("#!/bin/sh\necho Apache Maven 3.5.4\n")
    old.chmod(0o755)
    monkeypatch.setattr(maven.shutil, "which", lambda _: str(old))
    monkeypatch.setattr(maven, "wrapped", lambda *_: Path("/wrapped/mvn"))

    assert maven.find(java.Jdk(tmp_path, "17")) == "/wrapped/mvn"
