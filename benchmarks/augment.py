"""Times the making of views, ours and that of Python's libraries, side by side in one run.

Two views of each image by SimCLR's recipe, at four sizes, with Gaussian blur at 96 and 224 pixels; from pixels in memory
to normalised float batches. Ours makes them through ViewBatches, once in a JVM with the vector module and once in one
started plainly; the others in processes like a loader's workers, one a core. Each round runs all of them in turn, one at
a time, pinned to one core and then to two. The best round counts: the machine may be doing other things as well.
"""

import argparse
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "environment" / "lib"))

import augment_report
from augment_peers import BATCH, PEERS, Recipe
from machine import processor
from peers import interpreter, toolkit
from place import say

OURS = {"Alike, vectors": ["--add-modules", "jdk.incubator.vector"], "Alike, plain JVM": []}
OURS_IMAGES = {28: 4096, 32: 2048, 96: 256, 224: 64}
PEER_IMAGES = {28: 128, 32: 128, 96: 32, 224: 16}
WARM_UP_S = 2.0
LEAST_ROUNDS, MOST_ROUNDS = 3, 40


class Worker:
    """A process that measures on demand: a line in, a line out."""

    def __init__(self, command, cores):
        self.process = subprocess.Popen(
            list(map(str, command)),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            preexec_fn=lambda: os.sched_setaffinity(0, cores),
        )

    def ask(self, line=""):
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()

    def answer(self):
        line = self.process.stdout.readline()
        if not line:
            raise say.Problem(f"a worker ended with exit code {self.process.wait()}: {self.process.args}")
        return line.strip()

    def cpu(self):
        """Seconds of processor time of all its threads, to the nanosecond: Linux's clock of a process."""
        return time.clock_gettime((~self.process.pid << 3) | 2)

    def stop(self):
        self.process.stdin.close()
        self.process.wait()


def timed(workers, line=""):
    """Lets all workers do it at the same time; returns wall seconds and processor seconds."""
    before = [worker.cpu() for worker in workers]
    for worker in workers:
        worker.ask(line)
    spans = [[int(word) for word in worker.answer().split()[:2]] for worker in workers]
    cpu = sum(worker.cpu() - at for worker, at in zip(workers, before))
    return (max(end for _, end in spans) - min(start for start, _ in spans)) / 1e9, cpu


def draw_images(python, folder):
    """Writes the pixels that all of them read: smooth waves and some noise, the same every time."""
    code = """
import sys, numpy
folder, *sizes = sys.argv[1:]
random = numpy.random.default_rng(7)
for size, count in (map(int, each.split(":")) for each in sizes):
    channels = 1 if size == 28 else 3
    y, x = numpy.mgrid[0:size, 0:size]
    waves = random.uniform(0.02, 0.3, (2, count, channels, 1, 1))
    shift = random.uniform(0, 6.28, (count, channels, 1, 1))
    values = 127 * (1 + numpy.sin(waves[0] * y + waves[1] * x + shift)) + random.normal(0, 8, (count, channels, size, size))
    values.clip(0, 255).astype(numpy.uint8).transpose(0, 2, 3, 1).tofile(f"{folder}/{size}.images")
"""
    sizes = [f"{size}:{count}" for size, count in OURS_IMAGES.items()]
    subprocess.run([python, "-c", code, folder, *sizes], check=True)


def start_ours(jdk, path, folder, size, cores):
    """Our workers for one size, warmed up: by name and number of cores."""
    started = {}
    for name, options in OURS.items():
        for count in range(1, len(cores) + 1):
            command = [jdk.java, *options, "-Xmx1g", f"-XX:ActiveProcessorCount={count}", "-Djava.awt.headless=true",
                       "-cp", path, "alike.augment.LoaderSpeed", folder / f"{size}.images", size, BATCH[size], count]
            started[name, count] = Worker(command, set(cores[:count]))
    for (name, _), worker in started.items():
        if (said := worker.answer()) != name.split(", ")[1].split()[0]:
            raise say.Problem(f"'{name}' runs with {said}. Does this JDK have the module jdk.incubator.vector?")
        start = worker.cpu()
        while worker.cpu() - start < WARM_UP_S:
            timed([worker])
    return started


def measure(size, budget, ours, peers, names):
    """Returns for each contender and number of cores its rounds: images, wall and processor seconds."""
    contenders = [(name, count) for count in range(1, len(peers) + 1) for name in (*OURS, *names)]
    for name in names:
        timed(peers, f"{name}\t{size}\t{PEER_IMAGES[size]}")  # imports, and fills caches
    rounds = {contender: [] for contender in contenders}
    end = time.monotonic() + budget
    for number in range(MOST_ROUNDS):
        if number >= LEAST_ROUNDS and time.monotonic() > end:
            break
        for name, count in contenders if number % 2 == 0 else reversed(contenders):
            if name in OURS:
                took, images = timed([ours[name, count]]), OURS_IMAGES[size]
            else:
                took, images = timed(peers[:count], f"{name}\t{size}\t{PEER_IMAGES[size]}"), PEER_IMAGES[size] * count
            rounds[name, count].append({"images": images, "wall_s": took[0], "cpu_s": took[1]})
    say.line(f"{size}×{size}×{Recipe(size).channels}: {len(rounds[contenders[0]])} rounds")
    return [{"size": size, "name": name, "cores": count, "rounds": each} for (name, count), each in rounds.items()]


def run(arguments):
    cores = sorted(os.sched_getaffinity(0))[:2]
    jdk, path = toolkit()
    python = interpreter()
    start = time.monotonic()
    series, load = [], [os.getloadavg()[0]]
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        draw_images(python, folder)
        peers = [Worker([python, HERE / "augment_peers.py", folder], {core}) for core in cores]
        able = [json.loads(peer.answer()) for peer in peers][0]
        names = [name for name in arguments.peers if name in able["versions"]]
        left = list(arguments.sizes)
        while left:
            size = left.pop(0)
            ours = start_ours(jdk, path, folder, size, cores)
            rest = arguments.seconds - (time.monotonic() - start)
            series += measure(size, rest / (len(left) + 1), ours, peers, names)
            for worker in ours.values():
                worker.stop()
            load.append(os.getloadavg()[0])
        for peer in peers:
            peer.stop()
    return {
        "command": " ".join(["benchmarks/augment", *sys.argv[1:]]),
        "java": jdk.version,
        "processor": processor(),
        "cores": len(cores),
        "load": max(load) / (os.cpu_count() or 1),
        **able,
        "series": series,
    }


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="three rounds of each; writes no results")
    parser.add_argument("--seconds", type=float, default=240, help="how long it may take, about; 240 unless set")
    parser.add_argument("--sizes", nargs="+", type=int, choices=sorted(BATCH), default=sorted(BATCH))
    parser.add_argument("--peers", nargs="+", choices=list(PEERS), default=list(PEERS), metavar="NAME")
    parser.add_argument("--to", type=pathlib.Path, default=HERE / "results", help="the folder of results")
    arguments = parser.parse_args()
    if arguments.quick:
        arguments.seconds = 0
    try:
        results = run(arguments)
    except say.Problem as problem:
        sys.exit(f"alike: {problem}")
    table = augment_report.markdown(results)
    print("\n" + table)
    if not arguments.quick:
        augment_report.write(results, arguments.to)
    if missed := augment_report.missed(results):
        sys.exit("Not fast enough: " + "; ".join(missed))


if __name__ == "__main__":
    main()
