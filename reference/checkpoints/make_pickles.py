"""Writes small files with torch.save, each with a safetensors twin that holds what must be read from it.

    python make_pickles.py OUTDIR        (see ../requirements.txt)

Only torch.save decides what the pickles look like; the twins are flat: keys joined by dots, a state_dict wrapper left out.
"""
import collections, pathlib, pickle, sys, types, zipfile
import numpy as np, torch
from safetensors.torch import save_file

OUT = pathlib.Path(sys.argv[1])
OUT.mkdir(parents=True, exist_ok=True)
g = torch.Generator().manual_seed(1)


def randn(*shape):
    return torch.randn(*shape, generator=g)


def twin(name, tensors):
    save_file({k: v.detach().clone().contiguous() for k, v in tensors.items()}, OUT / f"{name}.safetensors")


def write(name, file, value, tensors):
    torch.save(value, OUT / file)
    twin(name, tensors)


kinds = {
    "fp32": randn(3, 4), "fp64": randn(2).double(), "fp16": randn(2, 3, 2).half(), "bf16": randn(5).bfloat16(),
    "int64": torch.arange(-2, 3), "int32": torch.tensor([1, -7], dtype=torch.int32), "int16": torch.tensor([300, -1], dtype=torch.int16),
    "int8": torch.tensor([-128, 127], dtype=torch.int8), "uint8": torch.tensor([0, 255], dtype=torch.uint8),
    "bool": torch.tensor([True, False, True]), "fp8": randn(6).to(torch.float8_e4m3fn), "fp8.e5m2": randn(3).to(torch.float8_e5m2),
    "single": torch.tensor(2.5), "empty": torch.zeros(0, 3), "one by one": randn(1, 1),
}
write("plain", "plain.pt", kinds, kinds)

module = torch.nn.Sequential(torch.nn.Conv2d(2, 3, 3), torch.nn.BatchNorm2d(3))
with torch.no_grad():
    for p in module.parameters():
        p.copy_(randn(*p.shape))
write("state-dict", "state-dict.pth", module.state_dict(), module.state_dict())
parameters = {k: torch.nn.Parameter(v) for k, v in module.named_parameters()}
write("parameters", "parameters.bin", parameters, parameters)

big = randn(6, 8)
views = {"transposed": big.T, "columns": big[:, 2:7:2], "rows": big[1:4], "flipped axes": big.reshape(2, 3, 8).permute(2, 0, 1),
         "repeated": big[0, :1].expand(4, 3), "channels last": big.reshape(1, 2, 4, 6).contiguous(memory_format=torch.channels_last)}
write("views", "views.pt", views, views)

shared = randn(4, 4)
tied = collections.OrderedDict(all=shared, again=shared, half=shared[2:], element=shared[3, 3])
write("shared", "shared.pt", tied, tied)

nested = {"params_ema": {"body": collections.OrderedDict(weight=randn(2, 2)), 7: randn(1)}, "list": [randn(2), (randn(3), "text")]}
write("nested", "nested.pth", nested, {"params_ema.body.weight": nested["params_ema"]["body"]["weight"], "params_ema.7": nested["params_ema"][7],
                                       "list.0": nested["list"][0], "list.1.0": nested["list"][1][0]})


# What Lightning leaves beside the weights: objects of classes that a reader does not have.
def foreign(name, **members):
    *packages, own = name.split(".")
    for i in range(len(packages)):
        sys.modules.setdefault(".".join(packages[:i + 1]), types.ModuleType(packages[i]))
    made = type(own, (), dict(members, __module__=".".join(packages)))
    setattr(sys.modules[made.__module__], own, made)
    return made


ModelCheckpoint = foreign("pytorch_lightning.callbacks.model_checkpoint.ModelCheckpoint")
Config = foreign("omegaconf.dictconfig.DictConfig", __reduce__=lambda self: (Config, (), {"inner": [1, 2], "own": self}))
Attributes = foreign("pytorch_lightning.utilities.parsing.AttributeDict", __reduce__=lambda self: (Attributes, (), None, None, iter([("lr", 1e-4)])))
weights = {"model.diffusion_model.out.2.bias": randn(4).half(), "betas": torch.linspace(0, 1, 5)}
model = torch.nn.Linear(2, 2)
optimizer = torch.optim.AdamW(model.parameters())
model(torch.ones(1, 2)).sum().backward()
optimizer.step()
lightning = {
    "epoch": 3, "global_step": 10**12, "big": 2**80, "pytorch-lightning_version": "1.4.2", "loss": 0.25, "none": None, "flag": True,
    "callbacks": {ModelCheckpoint: {"best": np.float32(0.5), "path": pathlib.PurePosixPath("/x")}}, "optimizer_states": [optimizer.state_dict()],
    "hyper_parameters": Config(), "attributes": Attributes(), "set": {1, 2}, "bytes": b"\x00\xff", "dtype": torch.float32, "device": torch.device("cpu"),
    "size": torch.Size([1, 2]), "complex": torch.zeros(2, dtype=torch.complex64), "numpy": np.arange(3), "state_dict": collections.OrderedDict(weights),
}
write("lightning", "lightning.ckpt", lightning, weights)

# Packed again with deflate, as some tools do; with another protocol; with the newer storage of tensors without a type of their own.
with zipfile.ZipFile(OUT / "state-dict.pth") as source, zipfile.ZipFile(OUT / "compressed.pth", "w", zipfile.ZIP_DEFLATED) as packed:
    for entry in source.infolist():
        packed.writestr(entry.filename, source.read(entry))
twin("compressed", module.state_dict())
torch.save(kinds, OUT / "protocol-5.pt", pickle_protocol=5)
twin("protocol-5", kinds)
torch.save(module.state_dict(), OUT / "old.pt", _use_new_zipfile_serialization=False)    # before 1.6: to be refused
