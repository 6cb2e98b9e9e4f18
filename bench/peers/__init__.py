"""The classical peers: what each is called, how it is found and how it is run.

A peer gets a canvas (RGB PNG) and a mask (grey PNG, 255 is to be painted) and writes a PNG.
"""

from __future__ import annotations

import importlib.metadata
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from PIL import Image, ImageOps

HERE = Path(__file__).resolve().parent
TOOLS = HERE.parent / ".tools"  # setup.sh installs command-line peers here

Command = Callable[[Path, Path, Path], list[str]]


@dataclass(frozen=True)
class Peer:
    """`version` is empty where the peer is not installed; `install` says how to get it."""

    name: str
    command: Command
    version: Callable[[], str]
    install: str


def _library(name: str, distribution: str) -> Peer:
    def command(canvas: Path, mask: Path, out: Path) -> list[str]:
        return [sys.executable, str(HERE / "library.py"), name, str(canvas), str(mask), str(out)]

    def version() -> str:
        try:
            return f"{distribution} {importlib.metadata.version(distribution)}"
        except importlib.metadata.PackageNotFoundError:
            return ""

    return Peer(name, command, version, f"pip install {distribution}")


@cache
def _first_line(*command: str) -> str:
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=30, check=False)
    except OSError:
        return ""
    lines = (done.stdout + done.stderr).strip().splitlines()
    return lines[0].strip() if lines else ""


def _gmic(name: str, *inpaint: str) -> Peer:
    def command(canvas: Path, mask: Path, out: Path) -> list[str]:
        return [
            "gmic", "-v", "-1", str(canvas), str(mask), "to_rgb[0]", "channels[1]", "0",
            *inpaint, "keep[0]", "cut", "0,255", "round", "output", str(out),
        ]  # fmt: skip

    def version() -> str:
        if not shutil.which("gmic"):
            return ""
        return f"G'MIC {_first_line('gmic', '-v', '-1', 'echo_stdout', '${-strver}')}"

    return Peer(name, command, version, "apt-get install gmic")


def _texture_synthesis_binary() -> str | None:
    path = os.pathsep.join([str(TOOLS / "bin"), os.environ.get("PATH", "")])
    return shutil.which("texture-synthesis", path=path)


def _texture_synthesis() -> Peer:
    def command(canvas: Path, mask: Path, out: Path) -> list[str]:
        with Image.open(mask) as opened:
            size = f"{opened.width}x{opened.height}"
            known = mask.with_suffix(".known.png")
            ImageOps.invert(opened.convert("L")).save(known)  # its masks keep white and use white
        return [
            str(_texture_synthesis_binary()), "--no-progress", "--seed", "1", "--out-size", size,
            "--inpaint", str(known), "--sample-masks", str(known), "--out", str(out),
            "generate", str(canvas),
        ]  # fmt: skip

    def version() -> str:
        binary = _texture_synthesis_binary()
        return _first_line(binary, "--version") if binary else ""

    install = "cargo install --locked texture-synthesis-cli --version 0.8.3"
    return Peer("texture-synthesis", command, version, install)


PEERS = {
    peer.name: peer
    for peer in (
        _gmic("gmic-matchpatch", "inpaint_matchpatch[0]", "[1]"),
        _gmic("gmic-inpaint", "inpaint[0]", "[1]"),
        _library("patchmatch-r3", "PyPatchMatch"),
        _library("patchmatch-r7", "PyPatchMatch"),
        _library("resynthesizer", "resynthesizer"),
        _library("shiftmap", "opencv-contrib-python-headless"),
        _library("fsr-fast", "opencv-contrib-python-headless"),
        _library("telea", "opencv-contrib-python-headless"),
        _library("ns", "opencv-contrib-python-headless"),
        _texture_synthesis(),
    )
}
