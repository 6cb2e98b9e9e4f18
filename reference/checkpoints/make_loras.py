"""Writes small LoRAs for the tiny checkpoints in all spellings, and the weights that must come of them.

    python make_loras.py PARITY OUTDIR        (PARITY: diffusion/src/test/resources/parity; see ../requirements.txt)

`NAME.safetensors` is the LoRA, `NAME.merged.safetensors` what each changed tensor must be with weight 0.7 (float32), under
`unet.`, `text_encoder.` or `text_encoder_2.` and its name in diffusers. Values are the formulas of the papers in torch; where
diffusers reads the spelling, what its fuse_lora makes is compared with them before anything is written.
"""
import json, pathlib, sys
import torch
from safetensors.torch import load_file, save_file
import diffusers
from diffusers import AutoencoderKL, EulerDiscreteScheduler, StableDiffusionInpaintPipeline, StableDiffusionXLPipeline, UNet2DConditionModel
from transformers import CLIPTextConfig, CLIPTextModelWithProjection

torch.set_num_threads(1)
torch.set_grad_enabled(False)
PARITY, OUT = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
OUT.mkdir(parents=True, exist_ok=True)
WEIGHT = 0.7
g = torch.Generator().manual_seed(3)


def randn(*shape):
    return (0.3 * torch.randn(*shape, generator=g)).half().float()


def stored(path):
    return {k: v.float() for k, v in load_file(path).items()}


FOLDER = PARITY / "tiny-sd15-inpaint"
SD15 = {"unet": stored(FOLDER / "unet/diffusion_pytorch_model.safetensors"), "text_encoder": stored(FOLDER / "text_encoder/model.safetensors")}
SDXL = {"unet": stored(PARITY / "sdxl-unet.safetensors"), "text_encoder": SD15["text_encoder"], "text_encoder_2": stored(PARITY / "sdxl-te2.safetensors")}


def pair(weight, rank):
    """up and down of the form that trainers give a layer of this shape."""
    out, rest = weight.shape[0], weight.shape[1:]
    return randn(out, rank, *[1] * (weight.ndim - 2)), randn(rank, *rest)


def low_rank(weight, up, down, alpha, rank):
    return (alpha / rank) * (up.flatten(1) @ down.flatten(1)).reshape(weight.shape)


def write(name, lora, deltas, models, metadata=None):
    save_file({k: v.contiguous() for k, v in lora.items()}, OUT / f"{name}.safetensors", metadata)
    merged = {f"{part}.{layer}.{kind}": models[part][f"{layer}.{kind}"] + WEIGHT * delta for (part, layer, kind), delta in deltas.items()}
    save_file(merged, OUT / f"{name}.merged.safetensors")
    for file in OUT.glob("*.safetensors"):
        file.chmod(0o644)
    return merged


def compare(name, pipe, merged):
    """What diffusers makes of the file that was just written. Its names for text encoders depend on the version of transformers."""
    pipe.load_lora_weights(OUT, weight_name=f"{name}.safetensors")
    pipe.fuse_lora(lora_scale=WEIGHT)
    pipe.unload_lora_weights()
    seen = 0
    for part in ("unet", "text_encoder", "text_encoder_2"):
        if getattr(pipe, part, None) is None: continue
        state = getattr(pipe, part).state_dict()
        for key, value in merged.items():
            if not key.startswith(part + "."): continue
            own = key[len(part) + 1:]
            fused = state[own] if own in state else state[own.removeprefix("text_model.")]
            assert torch.allclose(fused, value, atol=1e-6, rtol=1e-5), (name, key, (fused - value).abs().max())
            seen += 1
    assert seen == len(merged), (name, seen, len(merged))
    print(name, "agrees with diffusers", diffusers.__version__)


def sd15_pipe():
    return StableDiffusionInpaintPipeline.from_pretrained(FOLDER, safety_checker=None, torch_dtype=torch.float32)


def sdxl_pipe():
    base = sd15_pipe()
    unet = UNet2DConditionModel(**{k: v for k, v in json.loads((PARITY / "sdxl-unet.config.json").read_text()).items()} | {"in_channels": 4})
    unet.load_state_dict({k: v[:, :4] if k == "conv_in.weight" else v for k, v in SDXL["unet"].items()})
    te2 = CLIPTextModelWithProjection(CLIPTextConfig(**json.loads((PARITY / "sdxl-te2.config.json").read_text())))
    own = te2.state_dict()
    te2.load_state_dict({(k if k in own else k.removeprefix("text_model.")): v for k, v in SDXL["text_encoder_2"].items()}, strict=False)
    return StableDiffusionXLPipeline(vae=base.vae, text_encoder=base.text_encoder, text_encoder_2=te2, tokenizer=base.tokenizer, tokenizer_2=base.tokenizer,
                                     unet=unet, scheduler=EulerDiscreteScheduler(), add_watermarker=False)


