"""Writes the parity vectors of the diffusion module: tiny random-weight SD1.5 / SDXL models run by the real diffusers and transformers.

    python reference/parity/models.py [outdir]        (see ../requirements.txt; CPU, float32, one thread, half a minute)

Weights are drawn here from fixed seeds and rounded to float16, so the F16 weight files are lossless; every
computation and every recorded value is float32.  README.md describes the files.
"""
import copy, gzip, importlib.util, json, os, pathlib, re, sys, warnings
warnings.filterwarnings("ignore")
os.environ.update(HF_HUB_OFFLINE="1", TRANSFORMERS_OFFLINE="1")
import numpy as np, torch, PIL.Image
from safetensors.torch import save_file
import diffusers, transformers
from diffusers import (AutoencoderKL, DDIMScheduler, EulerDiscreteScheduler, StableDiffusionInpaintPipeline,
                       StableDiffusionXLInpaintPipeline, UNet2DConditionModel)
from transformers import CLIPTextConfig, CLIPTextModel, CLIPTextModelWithProjection, CLIPTokenizer

torch.set_num_threads(1)
torch.set_grad_enabled(False)
diffusers.logging.set_verbosity_error(); diffusers.logging.disable_progress_bar(); transformers.logging.set_verbosity_error()
OUT = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else pathlib.Path(__file__).parents[2] / "diffusion/src/test/resources/parity").resolve()
TINY = OUT / "tiny-sd15-inpaint"
TINY.mkdir(parents=True, exist_ok=True)
INFO = {}


# ---- helpers ------------------------------------------------------------------------------------------------------
def gen(seed):
    return torch.Generator().manual_seed(seed)

def randomise(module, seed):
    """Fill every parameter (norms and biases too, so that swapped names show) with float16-representable values."""
    g = gen(seed)
    for name, p in sorted(module.named_parameters()):
        r = torch.randn(p.shape, generator=g)
        if "embedding" in name and "embeds" not in name and p.ndim == 2 and "linear" not in name: v = 0.5 * r
        elif p.ndim > 1: v = r / p[0].numel() ** 0.5
        else: v = 0.1 * r + (1.0 if name.endswith("weight") else 0.0)
        p.copy_(v.half().float())
    return module.eval().requires_grad_(False)

def save(path, tensors, half=False):
    path = OUT / path
    path.parent.mkdir(parents=True, exist_ok=True)
    save_file({k: (v.half() if half and v.is_floating_point() else v).contiguous().clone() for k, v in tensors.items()}, path)
    path.chmod(0o644)

def dump(path, obj):
    (OUT / path).write_text(json.dumps(obj, indent=1) + "\n")

def trace(model, names, run):
    """Run and return {name: output} for the named submodules; tuples become name.0, name.1 (nested: name.1.2)."""
    got, hooks = {}, []
    def put(key, o):
        if torch.is_tensor(o): got[key] = o.clone()
        elif isinstance(o, (tuple, list)): [put(f"{key}.{i}", e) for i, e in enumerate(o)]
        elif hasattr(o, "sample"): put(key, o.sample)
    for n in names:
        hooks.append(model.get_submodule(n).register_forward_hook(lambda m, i, o, n=n: put(n, o)))
    run()
    [h.remove() for h in hooks]
    return got

def worst(a, b):
    return float((a.double() - b.double()).abs().max())


# ---- models -------------------------------------------------------------------------------------------------------
def sd15_unet(ch=9):
    return UNet2DConditionModel(sample_size=8, in_channels=ch, out_channels=4, block_out_channels=(32,) * 4, layers_per_block=2,
        down_block_types=("CrossAttnDownBlock2D",) * 3 + ("DownBlock2D",), up_block_types=("UpBlock2D",) + ("CrossAttnUpBlock2D",) * 3,
        cross_attention_dim=4, attention_head_dim=8)

def sdxl_unet(ch=9):
    return UNet2DConditionModel(sample_size=8, in_channels=ch, out_channels=4, block_out_channels=(32,) * 3, layers_per_block=2,
        down_block_types=("DownBlock2D", "CrossAttnDownBlock2D", "CrossAttnDownBlock2D"),
        up_block_types=("CrossAttnUpBlock2D", "CrossAttnUpBlock2D", "UpBlock2D"), cross_attention_dim=20, attention_head_dim=[1, 2, 4],
        transformer_layers_per_block=[1, 1, 2], use_linear_projection=True, addition_embed_type="text_time",
        addition_time_embed_dim=8, projection_class_embeddings_input_dim=64)

