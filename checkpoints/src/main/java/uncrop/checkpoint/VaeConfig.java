package uncrop.checkpoint;

import java.util.Collections;
import java.util.List;

/**
 * What an autoencoder looks like ({@code AutoencoderKL} of diffusers).
 *
 * @param latentChannels 4
 * @param widths channels at each level, from the picture to the latents
 * @param layersPerBlock residual blocks on each level of the encoder; one more in the decoder
 * @param normGroups groups of each group normalisation
 * @param scalingFactor latents of the UNet = latents of the encoder times this
 * @param forceUpcast whether it overflows in fp16 ({@code force_upcast})
 * @param sampleSize pixels at the side of a tile, when it works in tiles
 */
public record VaeConfig(
    int latentChannels,
    List<Integer> widths,
    int layersPerBlock,
    int normGroups,
    double scalingFactor,
    boolean forceUpcast,
    int sampleSize) {

  public VaeConfig {
    widths = List.copyOf(widths);
  }

  public int levels() {
    return widths.size();
  }

  /** Reads {@code vae/config.json}. */
  static VaeConfig of(ConfigFields fields) {
    fields.mustBe("_class_name", "AutoencoderKL");
    fields.mustBe("act_fn", "silu");
    fields.mustBe("in_channels", 3L);
    fields.mustBe("out_channels", 3L);
    fields.mustBe("mid_block_add_attention", true);
    fields.mustBe("use_quant_conv", true);
    fields.mustBe("use_post_quant_conv", true);
    fields.mustBe("latents_mean");
    fields.mustBe("latents_std");
    fields.mustBe("shift_factor", 0L, 0.0);
    for (String side : List.of("down", "up")) {
      String allowed = side.equals("down") ? "DownEncoderBlock2D" : "UpDecoderBlock2D";
      List<String> types = fields.texts(side + "_block_types");
      if (!types.stream().allMatch(allowed::equals)) {
        throw fields.fault(side + "_block_types", types, "is not supported");
      }
    }
    List<Integer> widths = fields.integers("block_out_channels");
    int groups = fields.integer("norm_num_groups", 32);
    int layers = fields.integer("layers_per_block", 1);
    fields.atMost("block_out_channels", widths.size(), UnetConfig.MOST_LEVELS);
    fields.atMost("block_out_channels", Collections.max(widths), UnetConfig.WIDEST);
    fields.atMost("layers_per_block", layers, UnetConfig.MOST_LAYERS);
    if (groups == 0 || widths.stream().anyMatch(width -> width == 0 || width % groups != 0)) {
      throw fields.fault("block_out_channels", widths, "must be multiples of norm_num_groups");
    }
    return new VaeConfig(
        fields.integer("latent_channels", 4),
        widths,
        layers,
        groups,
        fields.number("scaling_factor", 0.18215),
        fields.flag("force_upcast", true),
        fields.integer("sample_size", 512));
  }
}
