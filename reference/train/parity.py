"""Writes what diffusers paints with the trained checkpoint, for the tests of the Java side: input, latents after each step, picture.

usage: parity.py CHECKPOINT TOKENIZER PHOTO OUT.safetensors
"""
import sys

import numpy as np
import torch
from diffusers import StableDiffusionInpaintPipeline
from PIL import Image
from safetensors.torch import save_file
from transformers import CLIPTokenizer

from photos import strip

torch.set_num_threads(1)
SIZE = 128


def main(checkpoint: str, tokenizer: str, photo: str, out: str) -> None:
    pipeline = StableDiffusionInpaintPipeline.from_pretrained(
        checkpoint, torch_dtype=torch.float32, tokenizer=CLIPTokenizer.from_pretrained(tokenizer), safety_checker=None)
    image = Image.open(photo).convert("RGB").reduce(3).crop((10, 60, 10 + SIZE, 60 + SIZE))
    mask = Image.fromarray((strip(SIZE, 0, 52)[0] * 255).byte().numpy())
    steps = []

    def keep(_, index, timestep, tensors):
        steps.append((float(timestep), tensors["latents"].clone()))
        return {}

    painted = pipeline(
        "rocks and a river in a canyon", negative_prompt="a cat", image=image, mask_image=mask, width=SIZE, height=SIZE,
        num_inference_steps=6, guidance_scale=3.0, strength=1.0, generator=torch.Generator().manual_seed(1234),
        callback_on_step_end=keep, callback_on_step_end_tensor_inputs=["latents"]).images[0]
    save_file({
        "image": torch.from_numpy(np.array(image)), "mask": torch.from_numpy(np.array(mask)),
        "timesteps": torch.tensor([t for t, _ in steps]), "latents": torch.cat([z for _, z in steps]),
        "out.image_u8": torch.from_numpy(np.array(painted))}, out)


if __name__ == "__main__":
    main(*sys.argv[1:])
