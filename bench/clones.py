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
CONTRAST = 8.0  # standard deviation of detail (0..255) below which nothing catches the eye
AWAY = 3 * BLOCK  # px: what lies nearer belongs to the same thing
# Blocks look alike below a distance of 1 in these units: of L, a, b, the spread of L, and the
# mean step of L across and down, or in the photo's own spread of each where that is more.
LEAST_UNIT = np.array([25, 10, 10, 12, 4, 4], np.float32)
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
    wanted, unit = _wanted(scene.photo, salient)
    sides = [
        (_Search(scene.photo), salient),
        (_Search(_mirrored(scene.photo)), _mirrored(salient)),
    ]
    detail = _detail(painted)
    for feature, (y, x) in zip(*_block_features(painted), strict=True):
        here = np.s_[y : y + BLOCK, x : x + BLOCK]
        if not unknown[here].all() or detail[here].std() < CONTRAST:
            continue
        # Most blocks are like no salient one at all, which costs less to see than to search.
        if _distances(wanted, feature, unit).min() > 1:
            continue
        (likeness, y0, x0), source = max(
            ((search.best(painted[here]), area) for search, area in sides), key=lambda m: m[0]
        )
        if likeness >= COPY and source[y0 : y0 + BLOCK, x0 : x0 + BLOCK].mean() >= 0.5:
            found[here] = True
    return found


def _wanted(photo: np.ndarray, salient: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The features of the salient blocks, and their unit."""
    features, places = _block_features(photo)
    chosen = [salient[y : y + BLOCK, x : x + BLOCK].mean() >= 0.5 for y, x in places]
    return features[chosen], _unit(features)


def _unit(features: np.ndarray) -> np.ndarray:
    """What tells two blocks of this photo apart: the more its blocks differ among themselves,
    as where bright plants stand on dark ground, the less does a difference say."""
    return np.maximum(LEAST_UNIT, features.std(axis=0))


def _distances(features: np.ndarray, feature: np.ndarray, unit: np.ndarray) -> np.ndarray:
    return (((features - feature) / unit) ** 2).sum(axis=1)


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
    unit = _unit(features)
    for i, (y, x) in enumerate(places):
        here = np.s_[y : y + BLOCK, x : x + BLOCK]
        if detail[here].std() < CONTRAST:
            continue
        away = np.abs(places - (y, x)).max(axis=1) >= AWAY
        like = (_distances(features, features[i], unit) < 1) & away
        if like.sum() < FEW * len(features) and search.best(photo[here], own=(y, x))[0] < KIN:
            marked[here] = True
    return marked


def _block_features(photo: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Mean Lab, spread of lightness, steps across and down; and where the blocks begin."""
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
                    *(lab[here].reshape(-1, 3).mean(axis=0)),
                    light[here].std(),
                    across[here].mean(),
                    down[here].mean(),
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
