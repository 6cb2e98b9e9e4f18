"""Times one step of diffusers' UNet and its VAE decode, for the settings that matter, on this machine.

    python time_diffusers.py sd15 fp32 bf16 [--repeat 3] [--vae]

Prints one line of JSON for each setting.
"""
import argparse
import gc
import json
import resource
import time

import torch

import shapes


def to(value, dtype):
    if isinstance(value, dict):
        return {key: to(each, dtype) for key, each in value.items()}
    return value.to(dtype) if value.is_floating_point() else value


def best(call, repeat):
    call()
    seconds = []
    for _ in range(repeat):
        start = time.perf_counter()
        call()
        seconds.append(time.perf_counter() - start)
    return min(seconds)


def report(**line):
    line["peakRssBytes"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    line["threads"] = torch.get_num_threads()
    print(json.dumps(line), flush=True)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("family", choices=shapes.UNETS)
    parser.add_argument("dtypes", nargs="*", default=[])
    parser.add_argument("--settings", default="plain,channels_last,fused_qkv")
    parser.add_argument("--repeat", type=int, default=2)
    parser.add_argument("--vae", action="store_true")
    arguments = parser.parse_args()
    for name in arguments.dtypes:
        dtype = {"fp32": torch.float32, "bf16": torch.bfloat16}[name]
        model = shapes.unet(arguments.family).to(dtype)
        inputs = to(shapes.unet_inputs(arguments.family), dtype)
        for setting in arguments.settings.split(","):
            if setting == "channels_last":
                model = model.to(memory_format=torch.channels_last)
                inputs["sample"] = inputs["sample"].to(memory_format=torch.channels_last)
            if setting == "fused_qkv":
                model.fuse_qkv_projections()
            with torch.inference_mode():
                seconds = best(lambda: model(**inputs).sample, arguments.repeat)
            report(who="diffusers", family=arguments.family, dtype=name, setting=setting, secondsPerStep=seconds)
        del model
        gc.collect()
        if arguments.vae:
            decoder = shapes.vae().to(dtype).to(memory_format=torch.channels_last)
            size = shapes.UNETS[arguments.family]["sample_size"]
            latents = torch.randn(1, 4, size, size, generator=torch.Generator().manual_seed(4)).to(dtype)
            with torch.inference_mode():
                seconds = best(lambda: decoder.decode(latents).sample, 1)
            report(who="diffusers", family=arguments.family, dtype=name, setting="channels_last", secondsDecode=seconds)


if __name__ == "__main__":
    main()
