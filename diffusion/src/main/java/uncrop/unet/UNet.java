package uncrop.unet;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import uncrop.block.Trace;
import uncrop.checkpoint.UnetConfig;
import uncrop.layer.Convolution;
import uncrop.layer.GroupNorm;
import uncrop.layer.Layers;
import uncrop.tensor.DType;
import uncrop.tensor.Tensor;
import uncrop.tensor.TensorFault;
import uncrop.tensor.TensorScope;
import uncrop.unet.Context.KeysValues;

/**
 * The network that predicts the noise in a latent picture, of Stable Diffusion 1.5 (Rombach et al.,
 * High-Resolution Image Synthesis with Latent Diffusion Models, 2022) or XL (Podell et al., SDXL,
 * 2023); {@code UNet2DConditionModel} of diffusers.
 *
 * <p>What stays the same is computed once and handed in: {@link #context} for a prompt, {@link
 * #embed} for a time step of a schedule.
 */
public final class UNet implements AutoCloseable {
  /*
   * Memory. Pictures lie channels last, so that the tokens of the transformers are views of them.
   * On the way down each result is kept as a skip; everything else is freed, or overwritten by
   * what comes next, as soon as nobody needs it: parts that use up their input are called
   * `consume`. The scope of `apply` is only the net below: it frees what is left when a part fails.
   */
  private static final double EPS = 1e-5;

  private final UnetConfig config;
  private final Layers layers;

  private final EmbeddingNet timeEmbedding;
  private final @Nullable EmbeddingNet addEmbedding;
  private final Convolution convIn;
  private final List<DownLevel> down = new ArrayList<>();
  private final Middle middle;
  private final List<UpLevel> up = new ArrayList<>();
  private final GroupNorm normOut;
  private final Convolution convOut;

  /**
   * Reads all weights.
   *
   * @param layers with diffusers' names; they are closed with this network
   */
  public UNet(UnetConfig config, Layers layers) {
    this.config = config;
    this.layers = layers;
    int width = config.widths().getFirst();
    timeEmbedding = new EmbeddingNet(layers.at("time_embedding"), width, config.timeWidth());
    addEmbedding =
        config.hasAddedInputs()
            ? new EmbeddingNet(layers.at("add_embedding"), config.addedWidth(), config.timeWidth())
            : null;
    convIn = layers.conv("conv_in", config.inChannels(), width, 3, 1, 1);
    for (int level = 0; level < config.levels(); level++) {
      down.add(new DownLevel(layers, config, level));
    }
    middle = new Middle(layers, config);
    for (int index = 0; index < config.levels(); index++) {
      up.add(new UpLevel(layers, config, index));
    }
    normOut = layers.groupNorm("conv_norm_out", config.normGroups(), width, EPS);
    convOut = layers.conv("conv_out", width, config.outChannels(), 3, 1, 1);
  }

  public UnetConfig config() {
    return config;
  }

  // --- Once for a prompt ------------------------------------------------------------------------

  /**
   * @param prompt [N, tokens, context width]: the text encoder's output
   * @return belongs to the caller's scope
   */
  public Context context(Tensor prompt) {
    if (prompt.rank() != 3 || prompt.size(-1) != config.contextWidth()) {
      throw misshapen("text embeddings", prompt, "[N, tokens, %d]", config.contextWidth());
    }
    try (TensorScope scope = TensorScope.open()) {
      Tensor cast = layers.entering(prompt);
      Map<String, KeysValues> byBlock = new HashMap<>();
      for (TransformerBlock block : transformerBlocks()) {
        KeysValues both = block.keysValues(cast);
        scope.keep(both.keys());
        scope.keep(both.values());
        byBlock.put(block.name(), both);
      }
      return new Context(byBlock);
    }
  }

  /**
   * What Stable Diffusion XL is told beside the prompt, embedded.
   *
   * @param pooled [N, pooled width]: the second text encoder's pooled output
   * @param sizes for each of the N six numbers, in pixels: height and width of the original, top
   *     and left of the crop, height and width of the target
   * @return [N, time width], for {@link #embed(double, Tensor)}
   */
  public Tensor condition(Tensor pooled, double[][] sizes) {
    if (addEmbedding == null) {
      throw new TensorFault("this network takes no pooled text and sizes: only SDXL does");
    }
    if (pooled.rank() != 2
        || pooled.size(0) != sizes.length
        || pooled.size(1) != config.pooledWidth()) {
      throw misshapen("pooled text", pooled, "[%d, %d]", sizes.length, config.pooledWidth());
    }
    try (TensorScope scope = TensorScope.open()) {
      double[] numbers = Arrays.stream(sizes).flatMapToDouble(Arrays::stream).toArray();
      Tensor waves = Sinusoids.of(numbers, config.addedTimeWidth()).reshape(sizes.length, -1);
      Tensor both = Tensor.cat(-1, pooled.to(DType.FP32), waves);
      return scope.keep(addEmbedding.apply(layers.entering(both)));
    }
  }

