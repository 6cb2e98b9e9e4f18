"""Makes a contact sheet: source, masked and painted crops of photos, by diffusers.

usage: sheet.py CHECKPOINT PHOTOS OUT.png [--size 256] [--steps 20] [--guidance 1] [--seed 1]
"""
import argparse
import pathlib

import torch
from diffusers import StableDiffusionInpaintPipeline
from PIL import Image

from photos import strip

torch.set_num_threads(1)
# photo, share of its own size, left and top as shares of what there is
CROPS = [("black-canyon.jpg", .5, .3, .6), ("french-alpine-landscape.jpg", .8, .5, .6), ("nagasaki-boats.jpg", .5, .4, .7),
         ("dust-bowl-home.jpg", .5, .5, .5), ("coffee.png", 1, .5, .5), ("black-canyon.jpg", 1, .9, .2)]


def crop(photo: Image.Image, scale: float, left: float, top: float, size: int) -> Image.Image:
    scale = max(scale, size / min(photo.size))
    photo = photo.resize((round(photo.width * scale), round(photo.height * scale)), Image.LANCZOS)
    x, y = round((photo.width - size) * left), round((photo.height - size) * top)
    return photo.crop((x, y, x + size, y + size))


def masks(size: int) -> list[torch.Tensor]:
    """Left, right, bottom, all sides."""
    frame = torch.stack([strip(size, side, size // 4) for side in range(4)]).amax(0)
    return [strip(size, 0, size * 7 // 16), strip(size, 1, size // 3), strip(size, 3, size * 3 // 8), frame]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("checkpoint")
    parser.add_argument("photos", type=pathlib.Path)
    parser.add_argument("out")
    parser.add_argument("--size", type=int, default=256)
    parser.add_argument("--steps", type=int, default=20)
    parser.add_argument("--guidance", type=float, default=1)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--rows", type=int, default=len(CROPS))
    args = parser.parse_args()
    pipeline = StableDiffusionInpaintPipeline.from_pretrained(
        args.checkpoint, torch_dtype=torch.float32, tokenizer=None, safety_checker=None)
    pipeline.set_progress_bar_config(disable=True)
    read = pipeline.text_encoder(torch.tensor([[49406] + [49407] * 76])).last_hidden_state  # the empty prompt
    size, gap = args.size, 4
    sheet = Image.new("RGB", (9 * (size + gap), args.rows * (size + gap)), "white")
    for row, (name, *where) in enumerate(CROPS[:args.rows]):
        picture = crop(Image.open(args.photos / name).convert("RGB"), *where, size)
        cells = [picture]
        for i, mask in enumerate(masks(size)):
            white = Image.fromarray((mask[0] * 255).byte().numpy())
            cells.append(Image.composite(Image.new("RGB", picture.size, "grey"), picture, white))
            cells.append(pipeline(
                prompt_embeds=read, negative_prompt_embeds=read, image=picture, mask_image=white, width=size, height=size,
                num_inference_steps=args.steps, guidance_scale=args.guidance, strength=1.0,
                generator=torch.Generator().manual_seed(args.seed + i)).images[0])
        for column, cell in enumerate(cells):
            sheet.paste(cell, (column * (size + gap), row * (size + gap)))
    sheet.save(args.out)


if __name__ == "__main__":
    main()
