package uncrop.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import uncrop.checkpoint.Part;
import uncrop.checkpoint.TextConfig;
import uncrop.fault.BadInput;
import uncrop.layer.Layers;
import uncrop.layer.Linear;
import uncrop.layer.Placement;
import uncrop.tensor.Tensor;
import uncrop.tensor.TensorScope;

/**
 * The text half of CLIP: OpenAI's ViT-L/14 (Radford et al. 2021) or OpenCLIP's bigG/14 (Cherti et
 * al. 2023), or smaller ones built alike ({@code CLIPTextModelWithProjection} of transformers).
 *
 * <p>A token sees those before it. Padding is seen like any other token: these models were trained
 * without a mask for it.
 */
public final class TextEncoder implements AutoCloseable {
  /** An end token that in old configurations stands for "the largest id of the text". */
  private static final int LARGEST_ID = 2;

  private final TextConfig config;
  private final Layers layers;
  private final Tensor tokens; // [vocabulary, width]
  private final Tensor positions; // [positions, width]
  private final List<TextBlock> blocks = new ArrayList<>();
  private final TextBlock.Norm finalNorm;
  private final @Nullable Linear projection;

  private TextEncoder(TextConfig config, Layers all) {
    this.config = config;
    this.layers = all;
    Layers model = all.at("text_model");
    int width = config.width();
    tokens = model.tensor("embeddings.token_embedding.weight", config.vocabulary(), width);
    positions = model.tensor("embeddings.position_embedding.weight", config.positions(), width);
    for (int i = 0; i < config.layers(); i++) {
      blocks.add(new TextBlock(model.at("encoder.layers." + i), config));
    }
    finalNorm = new TextBlock.Norm(model, "final_layer_norm", config);
    projection =
        config.projectionWidth() > 0
            ? all.linear("text_projection", width, config.projectionWidth(), false)
            : null;
  }

  /**
   * Reads the weights.
   *
   * @throws uncrop.fault.UncropException naming a tensor that is missing or misshapen
   */
  public static TextEncoder load(Part<TextConfig> part, Placement placement) {
    TextConfig config = part.config();
    if (config.positions() < Chunk.LENGTH) {
      throw new BadInput(
          "text encoder", config.positions() + " positions", "must have " + Chunk.LENGTH);
    }
    Layers layers = new Layers(part.weights(), placement);
    try {
      return new TextEncoder(config, layers);
    } catch (RuntimeException | Error e) {
      layers.close();
      throw e;
    }
  }

  public TextConfig config() {
    return config;
  }

  /**
   * All hidden states, which belong to the caller's scope: what enters the first layer, then the
   * output of each layer. [N, 77, width] each.
   *
   * @param ids [N][77]
   * @throws BadInput if an id is not in the vocabulary of this encoder
   */
  List<Tensor> hiddenStates(int[][] ids) {
    try (TensorScope scope = TensorScope.open()) {
      Tensor causal = causal(ids[0].length);
      List<Tensor> states = new ArrayList<>();
      states.add(scope.keep(embedded(ids)));
      for (TextBlock block : blocks) {
        try (TensorScope inner = TensorScope.open()) {
          states.add(inner.keep(block.apply(states.getLast(), causal)));
        }
        scope.keep(states.getLast());
      }
      return states;
    }
  }

  /** The hidden state of a depth; FP32, in the machine's own memory. */
  Tensor at(Depth depth, List<Tensor> hiddenStates) {
    int layer = config.layers() - depth.fromLast();
    if (layer < 0) {
      throw new BadInput(
          "clip skip", depth.fromLast(), "the text encoder has " + config.layers() + " layers");
    }
    Tensor state = hiddenStates.get(layer);
    return layers.leaving(depth.normalised() ? finalNorm.apply(state) : state);
  }

  /**
   * One vector for the whole text: the last hidden state at the end token, projected where the
   * encoder has a projection. FP32 [N, projection width], or [N, width] without, in the machine's
   * own memory.
   */
  Tensor pooled(int[][] ids, List<Tensor> hiddenStates) {
    Tensor last = finalNorm.apply(hiddenStates.getLast());
    Tensor[] ends = new Tensor[ids.length];
    for (int n = 0; n < ids.length; n++) {
      ends[n] = last.select(0, n).select(0, endOf(ids[n]));
    }
    Tensor pooled = Tensor.stack(0, ends);
    return layers.leaving(projection == null ? pooled : projection.apply(pooled));
  }

  private int endOf(int[] ids) {
    int wanted =
        config.endToken() == LARGEST_ID
            ? Arrays.stream(ids).max().orElseThrow()
            : config.endToken();
    for (int i = 0; i < ids.length; i++) {
      if (ids[i] == wanted) {
        return i;
      }
    }
    return 0; // as transformers does where there is none
  }

  private Tensor embedded(int[][] ids) {
    long[] flat = Arrays.stream(ids).flatMapToInt(Arrays::stream).asLongStream().toArray();
    for (long id : flat) {
      if (id < 0 || id >= config.vocabulary()) {
        throw new BadInput(
            "token",
            id,
            "the text encoder knows %d: its tokenizer must be of the same model"
                .formatted(config.vocabulary()));
      }
    }
    int length = ids[0].length;
    return tokens
        .pick(0, layers.enteringAsIs(Tensor.of(flat)))
        .reshape(ids.length, length, config.width())
        .plus(positions.narrow(0, 0, length));
  }

  private Tensor causal(int length) {
    float[] mask = new float[length * length];
    for (int query = 0; query < length; query++) {
      Arrays.fill(mask, query * length + query + 1, (query + 1) * length, Float.NEGATIVE_INFINITY);
    }
    return layers.entering(Tensor.of(mask, length, length));
  }

  @Override
  public void close() {
    layers.close();
  }
}
