"""Writes a text encoder unlike the tiny checkpoints' (width, heads, depth, eps, end token) and its hidden states.

    python reference/text/make_encoder.py [outdir]     (see ../requirements.txt; CPU, float32, a second)
"""
import os, pathlib, sys
os.environ.update(HF_HUB_OFFLINE="1", TRANSFORMERS_OFFLINE="1")
import torch
from safetensors.torch import save_file
from transformers import CLIPTextConfig, CLIPTextModelWithProjection

OUT = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else pathlib.Path(__file__).parents[2] / "diffusion/src/test/resources/text"
torch.set_num_threads(1)
torch.set_grad_enabled(False)
gen = torch.Generator().manual_seed(21)
model = CLIPTextModelWithProjection(CLIPTextConfig(vocab_size=300, hidden_size=24, intermediate_size=52, num_hidden_layers=5, num_attention_heads=3,
    projection_dim=40, hidden_act="quick_gelu", layer_norm_eps=1e-3, bos_token_id=6, eos_token_id=7, pad_token_id=0)).eval()
for name, p in sorted(model.named_parameters()):
    r = torch.randn(p.shape, generator=gen)
    if "embedding" in name: v = 0.5 * r
    elif p.ndim > 1: v = r / p[0].numel() ** 0.5
    else: v = 0.1 * r + (1.0 if name.endswith("weight") else 0.0)
    p.copy_(v.half().float())
ids = torch.randint(8, 300, (3, 77), generator=gen)
ids[:, 0], ids[0, 30], ids[1, 1], ids[2, 76] = 6, 7, 7, 7      # larger ids follow the end token
ids[1, 40] = 7                                                # the first one counts
o = model(ids, output_hidden_states=True)
prefixed = {k if k.startswith(("text_model.", "text_projection.")) else "text_model." + k: v for k, v in model.state_dict().items() if "position_ids" not in k}
save_file({k: v.half().contiguous() for k, v in prefixed.items()}, OUT / "wide-encoder.safetensors")
save_file({"ids": ids, "text_embeds": o.text_embeds, "last_hidden_state": o.last_hidden_state,
           **{f"hidden_states.{i}": h.contiguous() for i, h in enumerate(o.hidden_states)}}, OUT / "wide-encoder.vectors.safetensors")