  // --- Once for a step of a schedule
  // --------------------------------------------------------------

  /**
   * @param timestep from 0 to 999, fractions allowed
   * @return belongs to the caller's scope
   */
  public Embedding embed(double timestep) {
    return embed(timestep, null);
  }

  /**
   * @param condition of {@link #condition}, for SDXL
   */
  public Embedding embed(double timestep, @Nullable Tensor condition) {
    return embed(new double[] {timestep}, condition);
  }

  /**
   * @param timesteps one for all pictures, or one for each
   */
  Embedding embed(double[] timesteps, @Nullable Tensor condition) {
    if (condition == null && addEmbedding != null) {
      throw new TensorFault("this network needs pooled text and sizes beside the time: it is SDXL");
    }
    try (TensorScope scope = TensorScope.open()) {
      Tensor embedded = time(timesteps);
      Tensor all = condition == null ? embedded : embedded.plus(condition);
      Tensor activated = all.silu();
      Map<String, Tensor> shifts = new HashMap<>();
      for (TimedBlock block : timedBlocks()) {
        shifts.put(block.name(), scope.keep(block.shift(activated)));
      }
      return new Embedding(shifts);
    }
  }

  /**
   * @return [timesteps, time width]
   */
  Tensor time(double[] timesteps) {
    Tensor waves = Sinusoids.of(timesteps, config.widths().getFirst());
    return timeEmbedding.apply(layers.entering(waves));
  }

  // --- Once for a step of a picture
  // ---------------------------------------------------------------

  public Tensor apply(Tensor latents, Embedding embedding, Context context) {
    return apply(latents, embedding, context, Trace.NONE);
  }

  /**
   * @param feature what to add to the result of the first convolution, which goes down and, as the
   *     first skip, straight to the last level of the way up; [1 or N, first width, H, W], null for
   *     nothing
   */
  public Tensor apply(
      Tensor latents, Embedding embedding, Context context, @Nullable Tensor feature) {
    return apply(latents, embedding, context, feature, Trace.NONE);
  }

  public Tensor apply(Tensor latents, Embedding embedding, Context context, Trace trace) {
    return apply(latents, embedding, context, null, trace);
  }

  /**
   * @param latents [N, in channels, H, W] of any size, scaled as the schedule says; with 9
   *     channels: latents, mask, latents of the masked picture
   * @return FP32 [N, out channels, H, W]: the predicted noise, or what else it was trained for
   */
  public Tensor apply(
      Tensor latents, Embedding embedding, Context context, @Nullable Tensor feature, Trace trace) {
    if (latents.rank() != 4 || latents.size(1) != config.inChannels()) {
      throw misshapen("latents", latents, "[N, %d, H, W]", config.inChannels());
    }
    try (TensorScope scope = TensorScope.open()) {
      Pass pass = new Pass(embedding, context, trace);
      Deque<Tensor> skips = new ArrayDeque<>();
      Tensor x = convIn.apply(layers.entering(latents).channelsLast());
      if (feature != null) {
        x = x.addInPlace(layers.entering(feature));
      }
      pass.traced("conv_in", x);
      skips.push(x);
      for (DownLevel level : down) {
        x = level.apply(x, skips, pass);
      }
      x = middle.apply(x, pass);
      for (UpLevel level : up) {
        x = level.consume(x, skips, pass);
      }
      Tensor noise = convOut.apply(normOut.applySilu(x));
      return scope.keep(layers.leaving(pass.traced("conv_out", noise)));
    }
  }

  private static TensorFault misshapen(String what, Tensor tensor, String wanted, Object... sizes) {
    return new TensorFault(
        "%s of shape %s do not fit this network, which takes %s"
            .formatted(what, Arrays.toString(tensor.shape()), wanted.formatted(sizes)));
  }

  private List<Stage> stages() {
    List<Stage> stages = new ArrayList<>();
    down.forEach(level -> stages.addAll(level.stages()));
    up.forEach(level -> stages.addAll(level.stages()));
    return stages;
  }

  private List<TransformerBlock> transformerBlocks() {
    List<TransformerBlock> blocks = new ArrayList<>(middle.transformerBlocks());
    stages().forEach(stage -> blocks.addAll(stage.transformerBlocks()));
    return blocks;
  }

  private List<TimedBlock> timedBlocks() {
    List<TimedBlock> blocks = new ArrayList<>(middle.resnets());
    stages().forEach(stage -> blocks.add(stage.resnet()));
    return blocks;
  }

  /** Frees the weights. */
  @Override
  public void close() {
    layers.close();
  }
}
