"""Times losses with their gradients, ours on both engines and those of Python's libraries, side by side in one run.

From embeddings of 128 numbers, two views an image, to the gradient by the embeddings; through each library's public
interface, two threads; nobody reads the loss's value meanwhile. All run for the same time first, since compilers and caches
learn; then each round runs all of them in turn. Time is the least of the rounds, since the machine may be doing other things
as well; memory is the most that the process had at any moment of the first step beyond what it had before.
"""

import argparse
import json
import os
import pathlib
import select
import subprocess
import sys
import time

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "environment" / "lib"))

import losses_report
from machine import processor
from peers import interpreter, toolkit
from place import say

THREADS = 2
GIGABYTES = 12
PATIENCE_S = 120
SIZES = (256, 1024, 4096, 16384, 65536)
TIMES = {256: 40, 1024: 20, 4096: 4, 16384: 1, 65536: 1}  # steps of a round; fewer of a contender that would take
ROUND_S = 1  # longer than this for them
WARM_S = 3
ROUNDS = {16384: 2, 65536: 0}  # at most, beside the first step, which counts as well
LOSSES = ("ntxent", "supcon")
ENGINES = ("MXNet", "PyTorch")
LIBRARIES = ("torch", "lightly", "pytorch-metric-learning")


class Worker:
    """A process that measures on demand: a line in, a line of JSON out."""

    def __init__(self, name, command, environment=None):
        self.name = name
        self.process = subprocess.Popen(
            list(map(str, command)), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            text=True, env={**os.environ, **(environment or {})},
        )

    def ask(self, loss, rows, times):
        """Returns the answer, or why there is none; after that the worker is gone."""
        self.process.stdin.write(f"{loss} {rows} {times}\n")
        self.process.stdin.flush()
        ready, _, _ = select.select([self.process.stdout], [], [], PATIENCE_S * max(1, times))
        if not ready:
            self.stop()
            return {"left": f"over {PATIENCE_S} s"}
        line = self.process.stdout.readline()
        if not line:
            return {"left": f"ended with exit code {self.process.wait()}"}
        return json.loads(line)

    def stop(self):
        self.process.kill()
        self.process.wait()


def start(jdk, path, python):
    """Returns a fresh worker of each contender: memory is measured from its start."""
    for engine in ENGINES:
        command = [jdk.java, "--add-modules", "jdk.incubator.vector", "-Xmx3g", "-cp", path, "alike.loss.LossRounds", engine]
        yield Worker(f"Alike, {engine}", command, {"ALIKE_THREADS": str(THREADS)})
    for library in LIBRARIES:
        yield Worker(library, [python, HERE / "losses_peers.py", library, THREADS, GIGABYTES])


def warm(worker, loss, rows):
    """Lets a contender run for a while: as long as any other."""
    end = time.monotonic() + WARM_S
    times = 1
    while time.monotonic() < end:
        worker.ask(loss, rows, times)
        times = min(2 * times, TIMES[rows])


def measure(workers, loss, rows, rounds):
    """Returns for each contender its milliseconds, its loss and its memory, or why it has none."""
    found = {}
    for worker in workers:
        small = worker.ask(loss, 64, 3)  # what is loaded once is no memory of the step
        found[worker.name] = small if "left" in small else worker.ask(loss, rows, 1)
    present = [worker for worker in workers if "left" not in found[worker.name]]
    if rows <= 4096:
        for worker in present:
            warm(worker, loss, rows)
    for number in range(rounds):
        for worker in present if number % 2 == 0 else reversed(present):
            best = min(found[worker.name]["ms"])
            times = max(1, min(TIMES[rows], int(1000 * ROUND_S / best)))
            found[worker.name]["ms"] += worker.ask(loss, rows, times)["ms"]
    for worker in workers:
        worker.stop()
    say.line(f"{loss}, {rows} rows: " + ", ".join(map(losses_report.brief, found.items())))
    return [{**answer, "value": answer.get("loss"), "loss": loss, "rows": rows, "name": name} for name, answer in found.items()]


def run(arguments):
    jdk, path = toolkit()
    python = interpreter()
    series, load = [], [os.getloadavg()[0]]
    for rows in arguments.sizes:
        for loss in arguments.losses:
            rounds = min(arguments.rounds, ROUNDS.get(rows, arguments.rounds))
            series += measure(list(start(jdk, path, python)), loss, rows, rounds)
            load.append(os.getloadavg()[0])
    versions = subprocess.run([python, "-c", losses_report.VERSIONS], capture_output=True, text=True, check=True).stdout
    return {
        "commands": [" ".join(["benchmarks/losses", *sys.argv[1:]])],
        "java": jdk.version,
        "processor": processor(),
        "cores": os.cpu_count(),
        "threads": THREADS,
        "load": max(load) / (os.cpu_count() or 1),
        "versions": json.loads(versions),
        "series": series,
    }


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="256 and 1024 rows, three rounds; writes no results")
    parser.add_argument("--rounds", type=int, default=8, help="rounds of each size; 8 unless set, fewer above 4096 rows")
    parser.add_argument("--sizes", nargs="+", type=int, choices=SIZES, default=list(SIZES), metavar="ROWS")
    parser.add_argument("--losses", nargs="+", choices=LOSSES, default=list(LOSSES), metavar="LOSS")
    parser.add_argument("--to", type=pathlib.Path, default=HERE / "results", help="the folder of results; those of other losses and sizes stay")
    arguments = parser.parse_args()
    if arguments.quick:
        arguments.sizes, arguments.rounds = [256, 1024], 3
    try:
        results = run(arguments)
    except say.Problem as problem:
        sys.exit(f"alike: {problem}")
    print("\n" + losses_report.markdown(results))
    if not arguments.quick:
        results = losses_report.write(results, arguments.to)
    if missed := losses_report.missed(results):
        sys.exit("Not fast enough: " + "; ".join(missed))


if __name__ == "__main__":
    main()
