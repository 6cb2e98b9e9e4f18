"""Segmind's official client of old, with nothing but its host replaced.

It fails on every 200 that lacks the credits header, and fetches the picture itself.
"""

import contextlib
import io

from check import BASE, KEY, PICTURE_URL, check, finish
from segmind import SDOutpainting


def generate():
    model = SDOutpainting(KEY)
    model.url = model.url.replace("https://api.segmind.com", BASE)
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        picture = model.generate(image=PICTURE_URL, prompt="streets in italy")
    assert picture.format == "JPEG" and picture.size == (1024, 1024), picture
    assert "credits remaining" in printed.getvalue(), printed.getvalue()
    return printed.getvalue().strip()


check("segmind 0.2.3: SDOutpainting.generate", generate)
finish()
