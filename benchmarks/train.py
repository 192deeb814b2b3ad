"""Times training, ours on both engines and that of PyTorch with lightly, side by side in one run.

A step goes from two views of each image, in memory, to changed weights: SimCLR with NT-Xent at 0.2 and SGD, on the small conv
net (256 images of 28 × 28) and on ResNet-18 (64 colour images of 32 × 32), two threads. Each round runs all contenders in turn;
the least time counts, since the machine may be doing other things as well. --whole trains on Fashion-MNIST, its augmentation
included, and counts images a second; --accuracy trains both sides for some epochs and seeds and scores their encoders alike.
"""

import argparse
import json
import os
import pathlib
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "environment" / "lib"))

import train_report
from place import say

THREADS = 2
NETS = ("small", "resnet18")
METHODS = ("simclr",)
TIMES = {"small": 4, "resnet18": 1}
ROUNDS = {"small": 8, "resnet18": 5}
WARM_UP = {"small": 6, "resnet18": 1}
OURS = {
    "Alike, MXNet": ("MXNet", "FLOAT32"),
    "Alike, PyTorch": ("PyTorch", "FLOAT32"),
    "Alike, PyTorch, bfloat16": ("PyTorch", "BFLOAT16"),
}
PEERS = {
    "lightly, fp32": "fp32",
    "lightly, channels last": "channels-last",
    "lightly, bfloat16": "bf16",
}


class Worker:
    """A process that works on demand: a line in, a line of JSON out."""

    def __init__(self, name, command, environment=None):
        self.name = name
        self.errors = tempfile.TemporaryFile("w+")
        self.process = subprocess.Popen(
            list(map(str, command)), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self.errors,
            text=True, env={**os.environ, **(environment or {})},
        )

    def ask(self, line):
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()
        answer = self.process.stdout.readline()
        if not answer:
            code = self.process.wait()
            self.errors.seek(0)
            raise say.Problem(f"{self.name} ended with exit code {code}: {self.errors.read()[-2000:]}")
        return json.loads(answer)

    def stop(self):
        self.process.kill()
        self.process.wait()


def prepared():
    """Returns the command of Java and the Python that has the peers."""
    if classes := os.environ.get("ALIKE_CLASSES"):  # where compiled classes lie already, this names their class path
        java, path = "java", classes
    else:
        from peers import toolkit

        jdk, path = toolkit()
        java = jdk.java
    if not (python := os.environ.get("ALIKE_PEERS")):  # likewise a Python that has the peers
        from peers import interpreter

        python = interpreter()
    return [java, "--add-modules", "jdk.incubator.vector", "-Xmx3g", "-cp", path], python


def start(java, python, names):
    environment = {"ALIKE_THREADS": str(THREADS)}
    for name, settings in OURS.items():
        if not names or name in names:
            yield Worker(name, [*java, "alike.train.StepRounds", *settings], environment)
    for name, mode in PEERS.items():
        if not names or name in names:
            yield Worker(name, [python, HERE / "train_peers.py", mode, THREADS], {"OMP_NUM_THREADS": str(THREADS)})


def measure(java, python, method, net, arguments):
    """Returns for each contender the milliseconds of its steps."""
    workers = list(start(java, python, arguments.only))
    found = {worker.name: {"ms": [], "cpu": []} for worker in workers}
    try:
        for worker in workers:
            worker.ask(f"{method} {net} {WARM_UP[net]}")  # compilers learn
        for number in range(arguments.rounds or ROUNDS[net]):
            for worker in workers if number % 2 == 0 else reversed(workers):
                answer = worker.ask(f"{method} {net} {TIMES[net]}")
                for kind, times in found[worker.name].items():
                    times += answer[kind]
    finally:
        for worker in workers:
            worker.stop()
    say.line(f"{method}, {net}: " + ", ".join(f"{name} {min(each['ms']):.1f} ms ({min(each['cpu']):.1f})" for name, each in found.items()))
    return [{"method": method, "net": net, "name": name, **each} for name, each in found.items()]


def steps(arguments, java, python):
    series, load = [], [os.getloadavg()[0]]
    for net in arguments.nets:
        for method in METHODS:
            series += measure(java, python, method, net, arguments)
            load.append(os.getloadavg()[0])
    return {
        "command": " ".join(["benchmarks/train", *sys.argv[1:]]),
        "threads": THREADS,
        "load": max(load) / (os.cpu_count() or 1),
        "versions": versions(python),
        "series": series,
    }


def versions(python):
    listed = "import json, importlib.metadata as m; print(json.dumps({n: m.version(n) for n in ('torch', 'lightly')}))"
    return json.loads(subprocess.run([python, "-c", listed], capture_output=True, text=True, check=True).stdout)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="two rounds; writes no results")
    parser.add_argument("--rounds", type=int, default=0, help="rounds of each net; 8 of the small one and 5 of ResNet-18 unless set")
    parser.add_argument("--nets", nargs="+", choices=NETS, default=list(NETS))
    parser.add_argument("--only", nargs="+", default=[], metavar="NAME", help=f"contenders: {', '.join([*OURS, *PEERS])}; writes no results")
    parser.add_argument("--to", type=pathlib.Path, default=HERE / "results", help="the folder of results")
    parser.add_argument("--whole", action="store_true", help="images a second of training on Fashion-MNIST with augmentation")
    parser.add_argument("--images", type=int, default=12_800, help="of Fashion-MNIST, for --whole; 12,800 unless set")
    parser.add_argument("--accuracy", action="store_true", help="kNN and linear accuracy of both sides after training")
    parser.add_argument("--epochs", type=int, default=3, help="for --accuracy; 3 unless set")
    parser.add_argument("--seeds", type=int, default=3, help="for --accuracy; 3 unless set")
    arguments = parser.parse_args()
    if arguments.quick:
        arguments.rounds = 2
    try:
        java, python = prepared()
        if arguments.whole or arguments.accuracy:
            import train_whole

            sys.exit(train_whole.run(arguments, java, python, Worker))
        results = steps(arguments, java, python)
    except say.Problem as problem:
        sys.exit(f"alike: {problem}")
    print("\n" + train_report.markdown(results))
    if not (arguments.quick or arguments.only):
        train_report.write(results, arguments.to)
    if missed := train_report.missed(results):
        sys.exit("Not fast enough: " + "; ".join(missed))


if __name__ == "__main__":
    main()
