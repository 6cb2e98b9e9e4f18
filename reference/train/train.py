"""Trains a very small checkpoint of SD 1.5 inpainting's structure, on one CPU core, on a handful of photos.

usage: train.py {encoder|decoder|unet|save} --work FOLDER [--photos FOLDER] [--tokenizer FOLDER] [--minutes M] [--out FOLDER]

`encoder` and `decoder` train the halves of the autoencoder, `unet` the nine-channel UNet; `save` writes the diffusers
folder in half precision. Each stage leaves its weights in the work folder and goes on from those it finds.
"""
import argparse
import math
import pathlib
import random
import time

import torch
import torch.nn.functional as F
from diffusers import AutoencoderKL, DDIMScheduler, StableDiffusionInpaintPipeline, UNet2DConditionModel
from transformers import CLIPTextConfig, CLIPTextModel, CLIPTokenizer

from latents import wanted
from photos import CAPTIONS, Photos, mask

torch.set_num_threads(1)

# Deviation of the posterior in units of the UNet, a constant: learnt ones left channels too noisy to be looked at.
NOISE = .05


def autoencoder() -> AutoencoderKL:
    return AutoencoderKL(
        in_channels=3, out_channels=3, latent_channels=4, block_out_channels=(24, 48, 64, 64), layers_per_block=1,
        down_block_types=("DownEncoderBlock2D",) * 4, up_block_types=("UpDecoderBlock2D",) * 4, norm_num_groups=8,
        sample_size=256)


def denoiser() -> UNet2DConditionModel:
    return UNet2DConditionModel(
        sample_size=32, in_channels=9, out_channels=4, block_out_channels=(64, 96, 96), layers_per_block=1,
        down_block_types=("DownBlock2D", "DownBlock2D", "CrossAttnDownBlock2D"),
        up_block_types=("CrossAttnUpBlock2D", "UpBlock2D", "UpBlock2D"), cross_attention_dim=8, attention_head_dim=4,
        norm_num_groups=16)


def text_encoder() -> CLIPTextModel:
    """Random and never trained: it tells prompts apart, no more."""
    torch.manual_seed(0)
    return CLIPTextModel(CLIPTextConfig(
        vocab_size=49408, hidden_size=8, intermediate_size=16, num_hidden_layers=1, num_attention_heads=2,
        hidden_act="quick_gelu", max_position_embeddings=77, bos_token_id=49406, eos_token_id=49407,
        pad_token_id=49407, projection_dim=8)).eval().requires_grad_(False)


def scheduler() -> DDIMScheduler:
    return DDIMScheduler(
        beta_start=.00085, beta_end=.012, beta_schedule="scaled_linear", clip_sample=False, set_alpha_to_one=False,
        steps_offset=1, prediction_type="v_prediction")


class Loop:
    """AdamW with warm-up and a cosine over the wall clock, clipped gradients, bfloat16 where autocast takes it, and an
    average of the weights, which is what is kept."""

    def __init__(self, model, file: pathlib.Path, minutes: float, rate: float, warmup: int, decay: float):
        self.model, self.file, self.seconds, self.rate, self.warmup, self.decay = model, file, minutes * 60, rate, warmup, decay
        self.weights = list(model.parameters())
        self.average = [w.detach().clone() for w in self.weights]
        self.optimizer = torch.optim.AdamW(self.weights, lr=rate, weight_decay=.01, betas=(.9, .99))

    def run(self, loss_of_step) -> None:
        began, saved, step, seen = time.time(), time.time(), 0, None
        while (share := (time.time() - began) / self.seconds) < 1:
            rate = self.rate * min(1, (step + 1) / self.warmup) * (.01 + .99 * .5 * (1 + math.cos(math.pi * share)))
            for group in self.optimizer.param_groups:
                group["lr"] = rate
            with torch.autocast("cpu", dtype=torch.bfloat16):
                loss = loss_of_step(step, share)
            self.optimizer.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(self.weights, 1.0)
            self.optimizer.step()
            step += 1
            with torch.no_grad():
                torch._foreach_lerp_(self.average, self.weights, max(1 - self.decay, 1 / (step + 1)))
            seen = loss.item() if seen is None else .99 * seen + .01 * loss.item()
            if step % 200 == 0:
                print(f"{step} steps, {share:.0%}, rate {rate:.1e}, loss {seen:.4f}", flush=True)
            if time.time() - saved > 180:
                self.keep()
                saved = time.time()
        self.keep()
        print(f"done: {step} steps, loss {seen:.4f}", flush=True)

    def keep(self) -> None:
        names = [n for n, _ in self.model.named_parameters()]
        torch.save(dict(zip(names, self.average)), self.file)


def resumed(model, file: pathlib.Path):
    if file.exists():
        model.load_state_dict(torch.load(file))
    return model


def train_encoder(photos: Photos, work: pathlib.Path, minutes: float, rate: float) -> None:
    vae = autoencoder()
    encoder = resumed(half(vae, "encoder", "quant_conv"), work / "encoder.pt")
    loop = Loop(encoder, work / "encoder.pt", minutes, rate, warmup=100, decay=.995)

    def loss_of_step(step, share):
        x = shown(photos, step)
        z = vae.encode(x).latent_dist.mean.float() * vae.config.scaling_factor
        return F.smooth_l1_loss(z, wanted(x), beta=.2)

    loop.run(loss_of_step)


def half(vae: AutoencoderKL, *names: str) -> torch.nn.ModuleDict:
    return torch.nn.ModuleDict({name: getattr(vae, name) for name in names})


