"""Looks at a page in headless Chromium, over its DevTools protocol: errors, requests, a screenshot.

    browser.py PAGE.html PICTURE.png [--dark]
"""

from __future__ import annotations

import base64
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

import websocket

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-quic", "--disable-dev-shm-usage", "--hide-scrollbars",
    "--remote-debugging-port=0", "about:blank",
)
LOCAL = ("file:", "data:", "blob:", "about:")
PATIENCE_S = 60


def find() -> str | None:
    """The installed browser: the one that ALIKE_BROWSER names, else Chromium or Chrome on the PATH."""
    named = os.environ.get("ALIKE_BROWSER")
    return shutil.which(named) if named else next(filter(None, map(shutil.which, NAMES)), None)


@dataclass(frozen=True)
class Visit:
    """What a page did while it was shown."""

    errors: list[str]
    fetched: list[str]
    picture: bytes
    answers: list[object]


class Browser:
    """A running browser with a profile of its own; use it in a `with` block."""

    def __init__(self, program: str) -> None:
        self._profile = tempfile.mkdtemp(prefix="alike-browser-")
        self._process = subprocess.Popen(
            [program, f"--user-data-dir={self._profile}", *FLAGS],
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )
        self._sent = 0
        self._events: list[dict] = []
        self._socket = websocket.create_connection(self._address(), timeout=PATIENCE_S, suppress_origin=True)

    def __enter__(self) -> Browser:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._socket.close()
        self._process.terminate()
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            self._process.kill()
        shutil.rmtree(self._profile, ignore_errors=True)

    def visit(self, page: Path, dark: bool = False, width: int = 1100, ask: tuple[str, ...] = ()) -> Visit:
        """Opens a file, lets it settle, asks it JavaScript expressions, and takes a picture of its whole length."""
        target = self._call("Target.createTarget", {"url": "about:blank"})["targetId"]
        session = self._call("Target.attachToTarget", {"targetId": target, "flatten": True})["sessionId"]
        self._events.clear()
        for domain in ("Page", "Runtime", "Log", "Network"):
            self._call(f"{domain}.enable", {}, session)
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self._call("Emulation.setEmulatedMedia", {"features": [scheme]}, session)
        screen = {"width": width, "height": 800, "deviceScaleFactor": 1, "mobile": False}
        self._call("Emulation.setDeviceMetricsOverride", screen, session)
        self._call("Page.navigate", {"url": page.resolve().as_uri()}, session)
        self._wait_for("Page.loadEventFired")
        self._evaluate("new Promise(done => setTimeout(done, 500))", session)
        answers = [self._evaluate(expression, session) for expression in ask]
        picture = self._call("Page.captureScreenshot", {"captureBeyondViewport": True}, session)["data"]
        self._call("Target.closeTarget", {"targetId": target})
        return Visit(_errors(self._events), _fetched(self._events), base64.b64decode(picture), answers)

    def _address(self) -> str:
        note = Path(self._profile) / "DevToolsActivePort"
        deadline = time.monotonic() + PATIENCE_S
        while time.monotonic() < deadline:
            lines = note.read_text().split() if note.is_file() else []
            if len(lines) == 2:
                return f"ws://127.0.0.1:{lines[0]}{lines[1]}"
            if self._process.poll() is not None:
                break
            time.sleep(0.05)
        raise RuntimeError(f"the browser did not start (exit code {self._process.poll()})")

    def _call(self, method: str, parameters: dict, session: str | None = None) -> dict:
        self._sent += 1
        message = {"id": self._sent, "method": method, "params": parameters}
        self._socket.send(json.dumps(message | ({"sessionId": session} if session else {})))
        while (answer := json.loads(self._socket.recv())).get("id") != self._sent:
            self._events.append(answer)
        if "error" in answer:
            raise RuntimeError(f"{method}: {answer['error']['message']}")
        return answer["result"]

    def _wait_for(self, event: str) -> None:
        while not any(seen.get("method") == event for seen in self._events):
            self._events.append(json.loads(self._socket.recv()))

    def _evaluate(self, expression: str, session: str) -> object:
        parameters = {"expression": expression, "awaitPromise": True, "returnByValue": True}
        answer = self._call("Runtime.evaluate", parameters, session)
        if "exceptionDetails" in answer:
            raise RuntimeError(f"{expression}: {answer['exceptionDetails']['text']}")
        return answer["result"].get("value")


def _errors(events: list[dict]) -> list[str]:
    found = []
    for event in events:
        method, parameters = event.get("method"), event.get("params", {})
        if method == "Runtime.exceptionThrown":
            details = parameters["exceptionDetails"]
            found.append(details.get("exception", {}).get("description") or details["text"])
        elif method == "Runtime.consoleAPICalled" and parameters["type"] in ("error", "assert"):
            found.append(" ".join(str(a.get("value", a.get("description"))) for a in parameters["args"]))
        elif method == "Log.entryAdded" and parameters["entry"]["level"] == "error":
            found.append(parameters["entry"]["text"])
    return found


def _fetched(events: list[dict]) -> list[str]:
    """Every address that the page asked for and that is neither the file itself nor inside it."""
    asked = [e["params"]["request"]["url"] for e in events if e.get("method") == "Network.requestWillBeSent"]
    return [url for url in asked if not url.startswith(LOCAL)]


if __name__ == "__main__":
    with Browser(find() or sys.exit("alike: there is no Chromium or Chrome.")) as browser:
        seen = browser.visit(Path(sys.argv[1]), dark="--dark" in sys.argv)
    Path(sys.argv[2]).write_bytes(seen.picture)
    print(f"errors: {seen.errors}\nfetched: {seen.fetched}")
