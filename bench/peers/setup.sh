#!/bin/sh
# Installs the peers that can be installed, below bench/ only; G'MIC comes from the distribution.
# A peer that is missing is named by compare.py and left out.
set -eu
cd "$(dirname "$0")/.."

python3 -m venv .venv
.venv/bin/pip install --quiet --requirement requirements.txt

if command -v cargo >/dev/null; then
  cargo install --locked --root .tools texture-synthesis-cli --version 0.8.3
else
  echo "texture-synthesis is left out: it needs cargo (https://rustup.rs)" >&2
fi
if ! command -v gmic >/dev/null; then
  echo "G'MIC is left out: install it with 'apt-get install gmic' or 'brew install gmic'" >&2
fi
echo "ready: bench/.venv/bin/python bench/compare.py --help"
