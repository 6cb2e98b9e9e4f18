"""Writes small networks whose widths, depths and head counts change from level to level, and what diffusers makes of them.

    python reference/make_networks.py [outdir]        (see requirements.txt; CPU, float32, one thread, a few seconds)

The networks of parity/models.py have 32 channels on all levels, so no shortcut convolution and one head count for all. These have.
Weights come from fixed seeds and are rounded to float16, so the F16 files are lossless; all values are float32.  Outputs of parts are
those of the first picture of the batch.  Networks: `sd15` (UNet with 4 channels, VAE), `sdxl` (UNet with 9 channels), `taesd`.
"""
import json, os, pathlib, sys, warnings
warnings.filterwarnings("ignore")
os.environ.update(HF_HUB_OFFLINE="1", TRANSFORMERS_OFFLINE="1")
import torch
from torch import nn
from safetensors.torch import save_file
import diffusers
from diffusers import AutoencoderKL, AutoencoderTiny, UNet2DConditionModel

torch.set_num_threads(1)
torch.set_grad_enabled(False)
diffusers.logging.set_verbosity_error()
OUT = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else pathlib.Path(__file__).parents[1] / "diffusion/src/test/resources/networks").resolve()


def gen(seed):
    return torch.Generator().manual_seed(seed)


def randomise(module, seed):
    """Norms and biases too, so that swapped names show."""
    g = gen(seed)
    for name, p in sorted(module.named_parameters()):
        r = torch.randn(p.shape, generator=g)
        v = r / p[0].numel() ** 0.5 if p.ndim > 1 else 0.1 * r + (1.0 if name.endswith("weight") else 0.0)
        p.copy_(v.half().float())
    return module.eval().requires_grad_(False)


def save(path, tensors, half=False):
    path = OUT / path
    path.parent.mkdir(parents=True, exist_ok=True)
    save_file({k: (v.half() if half else v).contiguous().clone() for k, v in tensors.items()}, path)
    path.chmod(0o644)


def save_model(folder, model):
    save(f"{folder}/diffusion_pytorch_model.safetensors", model.state_dict(), half=True)
    config = {k: v for k, v in dict(model.config).items() if k != "_use_default_values"}
    config |= {"_class_name": type(model).__name__, "_diffusers_version": diffusers.__version__}
    (OUT / folder / "config.json").write_text(json.dumps(config, indent=1, sort_keys=True, default=list) + "\n")


def trace(model, names, run):
    """Runs; gives {name: first picture's output} of the named parts. Tuples become name.0, name.1 (nested: name.1.2)."""
    got, hooks = {}, []
    def put(key, o):
        if torch.is_tensor(o): got["block." + key] = o[:1].clone()
        elif isinstance(o, (tuple, list)): [put(f"{key}.{i}", e) for i, e in enumerate(o)]
        elif hasattr(o, "sample"): put(key, o.sample)
    for n in names:
        hooks.append(model.get_submodule(n).register_forward_hook(lambda m, i, o, n=n: put(n, o)))
    run()
    [h.remove() for h in hooks]
    return got


PARTS = ("ResnetBlock2D", "BasicTransformerBlock", "Attention", "FeedForward", "TimestepEmbedding",
         "CrossAttnDownBlock2D", "DownBlock2D", "CrossAttnUpBlock2D", "UpBlock2D", "UNetMidBlock2DCrossAttn",
         "DownEncoderBlock2D", "UpDecoderBlock2D", "UNetMidBlock2D", "Encoder")

def parts(model):
    """All blocks, and the two ends."""
    return [n for n, m in model.named_modules() if type(m).__name__ in PARTS or n in ("conv_in", "conv_out", "quant_conv", "post_quant_conv")]


def unet(name, seed, channels, context, extra, odd, **config):
    m = randomise(UNet2DConditionModel(sample_size=8, in_channels=channels, out_channels=4, norm_num_groups=8, cross_attention_dim=context, **config), seed)
    save_model(f"{name}/unet", m)
    g = gen(seed + 100)
    v = {"in.sample": torch.randn(2, channels, 8, 12, generator=g), "in.sample_odd": torch.randn(1, channels, *odd, generator=g),
         "in.timestep": torch.tensor([980, 3]), "in.context": torch.randn(2, 77, context, generator=g)}
    v |= {f"in.{k}": t for k, t in extra(g).items()}
    def run(sample, n):
        kw = dict(added_cond_kwargs={k: v[f"in.{k}"][:n] for k in ("text_embeds", "time_ids")}) if "in.time_ids" in v else {}
        return m(sample, v["in.timestep"][:n], v["in.context"][:n], **kw).sample
    got = trace(m, parts(m), lambda: v.update(out=run(v["in.sample"], 2)))
    v["out_odd"] = run(v["in.sample_odd"], 1)
    save(f"{name}/unet-vectors.safetensors", v | got)


