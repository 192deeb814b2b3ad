"""Times kernels side by side: each round starts every kernel once, in turn, on the same machine.

ready         process start until kernel_info is answered
first result  process start until the value of the first cell, 1 + 1, is there
warm cell     1 + 1 in a kernel that has run it before
empty cell    a cell without code
exit          shutdown request until the process is gone
CPU           seconds of processor time, of all processes of the kernel
"""

import argparse
import os
import pathlib
import statistics
import subprocess
import sys
import time

try:
    from jupyter_client.kernelspec import KernelSpecManager
    from jupyter_client.manager import KernelManager
except ImportError:
    sys.exit("jupyter_client is missing. Run environment/setup, or: pip install jupyter_client")

LIMIT = 120
WARM_UP, REPEATS = 60, 40
BOUNDS = {"ready": 0.8, "warm cell": 0.5}


def cpu_seconds(pid):
    """Processor time of a process and its descendants, as /proc counts it; 0 elsewhere."""
    try:
        fields = pathlib.Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
        listed = pathlib.Path(f"/proc/{pid}/task").glob("*/children")
        children = [int(child) for each in listed for child in each.read_text().split()]
    except OSError:
        return 0.0
    own = (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    return own + sum(map(cpu_seconds, children))


def seconds(client, code):
    start = time.perf_counter()
    reply = client.execute_interactive(code, timeout=LIMIT, output_hook=lambda message: None)
    if reply["content"]["status"] != "ok":
        sys.exit(f"The cell {code!r} failed: {reply['content']}")
    return time.perf_counter() - start


def once(name):
    manager = KernelManager(kernel_name=name)
    start = time.perf_counter()
    manager.start_kernel(stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    client = manager.client()
    client.start_channels()
    try:
        client.wait_for_ready(timeout=LIMIT)
        times = {"ready": time.perf_counter() - start}
        pid = manager.provisioner.pid
        times["CPU at ready"] = cpu_seconds(pid)
        seconds(client, "1 + 1")
        times["first result"] = time.perf_counter() - start
        times["CPU at first result"] = cpu_seconds(pid)
        for _ in range(WARM_UP):
            seconds(client, "1 + 1")
        spent = cpu_seconds(pid)
        times["warm cell"] = statistics.median(seconds(client, "1 + 1") for _ in range(REPEATS))
        times["CPU per warm cell"] = (cpu_seconds(pid) - spent) / REPEATS
        times["empty cell"] = statistics.median(seconds(client, "") for _ in range(REPEATS))
        start = time.perf_counter()
        manager.shutdown_kernel()
        times["exit"] = time.perf_counter() - start
        return times
    finally:
        client.stop_channels()
        if manager.has_kernel:
            manager.shutdown_kernel(now=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--rounds", type=int, default=5, help="starts of each kernel, 5 unless set")
    parser.add_argument(
        "--kernels", nargs=2, default=["java", "alike"], help="stock and ours, by kernelspec"
    )
    arguments = parser.parse_args()
    stock, ours = arguments.kernels
    known = KernelSpecManager().find_kernel_specs()
    for name in arguments.kernels:
        if name not in known:
            sys.exit(f"There is no kernel '{name}' in this environment. Run environment/setup.")
    once(stock), once(ours)  # brings files into memory; not counted
    rounds = {name: [] for name in arguments.kernels}
    for number in range(arguments.rounds):
        for name in arguments.kernels if number % 2 == 0 else reversed(arguments.kernels):
            rounds[name].append(once(name))
        print(f"round {number + 1} of {arguments.rounds} done", file=sys.stderr)
    report(rounds, stock, ours)


def report(rounds, stock, ours):
    busy = os.getloadavg()[0] / (os.cpu_count() or 1)
    print(f"\nload per processor: {busy:.1f}; more than 1 makes times long and ratios unsteady")
    print(f"{len(rounds[ours])} rounds, medians in seconds; ratio with its range over the rounds")
    print(f"{'':<20}{stock:>10}{ours:>10}{'ratio':>8}")
    missed = []
    for what in rounds[ours][0]:
        pairs = [(s[what], o[what]) for s, o in zip(rounds[stock], rounds[ours])]
        left, right = (statistics.median(side) for side in zip(*pairs))
        ratio = right / left if left else float("nan")
        each = sorted(o / s for s, o in pairs if s)
        span = f"  {each[0]:.2f} to {each[-1]:.2f}" if each else ""
        bound = BOUNDS.get(what)
        verdict = "" if bound is None else f"  at most {bound}: " + ("yes" if ratio <= bound else "NO")
        if bound is not None and ratio > bound:
            missed.append(what)
        print(f"{what:<20}{left:>10.3f}{right:>10.3f}{ratio:>8.2f}{span}{verdict}")
    if missed:
        sys.exit("Not fast enough: " + ", ".join(missed))


if __name__ == "__main__":
    main()
