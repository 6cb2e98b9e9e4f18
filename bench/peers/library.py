"""Runs one peer that is a Python library, in a process of its own: NAME CANVAS MASK OUT.

Prints the seconds of the painting call alone, without start-up and PNG: {"seconds": 1.234}.
"""

import json
import sys
import time

import numpy as np
from PIL import Image


def patchmatch(radius):
    def paint(canvas, mask):
        from patchmatch import patch_match

        if not patch_match.patchmatch_available:
            raise SystemExit("PyPatchMatch was installed without its native library")
        patch_match.set_random_seed(1)
        return patch_match.inpaint(canvas, mask, patch_size=radius)

    return paint


def resynthesizer(canvas, mask):
    from resynthesizer import resynthesizer as library

    parameters = library.getDefaultParams()
    # The defaults make a tile: the left edge of the canvas would match its right edge.
    parameters.isMakeSeamlesslyTileableHorizontally = 0
    parameters.isMakeSeamlesslyTileableVertically = 0
    painted = library.resynthesize(Image.fromarray(canvas), Image.fromarray(mask), parameters)
    return np.asarray(painted)


def opencv(method):
    def paint(canvas, mask):
        import cv2

        flags = {"telea": cv2.INPAINT_TELEA, "ns": cv2.INPAINT_NS}
        return cv2.inpaint(canvas, mask, 3, flags[method])

    return paint


def xphoto(method):
    def paint(canvas, mask):
        import cv2

        known = 255 - mask  # xphoto paints where its mask is 0
        painted = np.zeros_like(canvas)
        if method == "fsr-fast":
            cv2.xphoto.inpaint(canvas, known, painted, cv2.xphoto.INPAINT_FSR_FAST)
            return painted
        # Shift-map wants a channel of lightness first; the way there and back rounds colours.
        lab = cv2.cvtColor(canvas, cv2.COLOR_RGB2Lab)
        cv2.xphoto.inpaint(lab, known, painted, cv2.xphoto.INPAINT_SHIFTMAP)
        return cv2.cvtColor(painted, cv2.COLOR_Lab2RGB)

    return paint


PAINTERS = {
    "patchmatch-r3": patchmatch(3),
    "patchmatch-r7": patchmatch(7),
    "resynthesizer": resynthesizer,
    "telea": opencv("telea"),
    "ns": opencv("ns"),
    "shiftmap": xphoto("shiftmap"),
    "fsr-fast": xphoto("fsr-fast"),
}


def main() -> None:
    name, canvas_path, mask_path, out = sys.argv[1:]
    canvas = np.asarray(Image.open(canvas_path).convert("RGB"))
    mask = np.asarray(Image.open(mask_path).convert("L"))
    start = time.perf_counter()
    painted = PAINTERS[name](canvas, mask)
    seconds = time.perf_counter() - start
    Image.fromarray(painted).save(out, compress_level=1)
    print(json.dumps({"seconds": seconds}))


if __name__ == "__main__":
    main()
