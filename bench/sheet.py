"""Lays out what compare.py painted, to be looked at.

    sheet.py PHOTOS OUT                 contact sheets: OUT/sheets/EXTENSION.png, every photo in a row
    sheet.py PHOTOS OUT --side-by-side  one picture a photo, the painters one below the other
    sheet.py PHOTOS OUT --full          one picture a photo and painter, every pixel as it is

Where the photo lies is marked by ticks beside the picture, never on it: a line on the border
would hide the very seam that is looked for.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw

from scene import EXTENSIONS, Scene, photos_in, read_photo

FRAME = 14  # px around a picture that carry the ticks
TITLE = 18  # px above a picture for its name
GREY = (96, 96, 96)
INK = (240, 240, 240)
WIDEST = 1600  # px that a screen or a reader shows without scaling


def main() -> None:
    options = parse()
    photos = {p.stem: read_photo(p, options.long_side) for p in photos_in(options.folder)}
    for extension in options.extension or [e for e in EXTENSIONS if (options.output / e).is_dir()]:
        scenes = [
            Scene(name, photo, EXTENSIONS[extension](photo.shape[1], photo.shape[0]))
            for name, photo in photos.items()
        ]
        folder = options.output / extension
        scenes = [s for s in scenes if (folder / "canvas" / f"{s.name}.png").exists()]
        painters = options.painters.split(",") if options.painters else found_painters(folder)
        target = options.output / "sheets"
        target.mkdir(exist_ok=True)
        if options.side_by_side:
            for scene in scenes:
                save(target / f"{extension}.{scene.name}.png", side_by_side(scene, folder, painters))
        elif options.full:
            for scene in scenes:
                for painter in painters:
                    path = painting(folder, scene, painter)
                    if path.exists():
                        save(target / f"{extension}.{scene.name}.{painter}.full.png", full(scene, path))
        else:
            save(target / f"{extension}.png", contact(scenes, folder, painters, options.cell))


def parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folder", type=Path, help="the folder of photos that compare.py was given")
    parser.add_argument("output", type=Path, help="the folder that it wrote to")
    parser.add_argument(
        "--extension", action="append", choices=EXTENSIONS, help="default: all that are there"
    )
    parser.add_argument("--painters", help="with commas; default: ours first, then all that are there")
    parser.add_argument("--long-side", type=int, default=1152, metavar="PX", help="as given to compare.py")
    parser.add_argument("--cell", type=int, default=420, metavar="PX", help="width of a picture on the sheet")
    kind = parser.add_mutually_exclusive_group()
    kind.add_argument("--side-by-side", action="store_true", help="one picture a photo")
    kind.add_argument("--full", action="store_true", help="one picture a photo and painter, unscaled")
    return parser.parse_args()


def found_painters(folder: Path) -> list[str]:
    names = sorted({p.name.split(".", 1)[1].removesuffix(".png") for p in folder.glob("*.*.png")})
    return sorted(names, key=lambda name: name != "ours")


def painting(folder: Path, scene: Scene, painter: str) -> Path:
    return folder / f"{scene.name}.{painter}.png"


def save(path: Path, picture: Image.Image) -> None:
    picture.save(path)
    print(path)


def contact(scenes: list[Scene], folder: Path, painters: list[str], cell: int) -> Image.Image:
    """Photos in rows; the photo on its canvas and every painter's picture in columns."""
    rows = []
    for scene in scenes:
        cells = [framed(scene, on_grey(scene), cell, scene.name)]
        for painter in painters:
            path = painting(folder, scene, painter)
            picture = Image.open(path).convert("RGB") if path.exists() else on_grey(scene)
            title = painter if path.exists() else f"{painter}: not painted"
            cells.append(framed(scene, picture, cell, title))
        rows.append(beside(cells))
    return below(rows)


def side_by_side(scene: Scene, folder: Path, painters: list[str]) -> Image.Image:
    there = [p for p in painters if painting(folder, scene, p).exists()]
    pictures = [Image.open(painting(folder, scene, p)).convert("RGB") for p in there]
    width = min([WIDEST - 2 * FRAME, *(p.width for p in pictures)])
    return below([framed(scene, picture, width, name) for picture, name in zip(pictures, there, strict=True)])


def full(scene: Scene, path: Path) -> Image.Image:
    """One to one. Of a canvas too wide or too high the middle is cut out: it is the photo."""
    whole = framed(scene, Image.open(path).convert("RGB"), None, path.stem)
    return cut_middle(cut_middle(whole, 0), 1)


def cut_middle(picture: Image.Image, axis: int) -> Image.Image:
    pixels = np.asarray(picture)
    axis = 1 - axis
    length = pixels.shape[axis]
    if length <= WIDEST:
        return picture
    half, gap = (WIDEST - 8) // 2, [8 if a == axis else s for a, s in enumerate(pixels.shape)]
    first, last = np.split(pixels, [half, length - half], axis=axis)[::2]
    return Image.fromarray(np.concatenate([first, np.full(gap, 255, np.uint8), last], axis=axis))


def on_grey(scene: Scene) -> Image.Image:
    pixels = scene.canvas.copy()
    pixels[scene.mask > 0] = GREY
    return Image.fromarray(pixels)


def framed(scene: Scene, picture: Image.Image, width: int | None, title: str) -> Image.Image:
    """The picture, scaled to `width` (None: as it is), with a title and the ticks around it."""
    scale = 1 if width is None else width / picture.width
    if scale != 1:
        size = (width, max(1, round(picture.height * scale)))
        picture = picture.resize(size, Image.Resampling.LANCZOS)
    sheet = Image.new("RGB", (picture.width + 2 * FRAME, picture.height + 2 * FRAME + TITLE))
    corner = (FRAME, FRAME + TITLE)
    sheet.paste(picture, corner)
    draw = ImageDraw.Draw(sheet)
    draw.text((FRAME, 4), title, fill=INK)
    left, top, right, bottom = (round(edge * scale) for edge in scene.box)
    for x in (left, right):
        for y in (corner[1] - FRAME, corner[1] + picture.height + 4):
            draw.line((FRAME + x, y, FRAME + x, y + FRAME - 5), fill=INK)
    for y in (top, bottom):
        for x in (0, corner[0] + picture.width + 4):
            draw.line((x, corner[1] + y, x + FRAME - 5, corner[1] + y), fill=INK)
    return sheet


def beside(pictures: list[Image.Image]) -> Image.Image:
    sheet = Image.new("RGB", (sum(p.width for p in pictures), max(p.height for p in pictures)))
    x = 0
    for picture in pictures:
        sheet.paste(picture, (x, 0))
        x += picture.width
    return sheet


def below(pictures: list[Image.Image]) -> Image.Image:
    sheet = Image.new("RGB", (max(p.width for p in pictures), sum(p.height for p in pictures)))
    y = 0
    for picture in pictures:
        sheet.paste(picture, (0, y))
        y += picture.height
    return sheet


if __name__ == "__main__":
    main()
