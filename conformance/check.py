"""One line for each check, and an exit code for all of them."""

import io
import os
import sys
import traceback

from PIL import Image

BASE = os.environ["BASE"]
KEY = os.environ["KEY"]
PICTURE_URL = os.environ["PICTURE_URL"]
PICTURE_FILE = os.environ["PICTURE_FILE"]

_failed = []


def check(name, task):
    """Runs a task; it fails by raising anything. What it returns is noted in the line."""
    try:
        note = task()
        print(f"ok      {name}" + (f" ({note})" if note else ""), flush=True)
    except Exception:
        _failed.append(name)
        print(f"FAILED  {name}\n{traceback.format_exc()}", flush=True)


def finish():
    sys.exit(bool(_failed))


def require_picture(data, kind, size):
    picture = Image.open(io.BytesIO(data))
    picture.load()
    assert picture.format == kind, f"{picture.format} instead of {kind}"
    assert picture.size == size, f"{picture.size} instead of {size}"


def source_size():
    with Image.open(PICTURE_FILE) as picture:
        return picture.size
