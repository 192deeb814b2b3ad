"""lightly's side of benchmarks/evaluate: a line in, wall seconds, processor seconds and the accuracy out."""

import pathlib
import sys
import time

import numpy
import torch
from lightly.utils.benchmarking import knn_predict

FOLDER, WIDTH, CLASSES, THREADS = pathlib.Path(sys.argv[1]), *map(int, sys.argv[2:5])
BATCH = 1000  # queries at a time


def rows(name):
    return torch.from_numpy(numpy.fromfile(FOLDER / name, numpy.float32).reshape(-1, WIDTH))


def labels(name):
    return torch.from_numpy(numpy.fromfile(FOLDER / name, numpy.int32)).long()


def vote(k):
    bank = torch.nn.functional.normalize(rows("bank"), dim=1).t().contiguous()
    asked = torch.nn.functional.normalize(rows("queries"), dim=1)
    known, right = labels("bank_labels"), labels("query_labels")
    predicted = [knn_predict(part, bank, known, CLASSES, k, 0.1)[:, 0] for part in asked.split(BATCH)]
    return (torch.cat(predicted) == right).double().mean().item()


torch.set_num_threads(THREADS)
print("ready", flush=True)
for line in sys.stdin:
    setting = int(line.split()[1])
    wall, processor = time.perf_counter(), time.process_time()
    accuracy = vote(setting)
    print(f"done {time.perf_counter() - wall:.6f} {time.process_time() - processor:.6f} {accuracy:.9g}", flush=True)
