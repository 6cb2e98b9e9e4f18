"""Runs a painter as a process of its own, measured, and keeps what the slow ones painted."""

from __future__ import annotations

import json
import math
import re
import shlex
import shutil
import statistics
import subprocess
import sys
import tempfile
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Protocol

from peers import HERE, Peer
from scene import Scene, write_png

OURS = "ours"


@dataclass(frozen=True)
class Run:
    """What a painting cost. Seconds are those of the whole process, start-up and PNG included;
    `inner_seconds` those that the painter itself names, where it does. Peak memory in MB."""

    seconds: float
    cpu_seconds: float
    peak_mb: float
    inner_seconds: float | None = None
    cached: bool = False
    failure: str = ""

    @staticmethod
    def median(runs: list[Run]) -> Run:
        inner = [r.inner_seconds for r in runs if r.inner_seconds is not None]
        return Run(
            statistics.median(r.seconds for r in runs),
            statistics.median(r.cpu_seconds for r in runs),
            statistics.median(r.peak_mb for r in runs),
            statistics.median(inner) if inner else None,
        )


def time_ratios(run: Run | None, ours: Run | None) -> tuple[float, float]:
    """How many times our seconds and our CPU seconds a run took; NaN unless both are of this
    very run."""
    if run is None or ours is None or run.cached or run.failure or ours.failure:
        return math.nan, math.nan
    return run.seconds / ours.seconds, run.cpu_seconds / ours.cpu_seconds


class Painter(Protocol):
    name: str

    def paint(self, scene: Scene, out: Path) -> Run: ...


@dataclass(frozen=True)
class Ours:
    """The command line of this project, or any other command with the same placeholders."""

    template: str
    name: str = OURS

    def paint(self, scene: Scene, out: Path) -> Run:
        def command(folder: Path, out: Path) -> list[str]:
            write_png(folder / "photo.png", scene.photo)
            values = asdict(scene.margins) | {
                "photo": folder / "photo.png",
                "canvas": folder / "canvas.png",
                "mask": folder / "mask.png",
                "out": out,
            }
            return [word.format_map(values) for word in shlex.split(self.template)]

        return _measured(scene, command, out)


@dataclass(frozen=True)
class PeerPainter:
    """A peer. Its pictures are kept under its version and the scene's pixels, for peers are
    slow. What is kept is used unless `fresh`."""

    peer: Peer
    version: str
    cache: Path
    fresh: bool

    @property
    def name(self) -> str:
        return self.peer.name

    def paint(self, scene: Scene, out: Path) -> Run:
        version = re.sub(r"[^A-Za-z0-9.]+", "-", self.version)
        kept = self.cache / f"{self.name}-{version}" / f"{scene.key}.png"
        note = kept.with_suffix(".json")
        out.parent.mkdir(parents=True, exist_ok=True)
        if not self.fresh and kept.exists() and note.exists():
            shutil.copyfile(kept, out)
            return Run(**json.loads(note.read_text()) | {"cached": True})

        def command(folder: Path, out: Path) -> list[str]:
            return self.peer.command(folder / "canvas.png", folder / "mask.png", out)

        run = _measured(scene, command, out)
        if not run.failure:
            kept.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(out, kept)
            note.write_text(json.dumps(asdict(run)))
        return run


def _measured(scene: Scene, command, out: Path) -> Run:
    """Runs `command(folder, out)` in a folder that holds canvas.png and mask.png."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_png(folder / "canvas.png", scene.canvas)
        write_png(folder / "mask.png", scene.mask)
        painted = folder / "painted.png"
        words = command(folder, painted)
        meter = [sys.executable, "-S", str(HERE / "meter.py"), *words]
        done = subprocess.run(meter, capture_output=True, text=True, check=False)
        if done.returncode:
            return Run(0, 0, 0, failure=_last_line(done.stderr) or "could not be started")
        report = json.loads(done.stdout)
        failure = ""
        if report["status"]:
            failure = f"exit {report['status']}: {_last_line(done.stderr) or _last_line(report['output'])}"
        elif not painted.exists():
            failure = "wrote no picture"
        else:
            out.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(painted, out)
        costs = {key: report[key] for key in ("seconds", "cpu_seconds", "peak_mb")}
        return Run(**costs, inner_seconds=_inner_seconds(report["output"]), failure=failure)


def _inner_seconds(output: str) -> float | None:
    """The `seconds` of a line of JSON, as our command line and library.py print it."""
    for line in output.splitlines():
        if line.startswith("{"):
            try:
                return float(json.loads(line)["seconds"])
            except (ValueError, KeyError):
                continue
    return None


def _last_line(text: str) -> str:
    lines = text.strip().splitlines()
    return lines[-1] if lines else ""