A = "down_blocks.0.attentions.0.transformer_blocks.0"
U = "up_blocks.1.attentions.2.transformer_blocks.0"
T = "text_model.encoder.layers"

# 1. kohya's trainers, SD 1.5: diffusers names with underscores, convolutions too. (Alphas that differ between layers, which diffusers 0.42.1 takes
# for each other, are in 6.)
layers = [("unet", x) for x in (f"{A}.attn1.to_q", f"{A}.attn2.to_k", f"{A}.attn1.to_out.0", f"{U}.ff.net.0.proj", f"{U}.ff.net.2", "mid_block.attentions.0.proj_in",
          "down_blocks.1.resnets.0.conv1", "down_blocks.0.downsamplers.0.conv", "up_blocks.0.resnets.1.conv_shortcut", "down_blocks.2.resnets.1.time_emb_proj")]
layers += [("text_encoder", x) for x in (f"{T}.0.self_attn.q_proj", f"{T}.2.self_attn.out_proj", f"{T}.1.mlp.fc1")]
lora, deltas = {}, {}
for i, (part, layer) in enumerate(layers):
    weight, rank, alpha = SD15[part][layer + ".weight"], 2 + i % 3, 3.0
    up, down = pair(weight, rank)
    base = ("lora_unet_" if part == "unet" else "lora_te_") + layer.replace(".", "_")
    lora |= {base + ".lora_up.weight": up.half(), base + ".lora_down.weight": down.half(), base + ".alpha": torch.tensor(alpha)}
    deltas[part, layer, "weight"] = low_rank(weight, up, down, alpha, rank)
compare("kohya-sd15", sd15_pipe(), write("kohya-sd15", lora, deltas, SD15))

# 2. Old diffusers: processors of attentions, no alpha.
lora, deltas = {}, {}
for matrix in ("to_q", "to_k", "to_v", "to_out.0"):
    layer = f"{U}.attn2.{matrix}"
    up, down = pair(SD15["unet"][layer + ".weight"], 3)
    base = f"unet.{U}.attn2.processor.{matrix.removesuffix('.0')}_lora"
    lora |= {base + ".up.weight": up, base + ".down.weight": down}
    deltas["unet", layer, "weight"] = low_rank(SD15["unet"][layer + ".weight"], up, down, 1, 1)
merged = write("diffusers-old", lora, deltas, SD15)
compare("diffusers-old", sd15_pipe(), merged)
for own, old in (("q_proj", "to_q"), ("out_proj", "to_out")):
    layer = f"{T}.1.self_attn.{own}"
    up, down = pair(SD15["text_encoder"][layer + ".weight"], 2)
    lora |= {f"text_encoder.{T}.1.self_attn.{old}_lora.{x}.weight": v for x, v in (("up", up), ("down", down))}
    deltas["text_encoder", layer, "weight"] = low_rank(up @ down, up, down, 1, 1)
layer = f"{T}.0.self_attn.k_proj"
up, down = pair(SD15["text_encoder"][layer + ".weight"], 2)
lora |= {f"text_encoder.{layer}.lora_linear_layer.{x}.weight": v for x, v in (("up", up), ("down", down))}
deltas["text_encoder", layer, "weight"] = low_rank(up @ down, up, down, 1, 1)
write("diffusers-old", lora, deltas, SD15)

# 3. PEFT: alpha in the metadata. 4. The same without metadata, and .lora.down for .lora_A.
for name, names, alpha in (("peft", ("lora_B", "lora_A"), 6), ("lora-dots", ("lora.up", "lora.down"), None)):
    lora, deltas = {}, {}
    for layer in (f"{A}.attn1.to_q", f"{A}.attn2.to_v", f"{U}.attn1.to_out.0"):
        weight = SD15["unet"][layer + ".weight"]
        up, down = pair(weight, 4)
        lora |= {f"unet.{layer}.{names[0]}.weight": up, f"unet.{layer}.{names[1]}.weight": down}
        deltas["unet", layer, "weight"] = low_rank(weight, up, down, alpha or 4, 4)
    config = {"unet.r": 4, "unet.lora_alpha": alpha, "unet.target_modules": ["to_q", "to_v", "to_out.0"], "unet.peft_type": "LORA"}
    metadata = {"format": "pt", "lora_adapter_metadata": json.dumps(config)} if alpha else None
    compare(name, sd15_pipe(), write(name, lora, deltas, SD15, metadata))

# 5. kohya's trainers, SDXL: original names of the UNet, both text encoders.
original = {"down_blocks.1.attentions.0": "input_blocks_4_1", "mid_block.attentions.0": "middle_block_1", "up_blocks.0.attentions.2": "output_blocks_2_1",
            "down_blocks.2.attentions.1": "input_blocks_8_1"}