def first_channels(unet, make):
    """The 4-channel sibling: same weights, conv_in keeps its first four input channels."""
    other = make(4)
    sd = {k: v[:, :4] if k == "conv_in.weight" else v for k, v in unet.state_dict().items()}
    other.load_state_dict(sd)
    return other.eval()

unet = randomise(sd15_unet(), 1)
xl = randomise(sdxl_unet(), 2)
vae = randomise(AutoencoderKL(in_channels=3, out_channels=3, latent_channels=4, block_out_channels=(32,) * 4, layers_per_block=2,
    down_block_types=("DownEncoderBlock2D",) * 4, up_block_types=("UpDecoderBlock2D",) * 4, norm_num_groups=32, sample_size=64,
    scaling_factor=0.18215), 3)
clip_cfg = dict(num_hidden_layers=3, num_attention_heads=2, max_position_embeddings=77, bos_token_id=0, eos_token_id=2, pad_token_id=1)
te1 = randomise(CLIPTextModel(CLIPTextConfig(vocab_size=49408, hidden_size=4, intermediate_size=16, hidden_act="quick_gelu",
    projection_dim=4, **clip_cfg)), 4)
te2 = randomise(CLIPTextModelWithProjection(CLIPTextConfig(vocab_size=1000, hidden_size=16, intermediate_size=64, hidden_act="gelu",
    projection_dim=16, **clip_cfg)), 5)


# ---- tokenizer ----------------------------------------------------------------------------------------------------
def merges():
    spec = importlib.util.find_spec("open_clip")
    text = gzip.open(pathlib.Path(spec.submodule_search_locations[0]) / "bpe_simple_vocab_16e6.txt.gz").read().decode()
    return text.split("\n")[1:48895]

