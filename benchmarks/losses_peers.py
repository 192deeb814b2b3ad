"""Python's losses on command: a line "ntxent 1024 5" in, one line of JSON out, as alike.loss.LossRounds answers.

Called as: losses_peers.py torch|lightly|pytorch-metric-learning THREADS GIGABYTES
"""

import json
import resource
import sys
import time

import torch
import torch.nn.functional as F

WIDTH, CLASSES = 128, 10
NTXENT, SUPCON = 0.1, 0.1  # temperatures


def plain_ntxent(first, second, labels):
    """Cross-entropy of each row's partner over the matrix of cosines, its diagonal masked."""
    z = F.normalize(torch.cat([first, second]))
    logits = (z @ z.T / NTXENT).fill_diagonal_(float("-inf"))
    n = len(first)
    partner = torch.arange(2 * n).roll(n)
    return F.cross_entropy(logits, partner)


def plain_supcon(first, second, labels):
    """Mean over the positives of the log-softmax over the matrix of cosines, its diagonal masked."""
    z = F.normalize(torch.cat([first, second]))
    logits = (z @ z.T / SUPCON).fill_diagonal_(-1e9)
    rows = labels.repeat(2)
    positives = (rows[:, None] == rows[None, :]).float().fill_diagonal_(0)
    log_probabilities = F.log_softmax(logits, dim=1)
    return -((log_probabilities * positives).sum(1) / positives.sum(1)).mean()


def of_lightly():
    from lightly.loss import NTXentLoss

    loss = NTXentLoss(temperature=NTXENT)
    return {"ntxent": lambda first, second, labels: loss(first, second)}


def of_metric_learning():
    from pytorch_metric_learning.losses import NTXentLoss, SupConLoss

    ntxent, supcon = NTXentLoss(temperature=NTXENT), SupConLoss(temperature=SUPCON)
    return {
        "ntxent": lambda a, b, labels: ntxent(torch.cat([a, b]), torch.arange(len(a)).repeat(2)),
        "supcon": lambda a, b, labels: supcon(torch.cat([a, b]), labels.repeat(2)),
    }


LIBRARIES = {
    "torch": lambda: {"ntxent": plain_ntxent, "supcon": plain_supcon},
    "lightly": of_lightly,
    "pytorch-metric-learning": of_metric_learning,
}


def kilobytes(name):
    with open("/proc/self/status") as status:
        return next(int(line.split()[1]) for line in status if line.startswith(name + ":"))


def measured(loss, rows, times):
    generator = torch.Generator().manual_seed(rows)
    views = torch.randn(2, rows // 2, WIDTH, generator=generator).requires_grad_()
    labels = torch.arange(rows // 2) % CLASSES
    with open("/proc/self/clear_refs", "w") as refs:
        refs.write("5")
    before, peak, milliseconds = kilobytes("VmRSS"), 0, []
    for i in range(times):
        start = time.perf_counter()
        value = loss(views[0], views[1], labels)
        value.backward()
        milliseconds.append((time.perf_counter() - start) * 1e3)
        peak = kilobytes("VmHWM") if i == 0 else peak
        views.grad = None
    return {"ms": milliseconds, "loss": value.item(), "mb": (peak - before) // 1024}


def main():
    library, threads, gigabytes = sys.argv[1], int(sys.argv[2]), float(sys.argv[3])
    torch.set_num_threads(threads)
    losses = LIBRARIES[library]()
    room = int(kilobytes("VmSize") * 1024 + gigabytes * 2**30)
    resource.setrlimit(resource.RLIMIT_AS, (room, room))
    for line in sys.stdin:
        name, rows, times = line.split()
        try:
            answer = measured(losses[name], int(rows), int(times)) if name in losses else {"left": "has none"}
        except (RuntimeError, MemoryError) as problem:
            if "allocate" not in str(problem) and not isinstance(problem, MemoryError):
                raise
            answer = {"left": f"more than {gigabytes:g} GB"}
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()
