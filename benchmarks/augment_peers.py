"""The Python peers of benchmarks/augment: makes the two views of SimCLR's recipe, as many as it is told to.

Reads lines `peer size count` and answers each with `start end`, nanoseconds of the machine's steady clock. Makes batches
of float tensors in this process, with one thread: what a worker of a loader does, without the way to another process.
"""

import importlib.metadata
import json
import pathlib
import sys
import time

BATCH = {28: 128, 32: 128, 96: 32, 224: 16}


class Recipe:
    """SimCLR's numbers for one size, as Augment.simClr(size) has them; a test in Java holds them."""

    def __init__(self, size):
        large = size >= 96
        self.size = size
        self.channels = 1 if size == 28 else 3
        self.area = (0.3 if size == 28 else 0.08, 1.0)
        self.ratio = (3 / 4, 4 / 3)
        light = 0.8 if large else 0.4
        self.brightness = self.contrast = light
        # colour means nothing to grey images: ours does nothing then, and the peers are spared it too
        self.saturation = light if self.channels == 3 else 0
        self.hue = (0.2 if large else 0.1) if self.channels == 3 else 0
        self.jitter = 0.8
        self.grey = 0.2 if self.channels == 3 else 0
        self.kernel = size // 20 * 2 + 1
        self.blur = 0.5 if large else 0
        self.sigma = (0.1, 2.0)
        self.mean, self.deviation = {
            28: ((0.2860,), (0.3530,)),
            32: ((0.4914, 0.4822, 0.4465), (0.2470, 0.2435, 0.2616)),
        }.get(size, ((0.485, 0.456, 0.406), (0.229, 0.224, 0.225)))


def images(folder, recipe):
    import numpy

    pixels = numpy.fromfile(folder / f"{recipe.size}.images", dtype=numpy.uint8)
    return pixels.reshape(-1, recipe.size, recipe.size, recipe.channels)


def one_by_one(recipe, inputs, view):
    """A maker of batches out of a function from one image to one view."""
    import torch

    def make(count):
        for first in range(0, count, BATCH[recipe.size]):
            chosen = [inputs[i % len(inputs)] for i in range(first, min(count, first + BATCH[recipe.size]))]
            pairs = [(view(image), view(image)) for image in chosen]
            batch = [torch.stack(views) for views in zip(*pairs)]
            assert batch[1].shape[1:] == (recipe.channels, recipe.size, recipe.size)
            assert batch[1].dtype == torch.float32

    return make


def torchvision_pil(recipe, pixels):
    from torchvision import transforms

    return one_by_one(recipe, pixels, on_pil(transforms.Compose(torchvision_steps(recipe, transforms))))


def torchvision_steps(recipe, kit):
    steps = [
        kit.RandomResizedCrop(recipe.size, recipe.area, recipe.ratio),
        kit.RandomHorizontalFlip(0.5),
        kit.RandomApply(
            [kit.ColorJitter(recipe.brightness, recipe.contrast, recipe.saturation, recipe.hue)], recipe.jitter
        ),
    ]
    if recipe.grey:
        steps.append(kit.RandomGrayscale(recipe.grey))
    if recipe.blur:
        steps.append(kit.RandomApply([kit.GaussianBlur(recipe.kernel, recipe.sigma)], recipe.blur))
    return [*steps, *ending(recipe, kit)]


def ending(recipe, kit):
    if hasattr(kit, "ToDtype"):
        import torch

        return [kit.ToDtype(torch.float32, scale=True), kit.Normalize(recipe.mean, recipe.deviation)]
    return [kit.ToTensor(), kit.Normalize(recipe.mean, recipe.deviation)]


def on_pil(view):
    """Gives a view Pillow's images, made from the array as torchvision's own data sets make them."""
    from PIL import Image

    return lambda pixels: view(Image.fromarray(pixels if pixels.shape[2] == 3 else pixels[:, :, 0]))


def torchvision_tensors(recipe, pixels):
    import torch
    from torchvision.transforms import v2

    tensors = [torch.from_numpy(image).permute(2, 0, 1).contiguous() for image in pixels]
    return one_by_one(recipe, tensors, v2.Compose(torchvision_steps(recipe, v2)))


def lightly(recipe, pixels):
    from lightly.transforms.simclr_transform import SimCLRViewTransform

    view = SimCLRViewTransform(
        input_size=recipe.size,
        cj_prob=recipe.jitter,
        cj_bright=recipe.brightness,
        cj_contrast=recipe.contrast,
        cj_sat=recipe.saturation,
        cj_hue=recipe.hue,
        min_scale=recipe.area[0],
        random_gray_scale=recipe.grey,
        gaussian_blur=recipe.blur,
        sigmas=recipe.sigma,
        normalize={"mean": list(recipe.mean), "std": list(recipe.deviation)},
    )
    return one_by_one(recipe, pixels, on_pil(view))