def write_tokenizer(folder):
    folder.mkdir(parents=True, exist_ok=True)
    keep = [*range(33, 127), *range(161, 173), *range(174, 256)]
    symbols = [chr(c) for c in keep] + [chr(256 + i) for i in range(256 - len(keep))]
    m = merges()
    vocab = symbols + [s + "</w>" for s in symbols] + [x.replace(" ", "") for x in m] + ["<|startoftext|>", "<|endoftext|>"]
    (folder / "vocab.json").write_text(json.dumps({t: i for i, t in enumerate(vocab)}, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")
    (folder / "merges.txt").write_text("#version: 0.2\n" + "\n".join(m) + "\n", encoding="utf-8")
    (folder / "special_tokens_map.json").write_text(json.dumps(dict(bos_token="<|startoftext|>", eos_token="<|endoftext|>", pad_token="<|endoftext|>", unk_token="<|endoftext|>")))
    (folder / "tokenizer_config.json").write_text(json.dumps(dict(tokenizer_class="CLIPTokenizer", add_prefix_space=False, do_lower_case=True,
        bos_token="<|startoftext|>", eos_token="<|endoftext|>", pad_token="<|endoftext|>", unk_token="<|endoftext|>", model_max_length=77, errors="replace")))

write_tokenizer(TINY / "tokenizer")
tok = CLIPTokenizer.from_pretrained(TINY / "tokenizer")
def ids(text):
    return tok(text, padding="max_length", max_length=77, truncation=True, return_tensors="pt").input_ids


# ---- the checkpoint as a diffusers folder and as a single LDM file --------------------------------------------------
def hf_text(sd):     # transformers >= 5.6 drops "text_model." in memory; files in the wild have it
    return {k if k.startswith(("text_model.", "text_projection.")) else "text_model." + k: v for k, v in sd.items() if "position_ids" not in k}

def ldm_unet(k, levels):
    """diffusers UNet name -> original name."""
    inner = {"norm1": "in_layers.0", "conv1": "in_layers.2", "time_emb_proj": "emb_layers.1", "norm2": "out_layers.0", "conv2": "out_layers.3", "conv_shortcut": "skip_connection"}
    def res(rest):
        a, b = rest.split(".", 1)
        return inner[a] + "." + b
    for a, b in (("conv_in.", "input_blocks.0.0."), ("time_embedding.linear_1.", "time_embed.0."), ("time_embedding.linear_2.", "time_embed.2."),
                 ("add_embedding.linear_1.", "label_emb.0.0."), ("add_embedding.linear_2.", "label_emb.0.2."), ("conv_norm_out.", "out.0."), ("conv_out.", "out.2.")):
        if k.startswith(a): return b + k[len(a):]
    if m := re.match(r"mid_block\.resnets\.(\d)\.(.*)", k): return f"middle_block.{2 * int(m[1])}.{res(m[2])}"
    if m := re.match(r"mid_block\.attentions\.0\.(.*)", k): return f"middle_block.1.{m[1]}"
    side, b, kind, r, rest = re.match(r"(down|up)_blocks\.(\d)\.(\w+)\.(\d)\.(.*)", k).groups()
    b, r = int(b), int(r)
    n = 3 * b + r + 1 if side == "down" else 3 * b + r
    base = "input_blocks" if side == "down" else "output_blocks"
    if kind == "resnets": return f"{base}.{n}.0.{res(rest)}"
    if kind == "attentions": return f"{base}.{n}.1.{rest}"
    if kind == "downsamplers": return f"input_blocks.{3 * b + 3}.0." + rest.replace("conv.", "op.", 1)
    return f"output_blocks.{3 * b + 2}.{1 if levels == 4 and b == 0 else 2}.{rest}"    # SD1.5's first up block has no attention

def ldm_vae(k):
    k = re.sub(r"(encoder)\.down_blocks\.(\d)\.resnets", r"\1.down.\2.block", k)
    k = re.sub(r"(encoder)\.down_blocks\.(\d)\.downsamplers\.0", r"\1.down.\2.downsample", k)
    k = re.sub(r"decoder\.up_blocks\.(\d)\.resnets", lambda m: f"decoder.up.{3 - int(m[1])}.block", k)
    k = re.sub(r"decoder\.up_blocks\.(\d)\.upsamplers\.0", lambda m: f"decoder.up.{3 - int(m[1])}.upsample", k)
    k = re.sub(r"mid_block\.resnets\.(\d)", lambda m: f"mid.block_{int(m[1]) + 1}", k)
    for a, b in (("mid_block.attentions.0.group_norm", "mid.attn_1.norm"), ("mid_block.attentions.0.to_q", "mid.attn_1.q"), ("mid_block.attentions.0.to_k", "mid.attn_1.k"),
                 ("mid_block.attentions.0.to_v", "mid.attn_1.v"), ("mid_block.attentions.0.to_out.0", "mid.attn_1.proj_out"),
                 ("conv_norm_out", "norm_out"), ("conv_shortcut", "nin_shortcut")):
        k = k.replace(a, b)
    return k

def openclip(sd):
    """HF CLIPTextModelWithProjection -> OpenCLIP names: packed q,k,v and a transposed projection."""
    out = {}
    names = {"layer_norm1": "ln_1", "layer_norm2": "ln_2", "mlp.fc1": "mlp.c_fc", "mlp.fc2": "mlp.c_proj", "self_attn.out_proj": "attn.out_proj"}
    for k, v in hf_text(sd).items():
        if k == "text_projection.weight": out["text_projection"] = v.T.contiguous()
        elif k.endswith("token_embedding.weight"): out["token_embedding.weight"] = v
        elif k.endswith("position_embedding.weight"): out["positional_embedding"] = v
        elif "final_layer_norm" in k: out[k.replace("text_model.final_layer_norm", "ln_final")] = v
        else:
            i, rest = re.match(r"text_model\.encoder\.layers\.(\d+)\.(.*)", k).groups()
            if m := re.match(r"self_attn\.q_proj\.(\w+)", rest):
                out[f"transformer.resblocks.{i}.attn.in_proj_{m[1]}"] = torch.cat([hf_text(sd)[k.replace("q_proj", f"{c}_proj")] for c in "qkv"])
            elif not re.match(r"self_attn\.[kv]_proj", rest):
                for a, b in names.items(): rest = rest.replace(a, b)
                out[f"transformer.resblocks.{i}.{rest}"] = v
    return out

def write_folder():
    for name, m, file in (("unet", unet, "diffusion_pytorch_model"), ("vae", vae, "diffusion_pytorch_model"), ("text_encoder", te1, "model")):
        d = TINY / name
        d.mkdir(exist_ok=True)
        sd = hf_text(m.state_dict()) if name == "text_encoder" else m.state_dict()
        save(d / f"{file}.safetensors", sd, half=True)
        cfg = m.config.to_dict() if name == "text_encoder" else dict(m.config)
        cfg = {k: v for k, v in cfg.items() if k not in ("_name_or_path", "_use_default_values", "transformers_version")}
        if name == "text_encoder": cfg["architectures"] = ["CLIPTextModel"]
        else: cfg["_class_name"], cfg["_diffusers_version"] = type(m).__name__, diffusers.__version__
        (d / "config.json").write_text(json.dumps(cfg, indent=1, sort_keys=True, default=list) + "\n")
    (TINY / "scheduler").mkdir(exist_ok=True)
    (TINY / "scheduler/scheduler_config.json").write_text(json.dumps(dict(_class_name="DDIMScheduler", _diffusers_version=diffusers.__version__, **DDIM), indent=1) + "\n")
    (TINY / "model_index.json").write_text(json.dumps(dict(_class_name="StableDiffusionInpaintPipeline", _diffusers_version=diffusers.__version__,
        feature_extractor=[None, None], requires_safety_checker=False, safety_checker=[None, None], scheduler=["diffusers", "DDIMScheduler"],
        text_encoder=["transformers", "CLIPTextModel"], tokenizer=["transformers", "CLIPTokenizer"],
        unet=["diffusers", "UNet2DConditionModel"], vae=["diffusers", "AutoencoderKL"]), indent=1) + "\n")

def write_single():
    sd = {"model.diffusion_model." + ldm_unet(k, 4): v for k, v in unet.state_dict().items()}
    for k, v in vae.state_dict().items():
        k = ldm_vae(k)
        sd["first_stage_model." + k] = v[:, :, None, None] if re.search(r"attn_1\.(q|k|v|proj_out)\.weight", k) else v
    sd |= {"cond_stage_model.transformer." + k: v for k, v in hf_text(te1.state_dict()).items()}
    sd["cond_stage_model.transformer.text_model.embeddings.position_ids"] = torch.arange(77)[None]     # things a loader must ignore
    sd["model_ema.decay"] = torch.tensor(0.9999)
    save("tiny-sd15-inpaint.single.safetensors", sd, half=True)

BETAS = dict(num_train_timesteps=1000, beta_start=0.00085, beta_end=0.012, beta_schedule="scaled_linear")
DDIM = dict(**BETAS, clip_sample=False, set_alpha_to_one=False, steps_offset=1, timestep_spacing="leading", prediction_type="epsilon")
EULER = dict(**BETAS, steps_offset=1, timestep_spacing="leading", prediction_type="epsilon", interpolation_type="linear", use_karras_sigmas=False)
write_folder()
write_single()
pipe = StableDiffusionInpaintPipeline.from_pretrained(TINY, safety_checker=None, torch_dtype=torch.float32)
one = StableDiffusionInpaintPipeline.from_single_file(str(OUT / "tiny-sd15-inpaint.single.safetensors"), config=str(TINY), safety_checker=None,
                                                      torch_dtype=torch.float32, local_files_only=True)
for part, ours in (("unet", unet), ("vae", vae), ("text_encoder", te1)):
    for p in (pipe, one):
        a, b = ours.state_dict(), getattr(p, part).state_dict()
        assert a.keys() == b.keys() and all(torch.equal(a[k], b[k]) for k in a), part
INFO["checkpoint"] = "folder and single file both load in diffusers with identical weights"


# ---- SDXL weights, OpenCLIP form, full-size key maps ----------------------------------------------------------------
save("sdxl-unet.safetensors", xl.state_dict(), half=True)
dump("sdxl-unet.config.json", {k: v for k, v in dict(xl.config).items() if not k.startswith("_")})
save("sdxl-te2.safetensors", hf_text(te2.state_dict()), half=True)
dump("sdxl-te2.config.json", {k: v for k, v in te2.config.to_dict().items() if isinstance(v, (int, float, str)) and k != "transformers_version"})
save("sdxl-te2.openclip.safetensors", {"conditioner.embedders.1.model." + k: v for k, v in openclip(te2.state_dict()).items()}, half=True)

from diffusers.loaders.single_file_utils import (convert_ldm_unet_checkpoint, convert_ldm_vae_checkpoint, convert_open_clip_checkpoint)
from accelerate import init_empty_weights
def keymaps():
    """name in the original file <TAB> name in diffusers <TAB> shape in diffusers, for the real sizes; cross-checked with diffusers' converter."""
    big = dict(
        sd15=dict(sample_size=64, in_channels=9, cross_attention_dim=768, attention_head_dim=8, block_out_channels=(320, 640, 1280, 1280)),
        sdxl=dict(sample_size=128, in_channels=4, cross_attention_dim=2048, attention_head_dim=[5, 10, 20], block_out_channels=(320, 640, 1280),
                  down_block_types=("DownBlock2D", "CrossAttnDownBlock2D", "CrossAttnDownBlock2D"), up_block_types=("CrossAttnUpBlock2D", "CrossAttnUpBlock2D", "UpBlock2D"),
                  transformer_layers_per_block=[1, 2, 10], use_linear_projection=True, addition_embed_type="text_time", addition_time_embed_dim=256,
                  projection_class_embeddings_input_dim=2816))
    for name, cfg in big.items():
        with init_empty_weights(): m = UNet2DConditionModel(**cfg)
        sd, levels = m.state_dict(), len(cfg["block_out_channels"])
        orig = {"model.diffusion_model." + ldm_unet(k, levels): k for k in sd}
        back = convert_ldm_unet_checkpoint({o: k for o, k in orig.items()}, dict(m.config) | ({"class_embed_type": None}))
        assert back == {k: k for k in sd}, name
        rows = [(o, "unet." + k, list(sd[k].shape)) for o, k in orig.items()]
        with init_empty_weights(): v = AutoencoderKL(block_out_channels=(128, 256, 512, 512), latent_channels=4, layers_per_block=2,
            down_block_types=("DownEncoderBlock2D",) * 4, up_block_types=("UpDecoderBlock2D",) * 4)
        back = convert_ldm_vae_checkpoint({"first_stage_model." + ldm_vae(k): t[:, :, None, None] if re.search(r"attentions.*to_.*weight", k) else t for k, t in v.state_dict().items()}, dict(v.config))
        assert {k: t.shape for k, t in back.items()} == {k: t.shape for k, t in v.state_dict().items()}, "vae"
        rows += [("first_stage_model." + ldm_vae(k), "vae." + k, list(t.shape)) for k, t in v.state_dict().items()]
        INFO[f"{name} parameters"] = dict(unet=sum(p.numel() for p in m.parameters()), vae=sum(p.numel() for p in v.parameters()))
        with gzip.GzipFile(OUT / f"keymap-{name}.tsv.gz", "wb", mtime=0) as f:
            f.write("".join(f"{a}\t{b}\t{c}\n" for a, b, c in sorted(rows)).encode())
keymaps()
back = convert_ldm_unet_checkpoint({"model.diffusion_model." + ldm_unet(k, 3): v for k, v in xl.state_dict().items()}, dict(xl.config))
assert back.keys() == xl.state_dict().keys()
oc = {"conditioner.embedders.1.model." + k: v for k, v in openclip(te2.state_dict()).items()}
back = convert_open_clip_checkpoint(te2, dict(oc), prefix="conditioner.embedders.1.model.")
mine = te2.state_dict()
norm = lambda d: {k.removeprefix("text_model."): v for k, v in d.items() if "position_ids" not in k}
assert norm(back).keys() == norm(mine).keys() and all(torch.equal(norm(back)[k], norm(mine)[k]) for k in norm(mine)), "openclip"
INFO["openclip"] = "sdxl-te2.openclip converts back through diffusers with identical weights"


# ---- text encoders --------------------------------------------------------------------------------------------------
PROMPTS = ["a photo of an astronaut riding a horse on mars", "", "naïve café, 2 (dogs:1.3) & snow-covered hills " * 12]
tokens = torch.cat([ids(p) for p in PROMPTS])
o = te1(tokens, output_hidden_states=True)
ids2 = torch.randint(1, 998, (2, 77), generator=gen(6))
ids2[:, 0] = 998; ids2[0, 9], ids2[0, 10:] = 999, 0; ids2[1, 76] = 999
g2 = te2(ids2, output_hidden_states=True)
save("text.safetensors", {"l.ids": tokens, "l.last_hidden_state": o.last_hidden_state, "l.pooled": o.pooler_output,
     **{f"l.hidden_states.{i}": h for i, h in enumerate(o.hidden_states)},
     "g.ids": ids2, "g.text_embeds": g2.text_embeds, "g.last_hidden_state": g2.last_hidden_state, **{f"g.hidden_states.{i}": h for i, h in enumerate(g2.hidden_states)}})
dump("text.json", dict(prompts=PROMPTS, l="tiny-sd15-inpaint/text_encoder (quick_gelu)", g="sdxl-te2 (gelu, projection)",
     penultimate="hidden_states.2 (3 layers: index 0 is the embedding output)"))
EMB, NEG = o.last_hidden_state[:1], o.last_hidden_state[1:2]


# ---- UNets and VAE --------------------------------------------------------------------------------------------------
def unet_vectors(file, m, make, seed, ctx_dim, extra):
    g = gen(seed)
    x, odd = torch.randn(2, 9, 16, 8, generator=g), torch.randn(1, 9, 10, 14, generator=g)
    t, ctx = torch.tensor([501, 37]), torch.randn(2, 77, ctx_dim, generator=g)
    kw = lambda n: dict(added_cond_kwargs={k: v[:n] for k, v in extra.items()}) if extra else {}
    n = len(m.down_blocks)
    names = ["conv_in", "time_embedding", *(["add_embedding"] if extra else []), *(f"down_blocks.{i}" for i in range(n)), "mid_block",
             *(f"up_blocks.{i}" for i in range(n)), "conv_out",
             "down_blocks.0.resnets.0", "up_blocks.0.resnets.0", "mid_block.resnets.0", "mid_block.resnets.1", "mid_block.attentions.0",
             "mid_block.attentions.0.norm", "mid_block.attentions.0.proj_in"]
    a = "mid_block.attentions.0.transformer_blocks.0"
    names += [f"{a}.attn1", f"{a}.attn2", f"{a}.ff", a]
    y = {}
    got = trace(m, names, lambda: y.update(a=m(x, t, ctx, **kw(2)).sample))
    y["odd"] = m(odd, t[:1], ctx[:1], **kw(1)).sample
    four = first_channels(m, make)
    y["four"] = four(x[:, :4], t, ctx, **kw(2)).sample
    d = copy.deepcopy(m).double()
    kd = dict(added_cond_kwargs={k: v.double() for k, v in extra.items()}) if extra else {}
    INFO[file] = {"max |out|": float(y["a"].abs().max()), "float32 vs float64": worst(y["a"], d(x.double(), t, ctx.double(), **kd).sample)}
    save(file + ".safetensors", {"in.sample": x, "in.timestep": t, "in.context": ctx, "in.sample_odd": odd, **{f"in.{k}": v for k, v in extra.items()},
         "out": y["a"], "out_odd": y["odd"], "out_four": y["four"], **{f"block.{k}": v[:1] for k, v in got.items()}})

g = gen(7)
unet_vectors("unet-sd15", unet, sd15_unet, 8, 4, {})
unet_vectors("unet-sdxl", xl, sdxl_unet, 9, 20, dict(text_embeds=torch.randn(2, 16, generator=g),
             time_ids=torch.tensor([[64., 64, 0, 0, 64, 64], [80, 48, 8, 4, 128, 64]])))

img, z = torch.rand(1, 3, 24, 32, generator=g) * 2 - 1, torch.randn(1, 4, 3, 4, generator=g)
names = [*(f"encoder.down_blocks.{i}" for i in (1, 2, 3)), "encoder.mid_block", "encoder", "quant_conv",
         "post_quant_conv", "decoder.mid_block", "decoder.up_blocks.0", "decoder.up_blocks.1", "decoder.mid_block.attentions.0", "decoder"]
v = {}
got = trace(vae, names, lambda: v.update(q=vae.encode(img).latent_dist, dec=vae.decode(z).sample))
INFO["vae"] = {"max |decode|": float(v["dec"].abs().max()), "decode float32 vs float64": worst(v["dec"], copy.deepcopy(vae).double().decode(z.double()).sample)}
save("vae.safetensors", {"in.image": img, "in.latent": z, "out.moments": v["q"].parameters, "out.mean": v["q"].mean, "out.std": v["q"].std,
     "out.decoded": v["dec"], **{f"block.{k}": t for k, t in got.items() if k not in ("quant_conv", "decoder")}})


# ---- end to end -----------------------------------------------------------------------------------------------------
import diffusers.models.autoencoders.vae as m1, diffusers.schedulers.scheduling_ddim as m2, diffusers.schedulers.scheduling_euler_discrete as m3
import diffusers.pipelines.stable_diffusion.pipeline_stable_diffusion_inpaint as m4, diffusers.pipelines.stable_diffusion_xl.pipeline_stable_diffusion_xl_inpaint as m5
DRAWS, REPLAY = [], []
real = m4.randn_tensor
def recorder(shape, generator=None, device=None, dtype=None, layout=None):
    if REPLAY: return REPLAY.pop(0).to(dtype)
    t = real(shape, generator=generator, device=device, dtype=dtype, layout=layout)
    DRAWS.append(t.clone())
    return t
for m in (m1, m2, m3, m4, m5): m.randn_tensor = recorder

def picture(w, h, seed):
    small = torch.randint(0, 256, (h // 8 + 1, w // 8 + 1, 3), generator=gen(seed), dtype=torch.uint8).numpy()
    rgb = np.asarray(PIL.Image.fromarray(small).resize((w, h), PIL.Image.BICUBIC))
    mask = np.zeros((h, w), np.uint8)
    mask[h // 4 + 1:3 * h // 4 + 2, w // 3:w - 9] = 255
    return PIL.Image.fromarray(rgb), PIL.Image.fromarray(mask)

def end_to_end(name, pipe, w=64, h=64, floats=True, **kw):
    image, mask = picture(w, h, 11)
    pipe.set_progress_bar_config(disable=True)
    def run(p, seed=1234, **more):
        steps, calls = [], []
        def each(p_, i, t, k):
            steps.append((float(t), k["latents"].clone()))
            return {}
        hook = p.unet.register_forward_hook(lambda m, a, o: calls.append((a[0].clone(), o[0].clone())))
        y = p(image=image, mask_image=mask, width=w, height=h, num_inference_steps=10, guidance_scale=7.5, generator=gen(seed), output_type="np",
              callback_on_step_end=each, callback_on_step_end_tensor_inputs=["latents"], **(kw | more)).images[0]
        hook.remove()
        return steps, calls, torch.from_numpy(np.ascontiguousarray(y))
    DRAWS.clear()
    steps, calls, y = run(pipe)
    draws = list(DRAWS)
    again = run(pipe)
    assert torch.equal(y, again[2]), "not deterministic"
    pil = torch.from_numpy((y.numpy() * 255).round().astype("uint8"))
    # the same run in float64 with the same noise: how far float32 rounding alone moves the result
    REPLAY[:] = [d.clone() for d in draws]
    parts = {k: copy.deepcopy(m).double() for k, m in pipe.components.items() if isinstance(m, torch.nn.Module)}
    parts["vae"].register_to_config(force_upcast=False)
    for m in (parts["unet"], parts["vae"].encoder): m.register_forward_pre_hook(lambda m, a: (a[0].double(), *a[1:]))
    d = type(pipe)(**{k: parts.get(k, getattr(pipe, k)) for k in pipe.components}, **(dict(add_watermarker=False) if "XL" in type(pipe).__name__ else {}))
    d.set_progress_bar_config(disable=True)
    s64, _, y64 = run(d, **{k: v.double() for k, v in kw.items() if torch.is_tensor(v)})
    assert not REPLAY
    INFO["e2e/" + name] = {"float32 vs float64, latents": worst(steps[-1][1], s64[-1][1]), "image": worst(y, y64), "max |latent|": float(steps[-1][1].abs().max()),
                           "image clipped": float(((y == 0) | (y == 1)).float().mean())}
    save(f"e2e/input-{w}x{h}.safetensors", {"image": torch.from_numpy(np.array(image)), "mask": torch.from_numpy(np.array(mask))})
    save(f"e2e/cond-{name[:4]}.safetensors", {k: v for k, v in kw.items() if torch.is_tensor(v)})
    save(f"e2e/{name}.safetensors", {
         **{f"draw.{i}": t for i, t in enumerate(draws)},
         "timesteps": torch.tensor([t for t, _ in steps]), "latents": torch.cat([l for _, l in steps]),
         "unet.first.in": calls[0][0], "unet.first.out": calls[0][1], **({"out.image": y} if floats else {}), "out.image_u8": pil})
    return y

flat = dict(prompt_embeds=EMB, negative_prompt_embeds=NEG)
pipe4 = StableDiffusionInpaintPipeline(**(pipe.components | dict(unet=first_channels(unet, sd15_unet))), requires_safety_checker=False)
a = end_to_end("sd15-9ch-s1.0", pipe, strength=1.0, **flat)
end_to_end("sd15-9ch-s0.6", pipe, strength=0.6, floats=False, **flat)
end_to_end("sd15-9ch-s1.0-eta1", pipe, strength=1.0, eta=1.0, floats=False, **flat)
end_to_end("sd15-4ch-s1.0", pipe4, strength=1.0, floats=False, **flat)
end_to_end("sd15-4ch-s0.6", pipe4, strength=0.6, floats=False, **flat)
end_to_end("sd15-9ch-s1.0-72x96", pipe, w=72, h=96, strength=1.0, floats=False, **flat)
image, mask = picture(64, 64, 11)
for p in (pipe, one):      # from prompt text, through the tokenizer and text encoder, folder and single file
    y = p(PROMPTS[0], negative_prompt="", image=image, mask_image=mask, width=64, height=64, num_inference_steps=10, guidance_scale=7.5, generator=gen(1234), output_type="np", strength=1.0).images[0]
    INFO.setdefault("e2e from prompt text vs prompt_embeds (folder, single file)", []).append(worst(torch.from_numpy(y), a))

vae_xl = AutoencoderKL(**({k: v for k, v in dict(vae.config).items() if not k.startswith("_")} | dict(scaling_factor=0.13025)))
vae_xl.load_state_dict(vae.state_dict())
def xl_pipe(u):
    return StableDiffusionXLInpaintPipeline(vae=vae_xl.eval(), text_encoder=te1, text_encoder_2=te2, tokenizer=tok, tokenizer_2=tok, unet=u, scheduler=EulerDiscreteScheduler(**EULER),
        requires_aesthetics_score=False, force_zeros_for_empty_prompt=True, add_watermarker=False)
cond = dict(prompt_embeds=torch.cat([o.hidden_states[-2][:1], g2.hidden_states[-2][:1]], -1), pooled_prompt_embeds=g2.text_embeds[:1])
cond |= {"negative_" + k: torch.zeros_like(v) for k, v in cond.items()}
for ch, s in ((9, 1.0), (9, 0.6), (9, 0.9999), (4, 1.0), (4, 0.6)):
    end_to_end(f"sdxl-{ch}ch-s{s}", xl_pipe(xl if ch == 9 else first_channels(xl, sdxl_unet)), floats=ch == 9 and s == 1.0, strength=s, **cond)


# ---- Pillow resizing (what the diffusers preprocessors call) ----------------------------------------------------------
rgb = PIL.Image.fromarray(torch.randint(0, 256, (47, 61, 3), generator=gen(12), dtype=torch.uint8).numpy())
grey = rgb.convert("L")
save("pillow.safetensors", {"rgb": torch.from_numpy(np.array(rgb)), "grey": torch.from_numpy(np.array(grey)),
     **{f"{n}.{w}x{h}": torch.from_numpy(np.array(i.resize((w, h), PIL.Image.LANCZOS))) for n, i in (("rgb", rgb), ("grey", grey)) for w, h in ((24, 40), (72, 24))}})
INFO["versions"] = {m: importlib.import_module("importlib.metadata").version(m) for m in ("torch", "numpy", "pillow", "diffusers", "transformers", "safetensors")} | {"cpu": torch.backends.cpu.get_cpu_capability()}
dump("info.json", INFO)
