"""Finds things of the photo that stand a second time in the painted area.

How and why: every exemplar painter copies, so a copy alone is no fault. A clone is a copy of
something that catches the eye *because there is one of it*: a boat, a face, a sign. So
  1. the photo is cut into blocks of 32 x 32 px. A block is salient when it has contrast, when
     hardly any block away from it has a like colour, contrast and direction of edges (gravel and
     leaves are like each other everywhere), and when nothing else in the photo correlates with it
     above 0.75 (a straight edge, a horizon or a plank matches itself one block further along);
  2. each painted block looks for its best match in the photo, as it is and mirrored, at a quarter
     of the size, then around that place at full size;
  3. it is a clone when that match is salient and the two correlate above 0.92 once brightness and
     contrast are taken out.
Blocks overlap by half, so that a thing is found wherever it lies.
"""

from __future__ import annotations

from functools import lru_cache

import cv2
import numpy as np

from scene import Scene

BLOCK = 32
STRIDE = 16
COARSE = 4  # the search runs at this fraction of the size
LIGHT_SPREAD = 12.0  # a difference in contrast that tells two blocks apart
CONTRAST = 8.0  # standard deviation of detail (0..255) below which nothing catches the eye
AWAY = 3 * BLOCK  # px: what lies nearer belongs to the same thing
FEW = 0.01  # of the photo's blocks may be like a salient one
COPY = 0.92  # correlation of colour and detail from which a block counts as a copy
KIN = 0.75  # and from which a block of the photo has another like it there


def clone_share(scene: Scene, painted: np.ndarray) -> float:
    """Percent of the painted area that repeats a salient thing of the photo."""
    unknown = scene.mask > 0
    return 100 * float(clone_map(scene, painted)[unknown].mean())


def clone_map(scene: Scene, painted: np.ndarray) -> np.ndarray:
    """True where the canvas repeats a salient thing of the photo."""
    unknown = scene.mask > 0
    found = np.zeros(unknown.shape, bool)
    salient = _salient_of(scene.key, scene.photo.shape, scene.photo.tobytes())
    if not salient.any():
        return found
    sides = [
        (_Search(scene.photo), salient),
        (_Search(_mirrored(scene.photo)), _mirrored(salient)),
    ]
    detail = _detail(painted)
    height, width = unknown.shape
    for y in range(0, height - BLOCK + 1, STRIDE):
        for x in range(0, width - BLOCK + 1, STRIDE):
            here = np.s_[y : y + BLOCK, x : x + BLOCK]
            if not unknown[here].all() or detail[here].std() < CONTRAST:
                continue
            (likeness, y0, x0), source = max(
                ((search.best(painted[here]), area) for search, area in sides), key=lambda m: m[0]
            )
            if likeness >= COPY and source[y0 : y0 + BLOCK, x0 : x0 + BLOCK].mean() >= 0.5:
                found[here] = True
    return found


@lru_cache(maxsize=4)
def _salient_of(key: str, shape: tuple[int, ...], pixels: bytes) -> np.ndarray:
    return salient_map(np.frombuffer(pixels, np.uint8).reshape(shape))


def salient_map(photo: np.ndarray) -> np.ndarray:
    """True on the blocks of the photo that are one of a kind."""
    features, places = _block_features(photo)
    marked = np.zeros(photo.shape[:2], bool)
    if not len(features):
        return marked
    search = _Search(photo)
    detail = _detail(photo)
    for i, (y, x) in enumerate(places):
        here = np.s_[y : y + BLOCK, x : x + BLOCK]
        if detail[here].std() < CONTRAST:
            continue
        away = np.abs(places - (y, x)).max(axis=1) >= AWAY
        like = (((features - features[i]) ** 2).sum(axis=1) < 1) & away
        if like.sum() < FEW * len(features) and search.best(photo[here], own=(y, x))[0] < KIN:
            marked[here] = True
    return marked


def _block_features(photo: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Mean Lab, spread of lightness, steps across and down; scaled so that blocks at a distance
    below 1 look alike."""
    lab = cv2.cvtColor(photo, cv2.COLOR_RGB2Lab).astype(np.float32)
    light = lab[..., 0]
    across = np.abs(cv2.Sobel(light, cv2.CV_32F, 1, 0)) / 8
    down = np.abs(cv2.Sobel(light, cv2.CV_32F, 0, 1)) / 8
    features, places = [], []
    for y in range(0, photo.shape[0] - BLOCK + 1, STRIDE):
        for x in range(0, photo.shape[1] - BLOCK + 1, STRIDE):
            here = np.s_[y : y + BLOCK, x : x + BLOCK]
            features.append(
                (
                    *(lab[here].reshape(-1, 3).mean(axis=0) / (25, 10, 10)),
                    light[here].std() / LIGHT_SPREAD,
                    across[here].mean() / 4,
                    down[here].mean() / 4,
                )
            )
            places.append((y, x))
    return np.array(features, np.float32), np.array(places)


class _Search:
    """Looks for a block in a photo."""

    def __init__(self, photo: np.ndarray):
        self.photo = photo
        self.coarse = _shrunk(_lightness(photo))

    def best(self, block: np.ndarray, own: tuple[int, int] | None = None) -> tuple[float, int, int]:
        """Correlation, y and x of the best match; `own` (y, x) is where the block itself was
        taken from: what overlaps it is no match."""
        scores = cv2.matchTemplate(self.coarse, _shrunk(_lightness(block)), cv2.TM_CCOEFF_NORMED)
        if own is not None:
            y, x = (place // COARSE for place in own)
            reach = BLOCK // COARSE + 1  # and a step more, for the search around the best
            scores[max(0, y - reach) : y + reach + 1, max(0, x - reach) : x + reach + 1] = -1
        _, _, _, (x, y) = cv2.minMaxLoc(scores)
        top, left = max(0, COARSE * (y - 1)), max(0, COARSE * (x - 1))
        around = self.photo[top : top + BLOCK + 2 * COARSE, left : left + BLOCK + 2 * COARSE]
        scores = cv2.matchTemplate(around, block, cv2.TM_CCOEFF_NORMED)
        _, likeness, _, (x, y) = cv2.minMaxLoc(scores)
        return likeness, top + y, left + x


def _lightness(picture: np.ndarray) -> np.ndarray:
    return cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY)


def _detail(picture: np.ndarray) -> np.ndarray:
    """Lightness without its slow changes: a soft shade is like every other soft shade."""
    light = _lightness(picture).astype(np.float32)
    return light - cv2.blur(light, (BLOCK + 1, BLOCK + 1))


def _mirrored(picture: np.ndarray) -> np.ndarray:
    return np.ascontiguousarray(picture[:, ::-1])


def _shrunk(picture: np.ndarray) -> np.ndarray:
    size = (picture.shape[1] // COARSE, picture.shape[0] // COARSE)
    return cv2.resize(picture, size, interpolation=cv2.INTER_AREA)