def kornia(recipe, pixels):
    import torch
    from kornia import augmentation as kit

    steps = [
        kit.RandomResizedCrop((recipe.size, recipe.size), recipe.area, recipe.ratio),
        kit.RandomHorizontalFlip(p=0.5),
    ]
    if recipe.channels == 3:
        steps += [
            kit.ColorJitter(recipe.brightness, recipe.contrast, recipe.saturation, recipe.hue, p=recipe.jitter),
            kit.RandomGrayscale(p=recipe.grey),
        ]
    else:  # its ColorJitter is for colours only
        steps += [
            kit.RandomBrightness((1 - recipe.brightness, 1 + recipe.brightness), p=recipe.jitter),
            kit.RandomContrast((1 - recipe.contrast, 1 + recipe.contrast), p=recipe.jitter),
        ]
    if recipe.blur:
        steps.append(kit.RandomGaussianBlur((recipe.kernel, recipe.kernel), recipe.sigma, p=recipe.blur))
    steps.append(kit.Normalize(torch.tensor(recipe.mean), torch.tensor(recipe.deviation)))
    view = torch.nn.Sequential(*steps)
    tensors = torch.from_numpy(pixels)

    def make(count):  # whole batches, as it is meant to be used
        for first in range(0, count, BATCH[recipe.size]):
            chosen = torch.arange(first, min(count, first + BATCH[recipe.size])) % len(tensors)
            batch = tensors[chosen].permute(0, 3, 1, 2).to(torch.float32, memory_format=torch.contiguous_format).div_(255)
            views = view(batch), view(batch)
            assert views[1].shape == (len(chosen), recipe.channels, recipe.size, recipe.size)

    return make


def albumentations(recipe, pixels):
    import albumentations as kit
    from albumentations.pytorch import ToTensorV2

    steps = [
        kit.RandomResizedCrop((recipe.size, recipe.size), recipe.area, recipe.ratio),
        kit.HorizontalFlip(p=0.5),
        kit.ColorJitter(
            brightness=(1 - recipe.brightness, 1 + recipe.brightness),
            contrast=(1 - recipe.contrast, 1 + recipe.contrast),
            saturation=(1 - recipe.saturation, 1 + recipe.saturation),
            hue=(-recipe.hue, recipe.hue),
            p=recipe.jitter,
        ),
    ]
    if recipe.grey:
        steps.append(kit.ToGray(p=recipe.grey))
    if recipe.blur:
        kernel = (recipe.kernel, recipe.kernel)
        steps.append(kit.GaussianBlur(blur_limit=kernel, sigma_limit=recipe.sigma, p=recipe.blur))
    steps += [kit.Normalize(recipe.mean, recipe.deviation), ToTensorV2()]
    view = kit.Compose(steps)
    return one_by_one(recipe, list(pixels), lambda image: view(image=image)["image"])


PEERS = {
    "torchvision, PIL": torchvision_pil,
    "lightly, PIL": lightly,
    "torchvision v2, tensors": torchvision_tensors,
    "kornia, batches": kornia,
    "albumentations, arrays": albumentations,
}


def package(peer):
    return peer.replace(",", " ").split()[0]


def able():
    """Which peers can be imported here; of the others, why not."""
    found, missing = {}, {}
    for peer in PEERS:
        try:
            __import__(package(peer))
            found[peer] = importlib.metadata.version(package(peer))
        except Exception as problem:  # a package can fail in many ways while it is imported
            missing[peer] = f"{type(problem).__name__}: {problem}".splitlines()[0]
    return {"versions": found, "missing": missing, "python": sys.version.split()[0], "torch": torch_version()}


def torch_version():
    import torch

    return torch.__version__


def main():
    folder = pathlib.Path(sys.argv[1])
    import cv2
    import torch

    torch.set_num_threads(1)
    cv2.setNumThreads(0)
    print(json.dumps(able()), flush=True)
    makers = {}
    for line in sys.stdin:
        peer, size, count = line.rstrip("\n").split("\t")
        recipe = Recipe(int(size))
        if (peer, size) not in makers:
            makers[peer, size] = PEERS[peer](recipe, images(folder, recipe))
        with torch.no_grad():
            start = time.clock_gettime_ns(time.CLOCK_MONOTONIC)
            makers[peer, size](int(count))
            end = time.clock_gettime_ns(time.CLOCK_MONOTONIC)
        print(start, end, flush=True)


if __name__ == "__main__":
    main()
