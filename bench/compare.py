"""Paints photos with our engine and its classical peers and measures both side by side.

    compare.py PHOTOS -o OUT --extension lr25 --peers gmic-matchpatch,patchmatch-r3

README.md says what is measured and what the numbers are worth.
"""

from __future__ import annotations

import argparse
import json
import math
import statistics
import subprocess
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from pathlib import Path

import cv2

from measures import measure, measure_restored
from painters import OURS, Ours, Painter, PeerPainter, Run, time_ratios
from peers import PEERS
from scene import EXTENSIONS, Scene, photos_in, read_photo, read_rgb, write_png

HERE = Path(__file__).resolve().parent
DEFAULT_PEERS = "gmic-matchpatch,patchmatch-r3"
LAUNCHER = HERE.parent / "uncrop"
DEFAULT_OURS = (
    f"{LAUNCHER} extend {{photo}} --left {{left}} --right {{right}} --top {{top}} "
    "--bottom {bottom} -o {out} --seed 1 --force --json --quiet"
)


@dataclass
class Result:
    """One painting of one photo; `run` is None for the truth, which nobody painted. `ratios` of
    time to ours are set on a median alone: all others follow from the runs."""

    photo: str
    painter: str
    run: Run | None
    measures: dict[str, float] = field(default_factory=dict)
    ratios: tuple[float, float] | None = None


def main() -> None:
    options = parse()
    cv2.setNumThreads(1)  # the measures leave the cores to whoever else works here
    names = options.photos.split(",") if options.photos else None
    photos = {p.stem: read_photo(p, options.long_side) for p in photos_in(options.folder, names)}
    painters = chosen_painters(options)
    for extension in options.extension:
        scenes = [
            Scene(name, photo, EXTENSIONS[extension](photo.shape[1], photo.shape[0]))
            for name, photo in photos.items()
        ]
        for scene in scenes:
            if not scene.margins.any:
                print(f"{scene.name} already fills {extension}: left out")
        results = []
        for scene in (s for s in scenes if s.margins.any):
            results += compare(scene, painters, options.output / extension, options.restore)
            print(f"{extension}: {scene.name} done", flush=True)
        write_results(options.output / extension / "results.json", results)
        print(f"\n## {extension}\n")
        print(table(results))
        print(f"\nmedian of {len({r.photo for r in results})} photos\n")
        print(table(medians(results)))


def parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folder", type=Path, help="folder of photos")
    parser.add_argument("-o", "--output", type=Path, required=True, help="folder for pictures and results")
    parser.add_argument(
        "--extension", action="append", choices=EXTENSIONS, help="may be repeated; default: lr25"
    )
    parser.add_argument("--photos", help="names without suffix, with commas; default: all")
    parser.add_argument("--long-side", type=int, default=1152, metavar="PX")
    parser.add_argument(
        "--peers", default=DEFAULT_PEERS, help=f"with commas, 'all' or 'none'; of {', '.join(PEERS)}"
    )
    parser.add_argument(
        "--ours",
        default=DEFAULT_OURS,
        metavar="COMMAND",
        help="with {photo} {canvas} {mask} {out} {left} {right} {top} {bottom}; 'none' runs the peers alone",
    )
    parser.add_argument("--fresh", action="store_true", help="run peers anew: needed for ratios of time")
    parser.add_argument("--cache", type=Path, default=HERE / ".cache", help="what peers painted before")
    parser.add_argument(
        "--no-restore", dest="restore", action="store_false", help="leave crop-and-restore out"
    )
    options = parser.parse_args()
    options.extension = list(dict.fromkeys(options.extension or ["lr25"]))
    return options


def chosen_painters(options: argparse.Namespace) -> list[Painter]:
    names = {"all": list(PEERS), "none": []}.get(options.peers, options.peers.split(","))
    painters: list[Painter] = [] if options.ours == "none" else [Ours(options.ours)]
    if options.ours == DEFAULT_OURS:
        # The launcher builds when the sources are newer: that is no part of a painting.
        subprocess.run([LAUNCHER, "--version"], stdout=subprocess.DEVNULL, check=True)
    for name in names:
        if name not in PEERS:
            raise SystemExit(f"--peers: there is no peer {name!r}; choose of {', '.join(PEERS)}")
        peer = PEERS[name]
        version = peer.version()
        if version:
            print(f"{name}: {version}")
            painters.append(PeerPainter(peer, version, options.cache, options.fresh))
        else:
            print(f"{name} is not installed and left out: {peer.install}")
    if not painters:
        raise SystemExit("nothing to run: neither --ours nor an installed peer")
    return painters


