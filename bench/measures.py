"""What can be measured of an outpainted picture. README.md says what each number is worth.

Pictures are H x W x 3 uint8 RGB. All measures look at the canvas and at where the photo lies on
it; none of them sees the truth, but for `psnr` and `sharpness_to_truth`.
"""

from __future__ import annotations

import math

import cv2
import numpy as np

from clones import clone_share
from scene import Scene

STEP_STRIP = 32  # px of photo beside the border whose inner steps the border's is held against
RIM = 2  # px beside the border that sharpness leaves out, so that a step is not taken for detail
MISSING_COLOUR = 0.002  # a colour of fewer pixels than this share does not belong to its rows


def measure(scene: Scene, painted: np.ndarray) -> dict[str, float]:
    """All measures of one painting; NaN where one has no meaning for it."""
    return {
        "altered": altered(scene, painted),
        "seam_step": seam_step(scene, painted),
        "sharpness": sharpness(scene, painted),
        "misplaced": misplaced(scene, painted),
        "clones": clone_share(scene, painted),
    }


def measure_restored(scene: Scene, painted: np.ndarray, truth: np.ndarray) -> dict[str, float]:
    """Measures of a cropped photo that was extended back to what it was."""
    return {
        "psnr": psnr(scene, painted, truth),
        "sharpness_to_truth": sharpness_to_truth(scene, painted, truth),
    }


def altered(scene: Scene, painted: np.ndarray) -> float:
    """Percent of the photo's pixels that came back with another value."""
    left, top, right, bottom = scene.box
    differs = (painted[top:bottom, left:right] != scene.photo).any(axis=2)
    return 100 * float(differs.mean())


def _sides(scene: Scene, picture: np.ndarray) -> list[tuple[np.ndarray, int]]:
    """The picture turned so that each painted side in turn lies on the left, without the
    corners, and the side's depth: columns 0..depth are painted, the others are the photo."""
    left, top, right, bottom = scene.box
    m = scene.margins
    rows, columns = picture[top:bottom], picture[:, left:right].swapaxes(0, 1)
    turned = [
        (rows[:, :right], m.left),
        (rows[:, left:][:, ::-1], m.right),
        (columns[:, :bottom], m.top),
        (columns[:, top:][:, ::-1], m.bottom),
    ]
    return [(side, depth) for side, depth in turned if depth]


def seam_step(scene: Scene, painted: np.ndarray) -> float:
    """Mean absolute step across the border over the mean step inside the photo beside it."""
    across, inside = [], []
    for side, depth in _sides(scene, painted.astype(np.float32)):
        across.append(np.abs(side[:, depth] - side[:, depth - 1]).ravel())
        strip = side[:, depth : depth + STEP_STRIP]
        inside.append(np.abs(np.diff(strip, axis=1)).mean(axis=(1, 2)))
    return _ratio(np.concatenate(across).mean(), np.concatenate(inside).mean())


def _laplacian(picture: np.ndarray) -> np.ndarray:
    grey = cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY).astype(np.float32)
    return cv2.Laplacian(grey, cv2.CV_32F)


def sharpness(scene: Scene, painted: np.ndarray) -> float:
    """RMS of the Laplacian over the painted strips, over that of the photo's strips of the
    same depth beside them."""
    energy_new = energy_old = 0.0
    pixels_new = pixels_old = 0
    for side, depth in _sides(scene, _laplacian(painted)):
        new, old = side[:, : depth - RIM], side[:, depth + RIM : 2 * depth]
        energy_new += float((new**2).sum())
        energy_old += float((old**2).sum())
        pixels_new += new.size
        pixels_old += old.size
    if not pixels_new or not pixels_old:
        return math.nan
    return math.sqrt(_ratio(energy_new / pixels_new, energy_old / pixels_old))


def misplaced(scene: Scene, painted: np.ndarray) -> float:
    """Percent of painted pixels of a colour and roughness that the photo's rows at their height
    lack.

    The height of a row beyond the photo is that of the photo's edge; its rows reach as far
    inwards as the row lies outside. Pixels are put into bins of Lab and of roughness (see
    _bins); the photo's are widened by a bin each way (about 9 of lightness, 12 of a and b, a
    factor of 2.5 in roughness), so that a clamped gain is not held against a painting.
    """
    left, top, right, bottom = scene.box
    height = bottom - top
    bins = _bins(painted)
    unknown = scene.mask > 0
    photo_bins = _bins(scene.photo)
    wrong = 0
    band = max(4, painted.shape[0] // 64)
    for y in range(0, painted.shape[0], band):
        new = bins[y : y + band][unknown[y : y + band]]
        if not new.size:
            continue
        middle = min(max(y + band // 2 - top, 0), height - 1)
        beyond = max(top - y, y + band - bottom, 0)
        reach = max(8, height // 8) + beyond
        rows = photo_bins[max(0, middle - reach) : middle + reach + 1]
        wrong += int(_missing(rows)[new].sum())
    return 100 * _ratio(wrong, np.count_nonzero(unknown))


BINS = (16, 32, 32, 6)  # of L, a, b and roughness
ROUGHNESS_WINDOW = 17


def _bins(picture: np.ndarray) -> np.ndarray:
    """Of each pixel, its bin of Lab and of roughness: the mean Laplacian around it, by factors
    of 2.5 from 1 on. Colour alone would let grey planks pass for a grey sky."""
    lab = cv2.cvtColor(picture, cv2.COLOR_RGB2Lab).astype(np.int32)
    rough = cv2.blur(np.abs(_laplacian(picture)), (ROUGHNESS_WINDOW, ROUGHNESS_WINDOW))
    level = np.log(np.maximum(rough, 1)) / math.log(2.5)
    level = np.minimum(level.astype(np.int32), BINS[3] - 1)
    return ((lab[..., 0] // 16 * BINS[1] + lab[..., 1] // 8) * BINS[2] + lab[..., 2] // 8) * BINS[3] + level


def _missing(bins: np.ndarray) -> np.ndarray:
    """For each bin, whether these pixels hold hardly any of it or its neighbours."""
    counts = np.bincount(bins.ravel(), minlength=math.prod(BINS)).reshape(BINS)
    for axis, length in enumerate(BINS):
        padded = np.pad(counts, [(1, 1) if a == axis else (0, 0) for a in range(len(BINS))])
        counts = sum(np.take(padded, range(i, i + length), axis=axis) for i in range(3))
    return counts.ravel() < MISSING_COLOUR * bins.size


def psnr(scene: Scene, painted: np.ndarray, truth: np.ndarray) -> float:
    """Of the painted pixels alone, in dB."""
    unknown = scene.mask > 0
    error = painted[unknown].astype(np.float64) - truth[unknown]
    mean = float((error**2).mean())
    return 10 * math.log10(255**2 / mean) if mean else math.inf


def sharpness_to_truth(scene: Scene, painted: np.ndarray, truth: np.ndarray) -> float:
    """RMS of the Laplacian over the painted pixels, over that of the truth at the same place."""
    near = cv2.dilate((scene.mask == 0).astype(np.uint8), np.ones((2 * RIM + 1,) * 2)) > 0
    inner = ~near
    if not inner.any():
        return math.nan
    new, old = (float((_laplacian(p)[inner] ** 2).mean()) for p in (painted, truth))
    return math.sqrt(_ratio(new, old))


def _ratio(a: float, b: float) -> float:
    return float(a / b) if b else math.nan
