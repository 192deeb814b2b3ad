"""Scores representations of Fashion-MNIST, whoever made them: kNN and linear accuracy in percent, as one line of JSON.

Called as: train_score.py FILE FOLDER; the file holds float32 rows of the 60,000 training images and the 10,000 test images
"""

import json
import sys

import numpy as np
import torch

from train_whole_peers import idx

TRAIN = 60_000


def knn(train, labels, test, truth, k):
    """Weighted by exp(cosine / 0.1), the bank being all training images."""
    bank, right = torch.nn.functional.normalize(train).T, 0
    for at in range(0, len(test), 500):
        cosine, index = (torch.nn.functional.normalize(test[at : at + 500]) @ bank).topk(k)
        votes = torch.zeros(len(cosine), 10).scatter_add_(1, labels[index], (cosine / 0.1).exp())
        right += (votes.argmax(1) == truth[at : at + 500]).sum().item()
    return 100 * right / len(test)


def linear(train, labels, test, truth, epochs=20, batch=512):
    """SGD on standardised features: 20 epochs, momentum 0.9, 0.1 falling to 0 as a cosine."""
    torch.manual_seed(0)
    mean, deviation = train.mean(0), train.std(0) + 1e-6
    train, test = (train - mean) / deviation, (test - mean) / deviation
    probe = torch.nn.Linear(train.shape[1], 10)
    optimizer = torch.optim.SGD(probe.parameters(), lr=0.1, momentum=0.9)
    steps = len(train) // batch
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, epochs * steps)
    for _ in range(epochs):
        order = torch.randperm(len(train))
        for step in range(steps):
            chosen = order[step * batch : (step + 1) * batch]
            optimizer.zero_grad()
            torch.nn.functional.cross_entropy(probe(train[chosen]), labels[chosen]).backward()
            optimizer.step()
            schedule.step()
    with torch.no_grad():
        return 100 * (probe(test).argmax(1) == truth).float().mean().item()


def main():
    file, folder = sys.argv[1:]
    rows = torch.from_numpy(np.fromfile(file, "<f4").reshape(TRAIN + 10_000, -1))
    labels, truth = (torch.from_numpy(idx(folder, f"{part}-labels-idx1-ubyte").astype("i8")) for part in ("train", "t10k"))
    data = (rows[:TRAIN], labels, rows[TRAIN:], truth)
    print(json.dumps({"knn20": knn(*data, 20), "knn200": knn(*data, 200), "linear": linear(*data)}))


if __name__ == "__main__":
    main()
