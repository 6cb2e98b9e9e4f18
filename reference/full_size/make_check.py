"""Writes a full-size UNet and VAE with random weights and what diffusers makes of one input, in FP32.

    python make_check.py sd15 FOLDER

FOLDER becomes a diffusers folder (weights in fp16, losslessly) with check.safetensors beside it, for
`uncrop bench diffusion --check FOLDER`.
"""
import sys
from pathlib import Path

import torch
from safetensors.torch import save_file

import shapes


def main():
    family, folder = sys.argv[1], Path(sys.argv[2])
    folder.mkdir(parents=True, exist_ok=True)
    inputs = shapes.unet_inputs(family)
    check = {
        "unet.sample": inputs["sample"],
        "unet.timestep": inputs["timestep"].float().reshape(1),
        "unet.context": inputs["encoder_hidden_states"],
    }
    if family == "sdxl":
        check["unet.pooled"] = inputs["added_cond_kwargs"]["text_embeds"]
        check["unet.time_ids"] = inputs["added_cond_kwargs"]["time_ids"]
    with torch.inference_mode():
        model = shapes.unet(family)
        check["unet.out"] = model(**inputs).sample
        model.half().save_pretrained(folder / "unet")
        del model
        coder = shapes.vae()
        generator = torch.Generator().manual_seed(5)
        check["vae.image"] = torch.rand(1, 3, 512, 512, generator=generator) * 2 - 1
        check["vae.moments"] = coder.encode(check["vae.image"]).latent_dist.parameters
        check["vae.latents"] = torch.randn(1, 4, 64, 64, generator=generator)
        check["vae.out"] = coder.decode(check["vae.latents"]).sample
        coder.half().save_pretrained(folder / "vae")
    save_file({name: value.contiguous() for name, value in check.items()}, folder / "check.safetensors")


if __name__ == "__main__":
    main()
