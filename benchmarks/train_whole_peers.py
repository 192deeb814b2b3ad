"""lightly's training on Fashion-MNIST on command: a line "simclr 12800 1 0 -" in, one line of JSON out, as alike.train.WholeTraining answers.

Called as: train_whole_peers.py fp32|bf16 THREADS FOLDER, the folder having the four IDX files, packed or not
"""

import contextlib
import gzip
import json
import pathlib
import sys
import time

import numpy as np
import torch
from PIL import Image
from lightly.data import LightlyDataset
from lightly.loss import NTXentLoss
from lightly.transforms.multi_view_transform import MultiViewTransform
from torchvision import transforms as T

from train_peers import SimClr, small

BATCH = 256
METHODS = ("simclr",)


def idx(folder, name):
    packed = pathlib.Path(folder) / f"{name}.gz"
    content = gzip.decompress(packed.read_bytes()) if packed.exists() else (pathlib.Path(folder) / name).read_bytes()
    dimensions = content[3]
    shape = np.frombuffer(content, ">i4", dimensions, 4)
    return np.frombuffer(content, np.uint8, offset=4 + 4 * dimensions).reshape(shape)


class Images(torch.utils.data.Dataset):
    def __init__(self, images, labels):
        self.images, self.labels = images, labels

    def __len__(self):
        return len(self.images)

    def __getitem__(self, index):
        return Image.fromarray(self.images[index]), int(self.labels[index])


NORMALISED = [T.ToTensor(), T.Normalize(0.286, 0.353)]
VIEW = T.Compose([
    T.RandomResizedCrop(28, scale=(0.2, 1)), T.RandomHorizontalFlip(), T.RandomApply([T.ColorJitter(0.4, 0.4)], 0.8), *NORMALISED,
])


def train(images, labels, mode, workers, method, count, epochs, seed):
    """Returns the trained encoder, images a second and the last loss."""
    torch.manual_seed(seed)
    halves = mode == "bf16"
    dataset = LightlyDataset.from_torch_dataset(Images(images[:count], labels[:count]), MultiViewTransform([VIEW, VIEW]))
    loader = torch.utils.data.DataLoader(dataset, BATCH, shuffle=True, drop_last=True, num_workers=workers, persistent_workers=True)
    model = SimClr(small(), 128)
    if halves:
        model = model.to(memory_format=torch.channels_last)
    optimizer = torch.optim.SGD(model.parameters(), lr=0.06, momentum=0.9, weight_decay=5e-4)
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, epochs * len(loader))
    start = time.perf_counter()
    for _ in range(epochs):
        for views, *_ in loader:
            optimizer.zero_grad()
            both = torch.cat(views)
            both = both.to(memory_format=torch.channels_last) if halves else both
            with torch.autocast("cpu", torch.bfloat16) if halves else contextlib.nullcontext():
                z = model.embed(both).float()
            loss = model.loss(z[:BATCH], z[BATCH:])
            loss.backward()
            optimizer.step()
            schedule.step()
    return model.encoder, epochs * len(loader) * BATCH / (time.perf_counter() - start), loss.item()


def features(encoder, images):
    encoder.eval()
    with torch.no_grad():
        rows = [encoder((torch.from_numpy(images[i : i + 1000].copy()).float()[:, None] / 255 - 0.286) / 0.353) for i in range(0, len(images), 1000)]
    return torch.cat(rows).numpy()


def main():
    mode, threads, folder = sys.argv[1], int(sys.argv[2]), sys.argv[3]
    torch.set_num_threads(threads)
    images, labels = idx(folder, "train-images-idx3-ubyte"), idx(folder, "train-labels-idx1-ubyte")
    test = idx(folder, "t10k-images-idx3-ubyte")
    for line in sys.stdin:
        method, count, epochs, seed, file = line.split()
        encoder, speed, loss = train(images, labels, mode, threads, method, int(count), int(epochs), int(seed))
        if file != "-":
            np.concatenate([features(encoder, images), features(encoder, test)]).astype("<f4").tofile(file)
        print(json.dumps({"images_per_second": speed, "loss": loss}), flush=True)


if __name__ == "__main__":
    main()
