"""Segmind's official client of today, with nothing but its base URL and key set."""

import base64
import pathlib
import struct
import zlib

import httpx
import segmind
from check import BASE, KEY, PICTURE_FILE, PICTURE_URL, check, finish, require_picture, source_size
from segmind import SegmindClient
from segmind.exceptions import SegmindError
from segmind.v2 import InferenceFailed

WIDTH, HEIGHT = source_size()
client = SegmindClient(api_key=KEY, base_url=f"{BASE}/v1")


def run_sync():
    response = client.run_sync("seg-beyond", prompt="hills", input_image=PICTURE_URL, left=100)
    require_picture(response.content, "PNG", (WIDTH + 100, HEIGHT))


def run_sync_with_base64():
    picture = base64.b64encode(pathlib.Path(PICTURE_FILE).read_bytes()).decode()
    response = client.run_sync(
        "seg-beyond", prompt="hills", input_image=picture, top=9, base64=True
    )
    require_picture(base64.b64decode(response.json()["image"]), "PNG", (WIDTH, HEIGHT + 9))


def run():
    result = client.run(
        "focus-outpaint",
        prompt="hills",
        input_image=PICTURE_URL,
        outpaint_selections="Right, Left",
        aspect_ratios="1344*768",
        seed=7,
    )
    assert result["status"] == "COMPLETED" and result["seed"] == 7, result
    # a bare request, as a browser would make it: the URL needs no key
    require_picture(httpx.get(result["output"]).content, "PNG", (1344, 768))


def submit_async():
    job = client.submit_async(
        "sd1.5-outpaint", image=PICTURE_URL, prompt="hills", scale=1, offset_x=200, offset_y=300
    )
    assert job.status()["status"] in ("QUEUED", "PROCESSING", "COMPLETED")
    result = job.wait(timeout=120)
    require_picture(httpx.get(result["output"]).content, "JPEG", (1024, 1024))


def error():
    try:
        client.run_sync("seg-beyond", prompt="hills", input_image=PICTURE_URL, left=5000)
    except SegmindError as e:
        assert e.status == 400 and "left" in e.detail, repr(e)
        return
    raise AssertionError("left=5000 was taken")


def broken_png():
    """A PNG whose chunks are whole and whose pixels are not: only painting it shows that."""

    def chunk(kind, content):
        checksum = struct.pack(">I", zlib.crc32(kind + content))
        return struct.pack(">I", len(content)) + kind + content + checksum

    head = struct.pack(">IIBBBBB", 64, 64, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", b"no pixels at all")
        + chunk(b"IEND", b"")
    )


def failed_inference():
    picture = base64.b64encode(broken_png()).decode()
    try:
        client.run("seg-beyond", prompt="hills", input_image=picture, left=10)
    except InferenceFailed as e:
        assert e.status_body["status"] == "FAILED" and e.detail, e.status_body
        return e.detail
    raise AssertionError("a broken picture was painted")


def credits():
    body = client._request("GET", "/get-user-credits").json()
    assert body["credits"] > 0 and body["free-credits"] == 0, body


name = f"segmind {segmind.__version__}"
check(f"{name}: run_sync", run_sync)
check(f"{name}: run_sync with base64 both ways", run_sync_with_base64)
check(f"{name}: run", run)
check(f"{name}: submit_async, status, wait", submit_async)
check(f"{name}: a refusal is a SegmindError with status and reason", error)
check(f"{name}: a failed painting is InferenceFailed", failed_inference)
check(f"{name}: get-user-credits", credits)
finish()
