"""Writes a whole full-size checkpoint that paints noise, for measuring time and memory.

    python make_random.py sd15|sdxl CHANNELS FOLDER

FOLDER becomes a diffusers folder with weights in fp16, made without any network in memory. CHANNELS is 4 or 9.
"""
import json
import shutil
import sys
import zlib
from pathlib import Path

import torch
from diffusers import AutoencoderKL, UNet2DConditionModel
from safetensors.torch import save_file
from transformers import CLIPTextConfig, CLIPTextModel, CLIPTextModelWithProjection

import shapes

TINY = Path(__file__).parents[2] / "diffusion/src/test/resources/parity/tiny-sd15-inpaint"
POOL = torch.randn(1 << 24, generator=torch.Generator().manual_seed(1))

CLIP_L = dict(hidden_size=768, intermediate_size=3072, num_hidden_layers=12, num_attention_heads=12,
              hidden_act="quick_gelu", projection_dim=768)
OPEN_CLIP_G = dict(hidden_size=1280, intermediate_size=5120, num_hidden_layers=32, num_attention_heads=20,
                   hidden_act="gelu", projection_dim=1280)


def values(name, shape):
    """Noise of a size that keeps what flows through a network about as large as it was."""
    count = shape.numel()
    start = zlib.crc32(name.encode()) % 1000
    noise = POOL[start:].repeat(-(-count // (len(POOL) - start)))[:count].reshape(shape)
    if len(shape) > 1:
        return (noise * (0.8 / shape[1:].numel() ** 0.5)).half()
    return (noise * 0.05 + (0 if name.endswith("bias") else 1)).half()


def save(folder, config, model, name):
    folder.mkdir(parents=True, exist_ok=True)
    save_file({key: values(key, value.shape) for key, value in model.state_dict().items() if value.is_floating_point()},
              folder / name)
    (folder / "config.json").write_text(config)


def text_encoder(folder, kind, settings):
    config = CLIPTextConfig(vocab_size=49408, max_position_embeddings=77, **settings)
    with torch.device("meta"):
        model = kind(config)
    save(folder, config.to_json_string(), model, "model.safetensors")


def main():
    family, channels, folder = sys.argv[1], int(sys.argv[2]), Path(sys.argv[3])
    with torch.device("meta"):
        unet = UNet2DConditionModel(**{**shapes.UNETS[family], "in_channels": channels})
        vae = AutoencoderKL(**shapes.VAE, scaling_factor=0.13025 if family == "sdxl" else 0.18215)
    save(folder / "unet", unet.to_json_string(), unet, "diffusion_pytorch_model.safetensors")
    save(folder / "vae", vae.to_json_string(), vae, "diffusion_pytorch_model.safetensors")
    text_encoder(folder / "text_encoder", CLIPTextModel, CLIP_L)
    for part in ("tokenizer", "scheduler"):
        shutil.copytree(TINY / part, folder / part, dirs_exist_ok=True)
    index = json.loads((TINY / "model_index.json").read_text())
    if family == "sdxl":
        text_encoder(folder / "text_encoder_2", CLIPTextModelWithProjection, OPEN_CLIP_G)
        shutil.copytree(TINY / "tokenizer", folder / "tokenizer_2", dirs_exist_ok=True)
        index |= {"_class_name": "StableDiffusionXLInpaintPipeline",
                  "text_encoder_2": ["transformers", "CLIPTextModelWithProjection"],
                  "tokenizer_2": ["transformers", "CLIPTokenizer"]}
    (folder / "model_index.json").write_text(json.dumps(index, indent=2))


if __name__ == "__main__":
    main()
