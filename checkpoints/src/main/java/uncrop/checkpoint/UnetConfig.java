package uncrop.checkpoint;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * What a UNet looks like ({@code UNet2DConditionModel} of diffusers, whose names stand behind the
 * parameters).
 *
 * @param inChannels 4, or 9 for inpainting: latents, mask, masked latents ({@code in_channels})
 * @param outChannels 4 ({@code out_channels})
 * @param widths channels at each level, from the largest picture to the smallest ({@code
 *     block_out_channels})
 * @param layersPerBlock residual blocks on each level of the way down; one more on the way up
 * @param depths transformer blocks after each residual block of a level, 0 where there are none
 *     ({@code transformer_layers_per_block}, {@code down_block_types}); the way up mirrors them
 * @param midDepth the same in the middle
 * @param contextWidth of the text embeddings ({@code cross_attention_dim})
 * @param heads number of attention heads at each level (which diffusers calls {@code
 *     attention_head_dim}); the middle has the last
 * @param linearProjection whether the transformers' proj_in and proj_out are matrices rather than 1
 *     x 1 convolutions ({@code use_linear_projection})
 * @param addedWidth of pooled text and embedded sizes together ({@code
 *     projection_class_embeddings_input_dim}); 0 where there are none
 * @param addedTimeWidth of the embedding of each of the six sizes ({@code
 *     addition_time_embed_dim}); 0 where there are none
 * @param normGroups groups of each group normalisation
 */
