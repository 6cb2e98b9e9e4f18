"""What the fuzzer fills in where the document asks for a picture or a webhook.

Most pictures are real ones of one size, so that geometry and masks are what a request is about;
some are damaged, and some are no pictures at all.
"""

import base64
import os
import struct
import zlib

import schemathesis
from hypothesis import strategies as st

WIDTH, HEIGHT = 8, 6


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(width: int, height: int, pixels: bytes) -> bytes:
    """An 8-bit grey PNG; pixels may be fewer than there should be."""
    rows = b"".join(b"\0" + pixels[y * width : (y + 1) * width] for y in range(height))
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )


def text(file: bytes) -> str:
    return base64.b64encode(file).decode()


# Light on the left, dark on the right: of use as a picture and as a mask.
REAL = png(WIDTH, HEIGHT, bytes((WIDTH - 1 - i % WIDTH) * 36 for i in range(WIDTH * HEIGHT)))

real = st.sampled_from(
    [
        text(REAL),
        "data:image/png;base64," + text(REAL),
        base64.urlsafe_b64encode(REAL).decode().rstrip("="),
    ]
)
other = st.sampled_from(
    [
        text(png(1, 1, b"\x80")),
        text(png(WIDTH, HEIGHT, b"\x80")),
        text(REAL[: len(REAL) // 2]),
        text(REAL[:-20] + b"damaged, at the end."),
        text(b"GIF89a, and then some more bytes"),
        text(png(60000, 60000, b"")),
        "data:image/png,not-base64-at-all",
    ]
)

schemathesis.openapi.format("picture", st.one_of(real, real, real, real, other))
schemathesis.openapi.format("webhook", st.just("https://hooks.invalid/uncrop"))

# Forms have files; one of them takes no picture with a side below 64 pixels.
SIDE = 64
LARGER = png(SIDE, SIDE, bytes((SIDE - 1 - i % SIDE) * 4 for i in range(SIDE * SIDE)))
for kind in ("image/png", "image/jpeg", "image/webp"):
    schemathesis.openapi.media_type(
        kind, st.sampled_from([LARGER, LARGER, LARGER, LARGER, LARGER[:40], REAL])
    )


@schemathesis.hook
def filter_path_parameters(context, path_parameters):
    """The key of the fuzzer itself must not be revoked."""
    key = str((path_parameters or {}).get("key", ""))
    return key != "first" and not (key and os.environ["UNCROP_KEY"].startswith(key))
