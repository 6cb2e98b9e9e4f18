"""Writes a full-size checkpoint with random weights and what diffusers makes of one input, in FP32.

    python make_check.py sd15 FOLDER

FOLDER becomes a diffusers folder (weights in fp16, losslessly) with check.safetensors beside it, for
`uncrop bench diffusion --check FOLDER`. That of sd15 is whole: `uncrop inpaint --model FOLDER` paints noise with
it, and tells the memory of a picture.
"""
import shutil
import sys
from pathlib import Path

import torch
from safetensors.torch import save_file
from transformers import CLIPTextConfig, CLIPTextModel

import shapes

TINY = Path(__file__).parents[2] / "diffusion/src/test/resources/parity/tiny-sd15-inpaint"


def encoder(folder):
    """The rest of a Stable Diffusion 1.5 folder; tokenizer and scheduler are those of the tiny one."""
    model = CLIPTextModel(CLIPTextConfig(
        vocab_size=49408, hidden_size=768, intermediate_size=3072, num_hidden_layers=12, num_attention_heads=12,
        max_position_embeddings=77, hidden_act="quick_gelu", projection_dim=768))
    shapes.randomize(model, 6).half().save_pretrained(folder / "text_encoder")
    for part in ("tokenizer", "scheduler"):
        shutil.copytree(TINY / part, folder / part, dirs_exist_ok=True)
    shutil.copy(TINY / "model_index.json", folder / "model_index.json")


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
    if family == "sd15":
        encoder(folder)
    save_file({name: value.contiguous() for name, value in check.items()}, folder / "check.safetensors")


if __name__ == "__main__":
    main()
