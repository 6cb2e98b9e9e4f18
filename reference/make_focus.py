"""Writes inpaint patches and heads with torch.save, laid out as Fooocus' published files are, for small networks.

    python make_focus.py ../diffusion/src/test/resources        (see requirements.txt)

Reads the differences and heads from golden/fooocus/ there, writes to focus/. A patch is a flat dictionary of (uint8, fp16, fp16); a head is a
strided view of a larger fp16 storage, as the size of the published one tells.
"""
import collections, pathlib, sys
import torch
from safetensors.torch import load_file

RESOURCES = pathlib.Path(sys.argv[1])
OUT = RESOURCES / "focus"
OUT.mkdir(parents=True, exist_ok=True)
whole_run = load_file(RESOURCES / "golden/fooocus/e2e.safetensors")
pieces = load_file(RESOURCES / "golden/fooocus/inpaint_model.safetensors")


def half(value):
    return torch.tensor(value, dtype=torch.float16)


def head(name, weight):
    """[rows, 5, 3, 3] as channels 4 to 8 of [rows, 9, 3, 3]."""
    nine = torch.zeros(weight.shape[0], 9, 3, 3, dtype=torch.float16)
    nine[:, 4:] = weight
    view = nine[:, 4:]
    assert view.storage_offset() == 36 and view.stride() == (81, 9, 3, 1) and torch.equal(view.float(), weight)
    torch.save(collections.OrderedDict(head=view), OUT / name)


changes = {k.removeprefix("patch."): (v, half(-0.06), half(0.05)) for k, v in whole_run.items() if k.startswith("patch.")}
torch.save(changes, OUT / "inpaint_v26.fooocus.patch")

stranger = (torch.zeros(2, 2, dtype=torch.uint8), half(-1.0), half(1.0))
bent = (torch.zeros(3, 3, dtype=torch.uint8), half(-1.0), half(1.0))
some = {f"diffusion_model.stranger.{i}.weight": stranger for i in range(11)}
torch.save(changes | some | {"diffusion_model.out.2.weight": bent}, OUT / "twelve-strangers.patch")
torch.save(changes | some | {"diffusion_model.out.2.weight": bent, "text_model.weight": stranger}, OUT / "thirteen-strangers.patch")
torch.save({"diffusion_model.out.2.weight": torch.zeros(4, 32, 3, 3)}, OUT / "no.patch")

# Every value of a byte, a pair of limits for each row, and limits whose difference fp16 would round.
rows = {"diffusion_model.time_embed.0.weight": (torch.arange(128 * 32).reshape(128, 32).to(torch.uint8),
                                                 torch.linspace(-0.3, 0, 128).half()[:, None], torch.linspace(0.0003, 0.7, 128).half()[:, None])}
torch.save({"state_dict": rows}, OUT / "rows.patch")

head("fooocus_inpaint_head.pth", whole_run["head"])
head("head64.pth", pieces["head.weight"])
