"""The full-size networks with random weights: Stable Diffusion 1.5 and SDXL, both with nine channels."""
import torch
from diffusers import AutoencoderKL, UNet2DConditionModel

UNETS = {
    "sd15": dict(
        sample_size=64, in_channels=9, out_channels=4, block_out_channels=(320, 640, 1280, 1280),
        down_block_types=("CrossAttnDownBlock2D",) * 3 + ("DownBlock2D",),
        up_block_types=("UpBlock2D",) + ("CrossAttnUpBlock2D",) * 3,
        layers_per_block=2, attention_head_dim=8, cross_attention_dim=768,
    ),
    "sdxl": dict(
        sample_size=128, in_channels=9, out_channels=4, block_out_channels=(320, 640, 1280),
        down_block_types=("DownBlock2D", "CrossAttnDownBlock2D", "CrossAttnDownBlock2D"),
        up_block_types=("CrossAttnUpBlock2D", "CrossAttnUpBlock2D", "UpBlock2D"),
        layers_per_block=2, attention_head_dim=[5, 10, 20], cross_attention_dim=2048,
        transformer_layers_per_block=[1, 2, 10], use_linear_projection=True,
        addition_embed_type="text_time", addition_time_embed_dim=256,
        projection_class_embeddings_input_dim=2816,
    ),
}

VAE = dict(
    in_channels=3, out_channels=3, latent_channels=4, block_out_channels=(128, 256, 512, 512),
    down_block_types=("DownEncoderBlock2D",) * 4, up_block_types=("UpDecoderBlock2D",) * 4,
    layers_per_block=2, norm_num_groups=32,
)


def randomize(model, seed):
    """Weights of which the outputs stay of the size of the inputs; rounded to halves, so that files in fp16 lose nothing."""
    generator = torch.Generator().manual_seed(seed)
    with torch.no_grad():
        for name, weight in model.named_parameters():
            if weight.dim() > 1:
                fan_in = weight[0].numel()
                values = torch.randn(weight.shape, generator=generator) * (0.8 / fan_in**0.5)
            elif name.endswith("bias"):
                values = torch.randn(weight.shape, generator=generator) * 0.05
            else:
                values = 1 + torch.randn(weight.shape, generator=generator) * 0.05
            weight.copy_(values.half().float())
    return model.eval().requires_grad_(False)


def unet(family, seed=1):
    return randomize(UNet2DConditionModel(**UNETS[family]), seed)


def vae(seed=2):
    return randomize(AutoencoderKL(**VAE), seed)


def unet_inputs(family, seed=3):
    """A batch of two, as guidance makes it."""
    generator = torch.Generator().manual_seed(seed)
    size = UNETS[family]["sample_size"]
    width = UNETS[family]["cross_attention_dim"]
    inputs = dict(
        sample=torch.randn(2, 9, size, size, generator=generator),
        timestep=torch.tensor(481),
        encoder_hidden_states=torch.randn(2, 77, width, generator=generator),
    )
    if family == "sdxl":
        side = size * 8.0
        inputs["added_cond_kwargs"] = dict(
            text_embeds=torch.randn(2, 1280, generator=generator),
            time_ids=torch.tensor([[side, side, 0, 0, side, side]] * 2),
        )
    return inputs
