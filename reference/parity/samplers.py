"""Runs the real k-diffusion samplers, torchsde tree and numpy SeedSequence on the toy denoiser D(x, s) = tanh(x / (1 + s)).

    python reference/parity/samplers.py [outdir]     writes samplers.safetensors / samplers.json

k_diffusion/sampling.py is loaded alone; its unrelated imports are stubbed.  CPU, float32, one thread, seconds.
"""
import importlib, importlib.machinery, importlib.metadata as meta, importlib.util, json, pathlib, sys, types, warnings
warnings.filterwarnings("ignore")
import numpy as np, torch
from safetensors.torch import save_file
torch.set_num_threads(1)
torch.set_grad_enabled(False)
OUT = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else pathlib.Path(__file__).parents[2] / "diffusion/src/test/resources/parity")

class Stub(types.ModuleType):
    def __getattr__(self, name):
        if name.startswith("__"): raise AttributeError(name)
        return type(name, (), {})

def load():
    where = importlib.util.find_spec("k_diffusion").submodule_search_locations[0]
    for name in ("torchdiffeq", "torchvision", "torchvision.datasets", "torchvision.transforms", "torchvision.transforms.functional", "dctorch", "skimage", "wandb", "clip", "kornia"):
        sys.modules.setdefault(name, Stub(name))
    package = types.ModuleType("k_diffusion"); package.__path__ = [where]
    sys.modules["k_diffusion"] = package
    return importlib.import_module("k_diffusion.sampling")
K = load()

# ComfyUI's sigma table: float64, rounded to float32
ac = np.cumprod(1 - np.linspace(0.00085 ** .5, 0.012 ** .5, 1000) ** 2)
sigma64 = ((1 - ac) / ac) ** .5
table, logs = torch.tensor(sigma64, dtype=torch.float32), torch.tensor(np.log(sigma64), dtype=torch.float32)
SMIN, SMAX = table[0].item(), table[-1].item()

def normal(n):
    t = torch.linspace(999, 0, n)
    return K.append_zero(((1 - t.frac()) * logs[t.floor().long()] + t.frac() * logs[t.ceil().long()]).exp())

SCHEDULES = {"karras10": lambda extra=0: K.get_sigmas_karras(10 + extra, SMIN, SMAX), "normal8": lambda extra=0: normal(8 + extra)}
NAMES = ["euler", "euler_ancestral", "heun", "dpm_2", "dpm_2_ancestral", "lms", "dpm_fast", "dpm_adaptive", "dpmpp_2s_ancestral", "dpmpp_sde", "dpmpp_2m", "dpmpp_2m_sde", "dpmpp_3m_sde"]
T, J = {}, {"versions": {m: meta.version(m) for m in ("torch", "numpy", "scipy", "torchsde", "k-diffusion")} | {"cpu": torch.backends.cpu.get_cpu_capability()}, "calls": {}}

def toy(name, sched):
    sigmas = SCHEDULES[sched](1 if name.startswith("dpm_2") else 0)
    if name.startswith("dpm_2"): sigmas = torch.cat([sigmas[:-2], sigmas[-1:]])      # ComfyUI's "discard penultimate"
    torch.manual_seed(0)
    x = torch.randn(1, 4, 8, 8) * torch.sqrt(1 + sigmas[0] ** 2)
    calls = [0]
    def denoise(x, s):
        calls[0] += 1
        return torch.tanh(x / (1 + s.view(-1, 1, 1, 1)))
    run, kw = getattr(K, "sample_" + name), {}
    if name.endswith("sde"): kw["noise_sampler"] = K.BrownianTreeNoiseSampler(x, sigmas[sigmas > 0].min(), sigmas.max(), seed=42)
    T[f"sigmas/{sched}" + ("-dpm_2" if name.startswith("dpm_2") else "")] = sigmas
    T[f"x0/{sched}"] = x
    if name == "dpm_fast": y = run(denoise, x, sigmas[-2].item(), sigmas[0].item(), len(sigmas) - 1, disable=True)
    elif name == "dpm_adaptive": y = run(denoise, x, sigmas[-2].item(), sigmas[0].item(), disable=True)
    else: y = run(denoise, x, sigmas, disable=True, **kw)
    T[f"out/{name}/{sched}"], J["calls"][f"{name}/{sched}"] = y, calls[0]

for s in SCHEDULES:
    for n in NAMES: toy(n, s)

# Brownian noise: single ints (also above 32 bits), a list of seeds, steps inside and across halves, and queries out of order
sig = SCHEDULES["karras10"]()
for seed in (0, 42, 2 ** 32 + 5, 2 ** 63 - 1):
    noise = K.BrownianTreeNoiseSampler(torch.zeros(1, 4, 8, 8), sig[9], sig[0], seed=seed)
    for i in (8, 0, 1, 4): T[f"brownian/{seed}/{i}"] = noise(sig[i], sig[i + 1])
    T[f"brownian/{seed}/0mid"] = noise(sig[0], (sig[0] * sig[1]).sqrt())
T["brownian/list-42-43/0"] = K.BrownianTreeNoiseSampler(torch.zeros(2, 4, 8, 8), sig[9], sig[0], seed=[42, 43])(sig[0], sig[1])
T["brownian/odd-shape/0"] = K.BrownianTreeNoiseSampler(torch.zeros(1, 4, 5, 5), sig[9], sig[0], seed=42)(sig[0], sig[1])      # numel 100: not a multiple of 16
SS = np.random.SeedSequence
J["seedseq"] = [dict(entropy=str(e), spawn_key=k, pool_size=24, state=SS(e, spawn_key=k, pool_size=24).generate_state(4).tolist())
                for e in (0, 42, 2 ** 32 + 5, 2 ** 63 - 1, 2 ** 40 + 7) for k in ((), (0, 0), (1, 1), (5, 3), (2 ** 23 - 1, 23), (2 ** 33 + 1, 34))]

def fnv(t):
    h = 0xCBF29CE484222325
    for b in t.numpy().tobytes(): h = ((h ^ b) * 0x100000001B3) & (2 ** 64 - 1)
    return f"{h:016x}"
J["randn fnv1a64"] = {f"seed {s} {list(shape)}": fnv(torch.randn(shape, generator=torch.Generator().manual_seed(s)))
                      for s, shape in ((0, (1, 4, 64, 64)), (42, (1, 4, 64, 64)), (0, (1, 4, 128, 128)))}
save_file({k: v.contiguous().clone() for k, v in T.items()}, OUT / "samplers.safetensors")
(OUT / "samplers.safetensors").chmod(0o644)
(OUT / "samplers.json").write_text(json.dumps(J, indent=1) + "\n")