unet("sd15", 1, 4, 12, lambda g: {}, (10, 9), block_out_channels=(8, 16, 24, 8), layers_per_block=2, attention_head_dim=[2, 1, 3, 4],
     transformer_layers_per_block=[1, 2, 1, 1],
     down_block_types=("CrossAttnDownBlock2D",) * 3 + ("DownBlock2D",), up_block_types=("UpBlock2D",) + ("CrossAttnUpBlock2D",) * 3)
unet("sdxl", 2, 9, 20, lambda g: dict(text_embeds=torch.randn(2, 10, generator=g), time_ids=torch.tensor([[1024., 768, 0, 16, 1024, 768], [64, 64, 8, 0, 128, 96]])),
     (7, 10), block_out_channels=(8, 16, 24), layers_per_block=1, attention_head_dim=[2, 4, 3], transformer_layers_per_block=[1, 3, 1],
     down_block_types=("DownBlock2D", "CrossAttnDownBlock2D", "CrossAttnDownBlock2D"), up_block_types=("CrossAttnUpBlock2D", "CrossAttnUpBlock2D", "UpBlock2D"),
     use_linear_projection=True, addition_embed_type="text_time", addition_time_embed_dim=6, projection_class_embeddings_input_dim=46)

vae = randomise(AutoencoderKL(block_out_channels=(8, 16, 24, 8), layers_per_block=1, norm_num_groups=8, latent_channels=4, sample_size=64,
    down_block_types=("DownEncoderBlock2D",) * 4, up_block_types=("UpDecoderBlock2D",) * 4), 3)
save_model("sd15/vae", vae)
g = gen(103)
v = {"in.image": torch.rand(2, 3, 16, 24, generator=g) * 2 - 1, "in.latent": torch.randn(2, 4, 2, 3, generator=g)}
got = trace(vae, parts(vae), lambda: v.update({"out.moments": vae.encode(v["in.image"]).latent_dist.parameters, "out.decoded": vae.decode(v["in.latent"]).sample}))
d = vae.encode(v["in.image"]).latent_dist
save("sd15/vae-vectors.safetensors", v | {"out.mean": d.mean, "out.std": d.std} | got)


# ---- TAESD, with the names of diffusers and those of the original files (madebyollin/taesd, taesd.py) ------------------------------
WIDTH = 8
tiny = randomise(AutoencoderTiny(encoder_block_out_channels=(WIDTH,) * 4, decoder_block_out_channels=(WIDTH,) * 4), 4)
save("taesd/diffusers.safetensors", tiny.state_dict(), half=True)

class Block(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv = nn.Sequential(conv(WIDTH, WIDTH), nn.ReLU(), conv(WIDTH, WIDTH), nn.ReLU(), conv(WIDTH, WIDTH))
    def forward(self, x):
        return torch.relu(self.conv(x) + x)

class Clamp(nn.Module):
    def forward(self, x):
        return torch.tanh(x / 3) * 3

def conv(a, b, **kw):
    return nn.Conv2d(a, b, 3, padding=1, **kw)

def blocks(n):
    return [Block() for _ in range(n)]

def half():
    return [conv(WIDTH, WIDTH, stride=2, bias=False), *blocks(3)]

def double():
    return [*blocks(3), nn.Upsample(scale_factor=2), conv(WIDTH, WIDTH, bias=False)]

encoder = nn.Sequential(conv(3, WIDTH), *blocks(1), *half(), *half(), *half(), conv(WIDTH, 4))
decoder = nn.Sequential(Clamp(), conv(4, WIDTH), nn.ReLU(), *double(), *double(), *double(), *blocks(1), conv(WIDTH, 3))
for original, ours in ((encoder, tiny.encoder), (decoder, tiny.decoder)):
    original.load_state_dict(dict(zip(original.state_dict(), ours.state_dict().values(), strict=True)))
image, latent = torch.rand(2, 3, 16, 24, generator=g) * 2 - 1, 3 * torch.randn(2, 4, 3, 2, generator=g)
v = {"in.image": image, "in.latent": latent, "out.latent": tiny.encode(image).latents, "out.image": tiny.decode(latent).sample}
assert torch.allclose(encoder(image / 2 + 0.5), v["out.latent"], atol=1e-5)
assert torch.allclose(decoder(latent) * 2 - 1, v["out.image"], atol=1e-5)
for name, m in (("encoder", encoder), ("decoder", decoder)):
    save(f"taesd/taesd_{name}.safetensors", m.state_dict(), half=True)
save("taesd/vectors.safetensors", v)
print(*(f"{f.stat().st_size:9} {f.relative_to(OUT)}" for f in sorted(OUT.rglob("*")) if f.is_file()), sep="\n")
