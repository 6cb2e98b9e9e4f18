"""Reads the lines of `compare` and prints uncrop's seconds as shares of diffusers' best, for each dtype of either."""
import json
import sys

lines = [json.loads(line) for line in open(sys.argv[1]) if line.startswith("{")]
ours = [line for line in lines if "who" not in line]
theirs = [line for line in lines if "who" in line]


def best(dtype, key):
    return min((line[key] for line in theirs if line["dtype"] == dtype and key in line), default=None)


for line in ours:
    for key, what in (("secondsPerStep", "step"), ("secondsDecode", "decode")):
        shares = [
            f"{line[key] / best(dtype, key):.2f} of diffusers' best {dtype} ({best(dtype, key):.2f} s)"
            for dtype in ("fp32", "bf16")
            if best(dtype, key)
        ]
        print(f"{line['family']} {line['dtype']} {what}: {line[key]:.2f} s, {', '.join(shares)}")