def compare(scene: Scene, painters: Iterable[Painter], folder: Path, restore: bool) -> list[Result]:
    """Runs every painter on one photo, ours and the peers one right after the other."""
    write_png(folder / "canvas" / f"{scene.name}.png", scene.canvas)
    cropped = scene.cropped() if restore else None
    results = []
    if cropped is not None:
        results.append(Result(scene.name, "truth", None, measure(cropped, scene.photo)))
    for painter in painters:
        out = folder / f"{scene.name}.{painter.name}.png"
        run = painter.paint(scene, out)
        result = Result(scene.name, painter.name, run)
        results.append(result)
        if run.failure:
            print(f"{painter.name} failed on {scene.name}: {run.failure}")
            continue
        result.measures = measure(scene, read_rgb(out))
        if cropped is not None:
            back = folder / "restored" / out.name
            restored = painter.paint(cropped, back)
            if restored.failure:
                print(f"{painter.name} failed on {scene.name}, cropped: {restored.failure}")
            else:
                result.measures |= measure_restored(cropped, read_rgb(back), scene.photo)
    return results


def write_results(path: Path, results: list[Result]) -> None:
    path.write_text(json.dumps([asdict(r) for r in results], indent=1) + "\n")


def medians(results: list[Result]) -> list[Result]:
    """Of each painter over its photos; runs from the cache count for pictures, not for time."""
    rows = []
    for painter in dict.fromkeys(r.painter for r in results):
        mine = [r for r in results if r.painter == painter and (r.run is None or not r.run.failure)]
        if not mine:
            continue
        keys = dict.fromkeys(k for r in mine for k in r.measures)
        measures = {k: _median(r.measures.get(k, math.nan) for r in mine) for k in keys}
        fresh = [r for r in mine if r.run is not None and not r.run.cached]
        row = Result("median", painter, Run.median([r.run for r in fresh]) if fresh else None, measures)
        ratios = [time_ratios(r.run, _ours_on(results, r.photo)) for r in fresh]
        row.ratios = (_median(wall for wall, _ in ratios), _median(cpu for _, cpu in ratios))
        rows.append(row)
    return rows


def _ours_on(results: list[Result], photo: str) -> Run | None:
    return next((r.run for r in results if r.painter == OURS and r.photo == photo), None)


def _median(values: Iterable[float]) -> float:
    known = [v for v in values if not math.isnan(v)]
    return statistics.median(known) if known else math.nan


COLUMNS = {
    "altered": ("altered %", "{:.2f}"),
    "seam_step": ("seam step", "{:.2f}"),
    "sharpness": ("sharpness", "{:.2f}"),
    "misplaced": ("misplaced %", "{:.2f}"),
    "clones": ("clones %", "{:.1f}"),
    "psnr": ("PSNR dB", "{:.1f}"),
    "sharpness_to_truth": ("sharp/truth", "{:.2f}"),
}


def table(results: list[Result]) -> str:
    """Markdown. Times in brackets are those of an earlier run and get no ratio."""
    head = ["photo", "painter", "s", "CPU s", "inner s", "x ours", "x CPU", "MB"]
    rows = [head + [title for title, _ in COLUMNS.values()]]
    for r in results:
        ratios = r.ratios or time_ratios(r.run, _ours_on(results, r.photo))
        rows.append([r.photo, r.painter, *_costs(r.run), *(_number("{:.2f}", x) for x in ratios)])
        rows[-1].append(_number("{:.0f}", r.run.peak_mb if r.run else None))
        rows[-1] += [_number(f, r.measures.get(key)) for key, (_, f) in COLUMNS.items()]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = ["| " + " | ".join(c.ljust(w) for c, w in zip(row, widths, strict=True)) + " |" for row in rows]
    lines.insert(1, "|" + "|".join("-" * (w + 2) for w in widths) + "|")
    return "\n".join(lines)


def _costs(run: Run | None) -> list[str]:
    if run is None:
        return ["-"] * 3
    values = [_number("{:.2f}", v) for v in (run.seconds, run.cpu_seconds, run.inner_seconds)]
    return [f"({v})" if run.cached else v for v in values]


def _number(form: str, value: float | None) -> str:
    return "-" if value is None or math.isnan(value) else form.format(value)


if __name__ == "__main__":
    main()