public record UnetConfig(
    int inChannels,
    int outChannels,
    List<Integer> widths,
    int layersPerBlock,
    List<Integer> depths,
    int midDepth,
    int contextWidth,
    List<Integer> heads,
    boolean linearProjection,
    int addedWidth,
    int addedTimeWidth,
    int normGroups) {

  private static final String CROSS_DOWN = "CrossAttnDownBlock2D";
  private static final String CROSS_UP = "CrossAttnUpBlock2D";

  static final int MOST_LEVELS = 16;
  static final int MOST_LAYERS = 100;

  /** Eight times as many must still be an int. */
  static final int WIDEST = 1 << 20;

  /** The sizes and crops that Stable Diffusion XL is told: six numbers. */
  public static final int ADDED_TIMES = 6;

  public UnetConfig {
    widths = List.copyOf(widths);
    depths = List.copyOf(depths);
    heads = List.copyOf(heads);
  }

  public int levels() {
    return widths.size();
  }

  /** Of the embedded time: four times the first level's. */
  public int timeWidth() {
    return 4 * widths.getFirst();
  }

  /** Whether pooled text and sizes are added to the time, as in Stable Diffusion XL. */
  public boolean hasAddedInputs() {
    return addedWidth > 0;
  }

  /** Of the pooled text embedding; 0 where there is none. */
  public int pooledWidth() {
    return hasAddedInputs() ? addedWidth - ADDED_TIMES * addedTimeWidth : 0;
  }

  /** Reads {@code unet/config.json}. */
  static UnetConfig of(ConfigFields fields) {
    fields.mustBe("_class_name", "UNet2DConditionModel");
    fields.mustBe("act_fn", "silu");
    fields.mustBe("mid_block_type", "UNetMidBlock2DCrossAttn");
    fields.mustBe("resnet_time_scale_shift", "default");
    fields.mustBe("time_embedding_type", "positional");
    fields.mustBe("attention_type", "default");
    fields.mustBe("addition_embed_type", "text_time");
    fields.mustBe("flip_sin_to_cos", true);
    fields.mustBe("freq_shift", 0L);
    fields.mustBe("conv_in_kernel", 3L);
    fields.mustBe("conv_out_kernel", 3L);
    fields.mustBe("downsample_padding", 1L);
    for (String flag :
        List.of(
            "center_input_sample",
            "dual_cross_attention",
            "only_cross_attention",
            "class_embeddings_concat",
            "resnet_skip_time_act")) {
      fields.mustBe(flag, false);
    }
    for (String absent :
        List.of(
            "class_embed_type",
            "encoder_hid_dim_type",
            "cross_attention_norm",
            "time_cond_proj_dim",
            "timestep_post_act",
            "time_embedding_dim",
            "time_embedding_act_fn",
            "reverse_transformer_layers_per_block")) {
      fields.mustBe(absent);
    }
    List<Integer> widths = fields.integers("block_out_channels");
    int levels = widths.size();
    List<Integer> layers = fields.perLevel("layers_per_block", levels, 2);
    if (layers.stream().distinct().count() > 1) {
      throw fields.fault("layers_per_block", layers, "must be the same at all levels");
    }
    List<Integer> asked = fields.perLevel("transformer_layers_per_block", levels, 1);
    String headsField =
        fields.has("num_attention_heads") ? "num_attention_heads" : "attention_head_dim";
    boolean added = fields.has("addition_embed_type");
    return new UnetConfig(
            fields.integer("in_channels"),
            fields.integer("out_channels"),
            widths,
            layers.getFirst(),
            depths(fields, asked),
            asked.getLast(),
            fields.integer("cross_attention_dim"),
            fields.perLevel(headsField, levels, 8),
            fields.flag("use_linear_projection", false),
            added ? fields.integer("projection_class_embeddings_input_dim") : 0,
            added ? fields.integer("addition_time_embed_dim") : 0,
            fields.integer("norm_num_groups", 32))
        .checked(fields);
  }

  private static List<Integer> depths(ConfigFields fields, List<Integer> asked) {
    List<String> down = fields.texts("down_block_types");
    List<String> up = fields.texts("up_block_types");
    if (down.size() != asked.size() || up.size() != asked.size()) {
      throw fields.fault("down_block_types", down, "and up_block_types must have one a level");
    }
    List<Integer> depths = new ArrayList<>();
    for (int level = 0; level < asked.size(); level++) {
      boolean cross = down.get(level).equals(CROSS_DOWN);
      boolean mirrored = up.get(asked.size() - 1 - level).equals(cross ? CROSS_UP : "UpBlock2D");
      if (!(cross || down.get(level).equals("DownBlock2D")) || !mirrored) {
        throw fields.fault(
            "down_block_types", down, "with up_block_types %s is not supported".formatted(up));
      }
      depths.add(cross ? asked.get(level) : 0);
    }
    return depths;
  }

  /** What must hold for the layers to exist at all. */
  UnetConfig checked(ConfigFields fields) {
    fields.atMost("block_out_channels", levels(), MOST_LEVELS);
    fields.atMost("block_out_channels", Collections.max(widths), WIDEST);
    fields.atMost("layers_per_block", layersPerBlock, MOST_LAYERS);
    int deepest = Math.max(midDepth, Collections.max(depths));
    fields.atMost("transformer_layers_per_block", deepest, MOST_LAYERS);
    for (int level = 0; level < levels(); level++) {
      int width = widths.get(level);
      if (width == 0 || normGroups == 0 || width % normGroups != 0) {
        throw fields.fault(
            "block_out_channels", widths, "must be multiples of norm_num_groups " + normGroups);
      }
      boolean attends = depths.get(level) > 0 || level == levels() - 1 && midDepth > 0;
      if (attends && (heads.get(level) == 0 || width % heads.get(level) != 0)) {
        throw fields.fault("attention_head_dim", heads, "must divide the widths " + widths);
      }
    }
    if (hasAddedInputs() && (addedTimeWidth == 0 || pooledWidth() <= 0)) {
      throw fields.fault(
          "addition_time_embed_dim",
          addedTimeWidth,
          "does not fit projection_class_embeddings_input_dim " + addedWidth);
    }
    if (contextWidth == 0 || layersPerBlock == 0) {
      throw fields.fault("cross_attention_dim", contextWidth, "describes no network");
    }
    return this;
  }
}
