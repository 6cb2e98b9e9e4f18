"""The photos as a source of random crops, and the masks that outpainting asks for."""
import pathlib
import random

import numpy as np
import torch
from PIL import Image

# Shares of the crops: landscapes first, since continuing them is what the checkpoint is for.
SHARES = {"black-canyon.jpg": 4, "french-alpine-landscape.jpg": 4, "nagasaki-boats.jpg": 4, "dust-bowl-home.jpg": 3,
          "coffee.png": 3, "chelsea.png": 2, "gravel.png": 1, "rocket.jpg": 1}
CAPTIONS = {"black-canyon.jpg": "rocks and a river in a canyon", "french-alpine-landscape.jpg": "snowy mountains and a valley",
            "nagasaki-boats.jpg": "boats on the sea by a town", "dust-bowl-home.jpg": "a wooden house in dust",
            "coffee.png": "a cup of coffee on a table", "chelsea.png": "a cat", "gravel.png": "gravel",
            "rocket.jpg": "a rocket on its launch pad"}
SCALES = (1, .7, .5, .35, .25)


class Photos:
    """Random crops, flipped half of the time, of photos at several scales."""

    def __init__(self, folder: pathlib.Path):
        self.names = list(SHARES)
        self.pyramids = []
        for name in self.names:
            photo = Image.open(folder / name).convert("RGB")
            sizes = [(round(photo.width * s), round(photo.height * s)) for s in SCALES]
            self.pyramids.append([torch.from_numpy(np.array(photo.resize(s, Image.LANCZOS))).permute(2, 0, 1) for s in sizes])

    def crops(self, count: int, size: int) -> tuple[torch.Tensor, torch.Tensor]:
        """(count, 3, size, size) in [-1, 1], and the number of the photo each one is from."""
        chosen = random.choices(range(len(self.names)), list(SHARES.values()), k=count)
        return torch.stack([self._crop(i, size) for i in chosen]), torch.tensor(chosen)

    def _crop(self, photo: int, size: int) -> torch.Tensor:
        fitting = [p for p in self.pyramids[photo] if min(p.shape[1:]) >= size]
        picture = random.choice(fitting)
        y, x = random.randrange(picture.shape[1] - size + 1), random.randrange(picture.shape[2] - size + 1)
        crop = picture[:, y:y + size, x:x + size]
        return tinted(crop.flip(2) if random.random() < .5 else crop)


def tinted(crop: torch.Tensor) -> torch.Tensor:
    """Half of the time in other colours: most of the photos are sepia, and what is painted shall listen to the picture
    beside it, not know one brown by heart."""
    crop = crop.float() / 127.5 - 1
    if random.random() < .5:
        return crop
    return (crop * (.6 + .5 * torch.rand(3, 1, 1)) + .3 * torch.randn(1, 1, 1) + .15 * torch.randn(3, 1, 1)).clamp(-1, 1)


def mask(size: int) -> torch.Tensor:
    """(1, size, size), 1 where to paint: strips at one to four sides (so also corners and frames), or an inner hole."""
    m = torch.zeros(1, size, size)
    if random.random() < .08:
        h, w = (random.randrange(size // 4, size * 5 // 8) for _ in range(2))
        y, x = random.randrange(size - h), random.randrange(size - w)
        m[:, y:y + h, x:x + w] = 1
        return m
    for side in random.sample(range(4), random.choices((1, 2, 3, 4), (12, 5, 1, 2))[0]):
        k = random.randrange(size // 8, size * 5 // 8)
        m = torch.maximum(m, strip(size, side, k))
    return m


def strip(size: int, side: int, k: int) -> torch.Tensor:
    """A mask of k pixels at the left, right, top or bottom (0 to 3)."""
    m = torch.zeros(1, size, size)
    at = slice(0, k) if side % 2 == 0 else slice(size - k, size)
    if side < 2:
        m[:, :, at] = 1
    else:
        m[:, at] = 1
    return m
