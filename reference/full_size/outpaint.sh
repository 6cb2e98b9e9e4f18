#!/bin/sh
# Time and peak memory of "uncrop extend" with full-size checkpoints of random weights.
#
#   PYTHON=python3 reference/full_size/outpaint.sh FOLDER [sd15|sdxl|large ...]
#
# sd15 and sdxl paint one picture at the size that the model was made for; large one of 6000 x 4000 with
# Stable Diffusion 1.5, 200 pixels of which are new, in one step. FOLDER keeps checkpoints (sd15 2 GB, sdxl 7 GB) and
# pictures. DTYPE is bf16 and STEPS 2 unless they are set. Needs GNU time, and Pillow besides requirements.txt.
set -eu
here=$(CDPATH='' cd -- "$(dirname "$0")" && pwd)
uncrop=$here/../../uncrop
python=${PYTHON:-python3}
folder=$1
shift
mkdir -p "$folder"

checkpoint() { # family, channels
  [ -f "$folder/$1/model_index.json" ] || "$python" "$here/make_random.py" "$1" "$2" "$folder/$1"
}

picture() { # width, height
  "$python" - "$folder/$1x$2.png" "$1" "$2" <<'END'
import sys
from PIL import Image
width, height = int(sys.argv[2]), int(sys.argv[3])
Image.effect_noise((width // 8, height // 8), 40).resize((width, height)).convert("RGB").save(sys.argv[1])
END
}

extend() { # name, family, picture, options
  name=$1 family=$2 in=$3
  shift 3
  /usr/bin/time -f "$name: %e s, %U s of all cores, peak %M KiB, %R page faults" \
    "$uncrop" extend "$folder/$in" --model "$folder/$family" --dtype "${DTYPE:-bf16}" --prompt "a table" --seed 1 \
    --quiet --force -o "$folder/$name.png" "$@"
}

for run in "${@:-sd15}"; do
  case $run in
    sd15)
      checkpoint sd15 9
      picture 384 512
      extend sd15 sd15 384x512.png --left 64 --right 64 --steps "${STEPS:-2}"
      ;;
    sdxl)
      checkpoint sdxl 4
      picture 768 1024
      extend sdxl sdxl 768x1024.png --left 128 --right 128 --steps "${STEPS:-2}"
      ;;
    large)
      checkpoint sd15 9
      picture 5800 4000
      extend large sd15 5800x4000.png --left 200 --steps 1
      ;;
    *)
      echo "outpaint.sh: $run is none of sd15, sdxl, large" >&2
      exit 2
      ;;
  esac
done
