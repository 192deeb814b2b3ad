"""Runs other programs: output into a log, the telling lines of the log into the problem."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

from place import paths
from place.say import Problem

UNREACHABLE = re.compile(
    r"Temporary failure in name resolution|Name or service not known|Could not resolve host|Max retries exceeded"
    r"|NewConnectionError|NameResolutionError|Failed to establish a new connection|Connection refused|No route to host"
    r"|Network is unreachable|timed out|UnknownHostException|Unknown host|Could not transfer artifact"
    r"|ProxyError|CERTIFICATE_VERIFY_FAILED|Temporary failure resolving|Failed to fetch"
)


def run(name: str, command: Sequence[object], remedy: str, env: Mapping[str, str] | None = None,
        cwd: Path = paths.ROOT, timeout: int | None = None) -> str:
    """Runs a command to its end and returns what it printed; `name` names its log and its part in the problem."""
    paths.LOGS.mkdir(parents=True, exist_ok=True)
    log = paths.LOGS / f"{name}.log"
    with log.open("w") as stream:
        try:
            code = subprocess.run(
                [str(part) for part in command], stdin=subprocess.DEVNULL, stdout=stream, stderr=subprocess.STDOUT,
                env={**os.environ, **(env or {})}, cwd=cwd, check=False, timeout=timeout,
            ).returncode
        except subprocess.TimeoutExpired as expired:
            raise Problem(f"{name} did not end within {timeout} s. {remedy} Log: {log}") from expired
    text = log.read_text(errors="replace")
    if code != 0:
        raise Problem(explain(name, code, text, remedy, log))
    return text


def explain(name: str, code: int, text: str, remedy: str, log: Path) -> str:
    """One line for a failed command: an unreachable network is told from everything else."""
    if found := UNREACHABLE.search(text):
        return (
            f"{name} could not reach a package registry ({found.group()}). "
            f"Check the network, or the proxy settings, and call again. Log: {log}"
        )
    if "No space left on device" in text:
        return f"{name} ran out of disk space. Make about 3 GB free and call again. Log: {log}"
    return f"{name} failed with exit code {code}: {cause(text)} {remedy} Log: {log}"


def cause(text: str) -> str:
    """The first line of a log that names an error, or its last one."""
    lines = [line.strip() for line in text.splitlines() if line.strip() and "COMPILATION ERROR" not in line]
    errors = [line for line in lines if re.search(r"\berror\b|\bE:", line, re.IGNORECASE)]
    return (errors or lines[-1:] or ["it printed nothing."])[0][:300]