lora, deltas = {}, {}
for own, ldm in original.items():
    for rest in ("proj_in", "transformer_blocks.0.attn2.to_k", "transformer_blocks.0.ff.net.0.proj"):
        weight = SDXL["unet"][f"{own}.{rest}.weight"]
        up, down = pair(weight, 4)
        base = f"lora_unet_{ldm}_{rest.replace('.', '_')}"
        lora |= {base + ".lora_up.weight": up, base + ".lora_down.weight": down, base + ".alpha": torch.tensor(2.0)}
        deltas["unet", f"{own}.{rest}", "weight"] = low_rank(weight, up, down, 2.0, 4)


def add_text(part, prefix, layer):
    weight = SDXL[part][layer + ".weight"]
    up, down = pair(weight, 2)
    base = prefix + layer.replace(".", "_")
    lora.update({base + ".lora_up.weight": up, base + ".lora_down.weight": down, base + ".alpha": torch.tensor(1.0)})
    deltas[part, layer, "weight"] = low_rank(weight, up, down, 1.0, 2)


add_text("text_encoder", "lora_te1_", f"{T}.0.mlp.fc2")
add_text("text_encoder_2", "lora_te2_", f"{T}.0.mlp.fc1")
compare("kohya-sdxl", sdxl_pipe(), write("kohya-sdxl", lora, deltas, SDXL))
add_text("text_encoder_2", "lora_te2_", f"{T}.2.self_attn.v_proj")    # diffusers 0.42.1 leaves it out, with a warning
write("kohya-sdxl", lora, deltas, SDXL)

# 6. LyCORIS: Tucker, LoHa, LoKr, and whole differences. Formulas of its documentation.
lora, deltas = {}, {}


def add(layer, delta, kind="weight", **factors):
    for name, value in factors.items():
        lora[f"lora_unet_{layer.replace('.', '_')}.{name}"] = value
    deltas["unet", layer, kind] = delta.reshape(SD15["unet"][f"{layer}.{kind}"].shape)


layer, (o, i) = "mid_block.resnets.0.conv1", (32, 32)
up, mid, down = randn(o, 4, 1, 1), randn(4, 4, 3, 3), randn(4, i, 1, 1)
core = torch.einsum("abhw,bi->aihw", mid, down.flatten(1))
lora |= {f"lora_unet_{layer.replace('.', '_')}.lora_{k}.weight": v for k, v in (("up", up), ("mid", mid), ("down", down))}
add(layer, (3 / 4) * torch.einsum("oa,aihw->oihw", up.flatten(1), core), alpha=torch.tensor(3.0))

w1a, w1b, w2a, w2b = randn(32, 3), randn(3, 4), randn(32, 3), randn(3, 4)
add(f"{A}.attn2.to_k", (2 / 3) * (w1a @ w1b) * (w2a @ w2b), hada_w1_a=w1a, hada_w1_b=w1b, hada_w2_a=w2a, hada_w2_b=w2b, alpha=torch.tensor(2.0))

t1, t2, w1a, w1b, w2a, w2b = randn(3, 3, 3, 3), randn(3, 3, 3, 3), randn(3, 32), randn(3, 32), randn(3, 32), randn(3, 32)
rebuild = lambda t, a, b: torch.einsum("ijkl,jr,ip->prkl", t, b, a).contiguous()
add("down_blocks.1.resnets.1.conv2", (1 / 3) * rebuild(t1, w1a, w1b) * rebuild(t2, w2a, w2b), hada_t1=t1, hada_t2=t2, hada_w1_a=w1a, hada_w1_b=w1b,
    hada_w2_a=w2a, hada_w2_b=w2b, alpha=torch.tensor(1.0))

w1, w2 = randn(4, 8), randn(8, 4)
add(f"{A}.attn1.to_v", torch.kron(w1, w2), lokr_w1=w1, lokr_w2=w2, alpha=torch.tensor(5.0))
w1a, w1b, w2a, w2b = randn(4, 2), randn(2, 8), randn(8, 2), randn(2, 4)
add(f"{A}.attn1.to_k", (5 / 2) * torch.kron(w1a @ w1b, w2a @ w2b), lokr_w1_a=w1a, lokr_w1_b=w1b, lokr_w2_a=w2a, lokr_w2_b=w2b, alpha=torch.tensor(5.0))
w1, t2, w2a, w2b = randn(4, 2), randn(3, 3, 3, 3), randn(3, 8), randn(3, 16)
add("down_blocks.3.resnets.0.conv2", (4 / 3) * torch.kron(w1[:, :, None, None], rebuild(t2, w2a, w2b)), lokr_w1=w1, lokr_t2=t2, lokr_w2_a=w2a, lokr_w2_b=w2b,
    alpha=torch.tensor(4.0))
diff, bias = randn(32, 32, 3, 3), randn(32)
add("down_blocks.3.resnets.1.conv1", diff, diff=diff)
add("down_blocks.3.resnets.1.conv1", bias, "bias", diff_b=bias)
norm, shift = randn(32), randn(32)
add("down_blocks.0.resnets.0.norm1", norm, w_norm=norm)
add("down_blocks.0.resnets.0.norm1", shift, "bias", b_norm=shift)
write("lycoris", lora, deltas, SD15)