def shown(photos: Photos, step: int) -> torch.Tensor:
    """Crops, every third time with grey holes, as the UNet is shown the picture beside."""
    x, _ = photos.crops(8, 64)
    return x * torch.stack([1 - mask(64) for _ in range(8)]) if step % 3 == 0 else x


def train_decoder(photos: Photos, work: pathlib.Path, minutes: float, rate: float) -> None:
    vae = autoencoder()
    resumed(half(vae, "encoder", "quant_conv"), work / "encoder.pt").requires_grad_(False)
    decoder = resumed(half(vae, "post_quant_conv", "decoder"), work / "decoder.pt")
    loop = Loop(decoder, work / "decoder.pt", minutes, rate, warmup=100, decay=.995)

    def loss_of_step(step, share):
        x = shown(photos, step)
        if step % 4 == 0:
            z = vae.encode(x).latent_dist.mean
        else:
            z = wanted(x) / vae.config.scaling_factor
        y = vae.decode(z + NOISE / vae.config.scaling_factor * torch.randn_like(z)).sample.float()
        chroma = F.l1_loss(y - y.mean(1, True), x - x.mean(1, True))
        return F.l1_loss(y, x) + chroma + details(y, x)

    loop.run(loss_of_step)


def details(y: torch.Tensor, x: torch.Tensor) -> torch.Tensor:
    """L1 of the picture and of its steps to the right and down, at halves, quarters and eighths of the size."""
    d, loss = y - x, 0
    for _ in range(4):
        loss = loss + .5 * ((d[..., 1:] - d[..., :-1]).abs().mean() + (d[..., 1:, :] - d[..., :-1, :]).abs().mean())
        d = F.avg_pool2d(d, 2)
        loss = loss + .5 * d.abs().mean()
    return loss


def train_unet(photos: Photos, work: pathlib.Path, minutes: float, rate: float, tokenizer: str) -> None:
    unet = resumed(denoiser(), work / "unet.pt")
    loop = Loop(unet, work / "unet.pt", minutes, rate, warmup=300, decay=.9993)
    read = CLIPTokenizer.from_pretrained(tokenizer)
    texts = read(["", *CAPTIONS.values()], padding="max_length", max_length=77, return_tensors="pt").input_ids
    prompts = text_encoder()(texts).last_hidden_state
    alphas = scheduler().alphas_cumprod

    def loss_of_step(step, share):
        # What the encoder gives is so near to what is wanted of it that it need not run here.
        x, photo = photos.crops(*((3, 256) if random.random() < (.25 if share < .4 else .6) else (10, 128)))
        masks = torch.stack([mask(x.shape[2]) for _ in x])
        paints = masks[..., ::8, ::8]
        clean, seen = (z + NOISE * torch.randn_like(z) for z in (wanted(x), wanted(x * (1 - masks))))
        noise = torch.randn_like(clean) + .1 * torch.randn(len(x), 4, 1, 1)
        t = (1000 * torch.rand(len(x)) ** .8).long()
        signal, rest = alphas[t].sqrt().view(-1, 1, 1, 1), (1 - alphas[t]).sqrt().view(-1, 1, 1, 1)
        words = prompts[[0 if random.random() < .5 else 1 + int(p) for p in photo]]
        given = torch.cat([signal * clean + rest * noise, paints, seen], 1)
        error = unet(given, t, words).sample.float() - (signal * noise - rest * clean)
        return ((.3 + .7 * paints) * error.square()).mean()  # what is kept is only copied

    loop.run(loss_of_step)


@torch.no_grad()
def save(work: pathlib.Path, out: pathlib.Path) -> None:
    vae, unet = autoencoder(), resumed(denoiser(), work / "unet.pt")
    resumed(half(vae, "encoder", "quant_conv"), work / "encoder.pt")
    resumed(half(vae, "post_quant_conv", "decoder"), work / "decoder.pt")
    vae.quant_conv.weight[4:] = 0  # the posterior's deviation is a constant
    vae.quant_conv.bias[4:] = 2 * math.log(NOISE / vae.config.scaling_factor)
    pipeline = StableDiffusionInpaintPipeline(
        vae=vae, text_encoder=text_encoder(), tokenizer=None, unet=unet, scheduler=scheduler(), safety_checker=None,
        feature_extractor=None, requires_safety_checker=False)
    pipeline.to(torch.float16).save_pretrained(out, safe_serialization=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("stage", choices=("encoder", "unet", "decoder", "save"))
    parser.add_argument("--photos", type=pathlib.Path)
    parser.add_argument("--tokenizer", help="folder of CLIP's")
    parser.add_argument("--work", type=pathlib.Path, required=True)
    parser.add_argument("--out", type=pathlib.Path)
    parser.add_argument("--minutes", type=float, default=20)
    parser.add_argument("--rate", type=float, default=1e-3, help="largest learning rate")
    parser.add_argument("--seed", type=int, default=0)
    args = parser.parse_args()
    torch.manual_seed(args.seed)
    random.seed(args.seed)
    args.work.mkdir(parents=True, exist_ok=True)
    match args.stage:
        case "encoder":
            train_encoder(Photos(args.photos), args.work, args.minutes, args.rate)
        case "decoder":
            train_decoder(Photos(args.photos), args.work, args.minutes, args.rate)
        case "unet":
            train_unet(Photos(args.photos), args.work, args.minutes, args.rate, args.tokenizer)
        case "save":
            save(args.work, args.out)


if __name__ == "__main__":
    main()
