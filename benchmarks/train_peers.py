"""Python's training steps on command: a line "simclr small 5" in, one line of JSON out, as alike.train.StepRounds answers.

Called as: train_peers.py fp32|channels-last|bf16 THREADS
"""

import contextlib
import json
import sys
import time

import torch
from lightly.loss import NTXentLoss
from lightly.models.modules import SimCLRProjectionHead
from torch import nn

NETS = {"small": (28, 1, 256, 128), "resnet18": (32, 3, 64, 512)}  # side, channels, batch, width


def small():
    """Four convolutions of 16 to 128 filters, each with batch normalisation and ReLU, and a mean over all places."""
    layers, channels = [], 1
    for width, stride in ((16, 1), (32, 2), (64, 2), (128, 1)):
        layers += [nn.Conv2d(channels, width, 3, stride, 1, bias=False), nn.BatchNorm2d(width), nn.ReLU(inplace=True)]
        channels = width
    return nn.Sequential(*layers, nn.AdaptiveAvgPool2d(1), nn.Flatten())


def resnet18():
    """torchvision's ResNet-18 with the stem for small images."""
    import torchvision

    net = torchvision.models.resnet18()
    net.conv1 = nn.Conv2d(3, 64, 3, 1, 1, bias=False)
    net.maxpool, net.fc = nn.Identity(), nn.Identity()
    return net


class SimClr(nn.Module):
    def __init__(self, encoder, width):
        super().__init__()
        self.encoder, self.head = encoder, SimCLRProjectionHead(width, width, 128)
        self.loss = NTXentLoss(temperature=0.2)

    def embed(self, images):
        return self.head(self.encoder(images))


METHODS = {"simclr": SimClr}


class Steps:
    """A training that is stepped by hand, always on the same views."""

    def __init__(self, method, net, mode):
        side, channels, batch, width = NETS[net]
        torch.manual_seed(1)
        self.mode, self.batch = mode, batch
        self.model = METHODS[method](small() if net == "small" else resnet18(), width)
        self.images = torch.randn(2 * batch, channels, side, side)
        if mode != "fp32":
            self.model = self.model.to(memory_format=torch.channels_last)
            self.images = self.images.to(memory_format=torch.channels_last)
        self.optimizer = torch.optim.SGD(self.model.parameters(), lr=0.06, momentum=0.9, weight_decay=5e-4)

    def step(self):
        self.optimizer.zero_grad()
        halves = self.mode == "bf16"
        with torch.autocast("cpu", torch.bfloat16) if halves else contextlib.nullcontext():
            z = self.model.embed(self.images).float()
        loss = self.model.loss(z[: self.batch], z[self.batch :])
        loss.backward()
        self.optimizer.step()
        return loss.item()

    def run(self, times):
        milliseconds, processor, loss = [], [], 0
        for _ in range(times):
            start, before = time.perf_counter(), time.process_time()
            loss = self.step()
            milliseconds.append((time.perf_counter() - start) * 1e3)
            processor.append((time.process_time() - before) * 1e3)
        return {"ms": milliseconds, "cpu": processor, "loss": loss}


def main():
    mode, threads = sys.argv[1], int(sys.argv[2])
    torch.set_num_threads(threads)
    started = {}
    for line in sys.stdin:
        method, net, times = line.split()
        if (method, net) not in started:
            started[method, net] = Steps(method, net, mode)
        print(json.dumps(started[method, net].run(int(times))), flush=True)


if __name__ == "__main__":
    main()
