"""A kernel "alike" to talk to over the real protocol, as the active environment has installed it."""

import os
import re
import time
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from jupyter_client.kernelspec import get_kernel_spec
from jupyter_client.manager import KernelManager

LIMIT = 90  # seconds: a hang fails, a busy machine does not


def class_path():
    """The class path that the installed kernel starts with."""
    arguments = Path(get_kernel_spec("alike").resource_dir, "java.args").read_text()
    return re.search(r'^-cp "(.*)"$', arguments, re.MULTILINE).group(1)


@dataclass
class Outcome:
    """What one cell sent back."""

    reply: dict
    messages: list = field(default_factory=list)
    seconds: float = 0.0

    @property
    def status(self):
        return self.reply["content"]["status"]

    def contents(self, kind):
        return [m["content"] for m in self.messages if m["msg_type"] == kind]

    def text(self, stream="stdout"):
        return "".join(c["text"] for c in self.contents("stream") if c["name"] == stream)

    @property
    def result(self):
        shown = [c["data"]["text/plain"] for c in self.contents("execute_result")]
        return shown[0] if shown else None

    @property
    def error(self):
        found = self.contents("error")
        return found[0] if found else None

    @property
    def trace(self):
        return "\n".join(self.error["traceback"])


class Kernel:
    """A running kernel and its client."""

    def __init__(self, **environment):
        self.manager = KernelManager(kernel_name="alike")
        self.log = []
        self.manager.start_kernel(env={**os.environ, **environment})
        self.client = self.manager.client()
        self.client.start_channels()
        self.client.wait_for_ready(timeout=LIMIT)

    def send(self, code, **options):
        return self.client.execute(code, **options)

    def reply(self, request):
        """The reply to a request, however many others come before it."""
        while True:
            reply = self.client.get_shell_msg(timeout=LIMIT)
            self.log.append(reply)
            if reply["parent_header"].get("msg_id") == request:
                return reply

    def outcome(self, request):
        start = time.monotonic()
        messages = self.until(lambda m: idle(m, request))
        reply = next((r for r in self.log if r["parent_header"]["msg_id"] == request), None)
        mine = [m for m in messages if of(m, request)]
        return Outcome(reply or self.reply(request), mine, time.monotonic() - start)

    def until(self, wanted):
        """The published messages up to the first that is wanted."""
        seen = []
        while True:
            seen.append(self.client.get_iopub_msg(timeout=LIMIT))
            if wanted(seen[-1]):
                return seen

    def run(self, code, **options):
        return self.outcome(self.send(code, **options))

    def ok(self, code, **options):
        outcome = self.run(code, **options)
        assert outcome.status == "ok", outcome.trace
        return outcome

    def begin(self, code, mark="started"):
        """Runs a cell until it prints the mark."""
        request = self.send(code)
        self.until(lambda m: m["msg_type"] == "stream" and mark in m["content"]["text"])
        return request

    def interrupt(self):
        """Asks the running cell to end, and waits until the kernel has heard it."""
        self.manager.interrupt_kernel()
        self.until(lambda m: m["parent_header"].get("msg_type") == "interrupt_request")

    def process(self):
        return self.manager.provisioner.process

    def stop(self):
        self.client.stop_channels()
        if self.manager.has_kernel:
            self.manager.shutdown_kernel(now=True)


def of(message, request):
    """Whether a cell's request caused the message; the ids of interrupts may be the same."""
    parent = message["parent_header"]
    return parent.get("msg_id") == request and parent["msg_type"] == "execute_request"


def idle(message, request):
    status = message["content"].get("execution_state")
    return message["msg_type"] == "status" and status == "idle" and of(message, request)


@pytest.fixture(scope="session")
def shared():
    kernel = Kernel()
    yield kernel
    kernel.stop()


@pytest.fixture
def kernel(shared):
    """The kernel that most tests share; a test that ends it or sets it up takes `start`."""
    return shared


@pytest.fixture
def start():
    """Starts kernels with the environment variables given, and ends them after the test."""
    started = []

    def one(**environment):
        started.append(Kernel(**environment))
        return started[-1]

    yield one
    for kernel in started:
        kernel.stop()
