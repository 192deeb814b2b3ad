"""Training on the whole of Fashion-MNIST, augmentation included, ours beside lightly's: images a second, or accuracies."""

import json
import pathlib
import statistics
import subprocess
import tempfile

from place import say

HERE = pathlib.Path(__file__).resolve().parent
METHODS = ("simclr",)
THREADS = 2
LEAST = 2.0  # times lightly's images a second


def folder():
    """Returns where the four files lie: what environment/data fetched, or the operating system's package."""
    for place in (pathlib.Path.home() / ".alike/data/fashion-mnist", pathlib.Path("/usr/share/datasets/fashion-mnist"), *packaged()):
        if any(place.glob("train-images-idx3-ubyte*")):
            return place
    raise say.Problem("Fashion-MNIST is not here: environment/data fashion-mnist fetches it.")


def packaged():
    listed = subprocess.run(["dpkg", "-L", "dataset-fashion-mnist"], capture_output=True, text=True)
    return [pathlib.Path(line).parent for line in listed.stdout.split("\n") if "train-images" in line]


def workers(java, python, Worker, engines, modes, at):
    ours = {"ALIKE_THREADS": str(THREADS), "ALIKE_DATA": str(at)}
    for name, settings in engines.items():
        yield Worker(name, [*java, "alike.train.WholeTraining", *settings], ours)
    for name, mode in modes.items():
        yield Worker(name, [python, HERE / "train_whole_peers.py", mode, THREADS, at], {"OMP_NUM_THREADS": str(THREADS)})


def run(arguments, java, python, Worker):
    """Returns nothing, or what was not reached."""
    return accuracy(arguments, java, python, Worker) if arguments.accuracy else speed(arguments, java, python, Worker)


def speed(arguments, java, python, Worker):
    engines = {
        "Alike, MXNet": ("MXNet", "FLOAT32"),
        "Alike, PyTorch": ("PyTorch", "FLOAT32"),
        "Alike, PyTorch, bfloat16": ("PyTorch", "BFLOAT16"),
    }
    found = {}
    all_workers = list(workers(java, python, Worker, engines, {"lightly, fp32": "fp32", "lightly, bfloat16": "bf16"}, folder()))
    try:
        for number in range(arguments.rounds or 2):
            for worker in all_workers if number % 2 == 0 else reversed(all_workers):
                if number == 0:
                    worker.ask("simclr 2560 1 0 -")  # compilers learn
                answer = worker.ask(f"simclr {arguments.images} 1 {number} -")
                found.setdefault(worker.name, []).append(answer["images_per_second"])
    finally:
        for worker in all_workers:
            worker.stop()
    for name, speeds in found.items():
        print(f"{name}: {max(speeds):,.0f} images/s")
    float32 = max(max(found[name]) for name in ("Alike, MXNet", "Alike, PyTorch"))
    share = float32 / max(found["lightly, fp32"])
    print(f"float32 over float32: {share:.2f}×; at least {LEAST}×")
    return None if share >= LEAST else f"Not fast enough: {share:.2f}× lightly's images a second, at least {LEAST}×"


def accuracy(arguments, java, python, Worker):
    """Trains both sides on all 60,000 images and prints the mean of each score over the seeds."""
    at, missed = folder(), []
    both = list(workers(java, python, Worker, {"Alike": ("MXNet", "FLOAT32")}, {"lightly": "fp32"}, at))
    try:
        for method in METHODS:
            means = {}
            for worker in both:
                scores = [score(worker, method, arguments.epochs, seed, python, at) for seed in range(arguments.seeds)]
                means[worker.name] = {name: statistics.mean(each[name] for each in scores) for name in scores[0]}
            for name in means["Alike"]:
                ours, theirs = means["Alike"][name], means["lightly"][name]
                print(f"{method}, {name}: Alike {ours:.2f}, lightly {theirs:.2f}")
                if ours < theirs - 0.5:
                    missed.append(f"{method}, {name}: {ours:.2f} against {theirs:.2f}")
    finally:
        for worker in both:
            worker.stop()
    return "Not as accurate: " + "; ".join(missed) if missed else None


def score(worker, method, epochs, seed, python, at):
    with tempfile.TemporaryDirectory() as scratch:
        file = pathlib.Path(scratch) / "rows"
        answer = worker.ask(f"{method} 60000 {epochs} {seed} {file}")
        command = [python, HERE / "train_score.py", file, at]
        scores = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    say.line(f"{worker.name}, {method}, seed {seed}: {scores}, {answer['images_per_second']:,.0f} images/s")
    return scores
