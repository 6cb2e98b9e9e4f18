"""A photo laid on a larger canvas, with the mask of what is to be painted."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image, ImageOps

PICTURE_SUFFIXES = {".png", ".jpg", ".jpeg", ".webp"}


@dataclass(frozen=True)
class Margins:
    """New pixels on each side of the photo."""

    left: int
    right: int
    top: int
    bottom: int

    @property
    def any(self) -> bool:
        return bool(self.left or self.right or self.top or self.bottom)


def _share(side: int, percent: int) -> int:
    return (side * percent + 50) // 100


def _split(extra: int) -> tuple[int, int]:
    return extra // 2, extra - extra // 2


def _left_right(width: int, height: int) -> Margins:
    side = _share(width, 25)
    return Margins(side, side, 0, 0)


def _all_sides(width: int, height: int) -> Margins:
    side, end = _share(width, 25), _share(height, 25)
    return Margins(side, side, end, end)


def _wide(width: int, height: int) -> Margins:
    """The smallest 16:9 canvas that holds the photo, the photo in its middle."""
    if width * 9 < height * 16:
        return Margins(*_split(-(-height * 16 // 9) - width), 0, 0)
    return Margins(0, 0, *_split(-(-width * 9 // 16) - height))


def _zoom_out(width: int, height: int) -> Margins:
    """A canvas of 1.5 times the sides: but for rounding the same as 25 % on all sides."""
    return Margins(*_split((width * 3 + 1) // 2 - width), *_split((height * 3 + 1) // 2 - height))


EXTENSIONS = {"lr25": _left_right, "all25": _all_sides, "aspect16x9": _wide, "zoom1.5": _zoom_out}


@dataclass(frozen=True)
class Scene:
    """`photo` is H x W x 3 uint8 RGB; the canvas is black where nothing is known."""

    name: str
    photo: np.ndarray
    margins: Margins

    @property
    def box(self) -> tuple[int, int, int, int]:
        """Where the photo lies on the canvas: left, top, right, bottom (exclusive)."""
        height, width = self.photo.shape[:2]
        left, top = self.margins.left, self.margins.top
        return left, top, left + width, top + height

    @property
    def canvas(self) -> np.ndarray:
        m = self.margins
        return np.pad(self.photo, ((m.top, m.bottom), (m.left, m.right), (0, 0)))

    @property
    def mask(self) -> np.ndarray:
        """255 where the canvas is to be painted, 0 on the photo."""
        m = self.margins
        known = np.zeros(self.photo.shape[:2], np.uint8)
        return np.pad(known, ((m.top, m.bottom), (m.left, m.right)), constant_values=255)

    @property
    def painted_megapixels(self) -> float:
        return np.count_nonzero(self.mask) / 1e6

    @property
    def key(self) -> str:
        """The same for the same pixels at the same place, whatever the extension is called."""
        digest = hashlib.sha256(repr((self.photo.shape, self.margins)).encode())
        digest.update(self.photo.tobytes())
        return digest.hexdigest()[:16]

    def cropped(self) -> Scene | None:
        """The photo without its outer part, to be extended back to the photo itself: the
        margins shrink in the proportion of canvas to photo. None where a cut takes all."""
        height, width = self.photo.shape[:2]
        m = self.margins
        across, down = width / (width + m.left + m.right), height / (height + m.top + m.bottom)
        cut = Margins(
            round(m.left * across), round(m.right * across), round(m.top * down), round(m.bottom * down)
        )
        inner = self.photo[cut.top : height - cut.bottom, cut.left : width - cut.right]
        if not cut.any or inner.size == 0:
            return None
        return Scene(self.name, np.ascontiguousarray(inner), cut)


def photos_in(folder: Path, names: list[str] | None = None) -> list[Path]:
    """Pictures of a folder by name; `names` (file names without suffix) selects some."""
    found = sorted(p for p in folder.iterdir() if p.suffix.lower() in PICTURE_SUFFIXES)
    if names:
        missing = set(names) - {p.stem for p in found}
        if missing:
            raise SystemExit(f"{folder} has no photo named {', '.join(sorted(missing))}")
        found = [p for p in found if p.stem in names]
    if not found:
        raise SystemExit(f"{folder} holds no pictures ({', '.join(sorted(PICTURE_SUFFIXES))})")
    return found


def read_photo(path: Path, long_side: int) -> np.ndarray:
    """Upright RGB, scaled down (never up) to `long_side` pixels."""
    with Image.open(path) as opened:
        picture = ImageOps.exif_transpose(opened).convert("RGB")
    picture.thumbnail((long_side, long_side), Image.Resampling.LANCZOS)
    return np.asarray(picture)


def read_rgb(path: Path) -> np.ndarray:
    with Image.open(path) as picture:
        return np.asarray(picture.convert("RGB"))


def write_png(path: Path, pixels: np.ndarray) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.fromarray(pixels).save(path, compress_level=1)
