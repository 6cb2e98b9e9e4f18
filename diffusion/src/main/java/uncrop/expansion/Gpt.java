package uncrop.expansion;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import uncrop.checkpoint.TensorFile;
import uncrop.layer.Layers;
import uncrop.layer.Precision;
import uncrop.tensor.Tensor;
import uncrop.tensor.TensorScope;

/**
 * GPT-2: how likely each token is to follow a text (Radford et al., Language Models are
 * Unsupervised Multitask Learners, 2019). It runs in FP32.
 */
final class Gpt implements AutoCloseable {
  private final GptConfig config;
  private final Layers layers;
  private final Tensor tokens; // [vocabulary, width]; also what turns the last state into scores
  private final Tensor positions; // [positions, width]
  private final List<GptBlock> blocks = new ArrayList<>();
  private final GptBlock.Norm finalNorm;

  private Gpt(GptConfig config, Layers layers) {
    this.config = config;
    this.layers = layers;
    tokens = layers.tensor("wte.weight", config.vocabulary(), config.width());
    positions = layers.tensor("wpe.weight", config.positions(), config.width());
    for (int i = 0; i < config.layers(); i++) {
      blocks.add(new GptBlock(layers.at("h." + i), config));
    }
    finalNorm = new GptBlock.Norm(layers, "ln_f", config);
  }

  /**
   * Reads the weights, so that the file may be closed afterwards.
   *
   * @throws uncrop.checkpoint.CheckpointFault naming a tensor that is missing or misshapen
   */
  static Gpt load(GptConfig config, TensorFile file) {
    Layers layers = new Layers(new GptWeights(file), Precision.FP32);
    try {
      return new Gpt(config, layers);
    } catch (RuntimeException | Error e) {
      layers.close();
      throw e;
    }
  }

  GptConfig config() {
    return config;
  }

  /** A text that is read token by token. */
  Reading begin() {
    return new Reading();
  }

  @Override
  public void close() {
    layers.close();
  }

  /** Remembers what has been read; belongs to one thread. */
  final class Reading implements AutoCloseable {
    private final List<KeysAndValues> memories = new ArrayList<>();
    private int length;

    private Reading() {
      blocks.forEach(_ -> memories.add(new KeysAndValues()));
    }

    /**
     * Reads on.
     *
     * @param ids 1 or more; no more in all than the model has positions
     * @return [vocabulary] for the token after the last of these, of the caller's scope: the higher
     *     the likelier
     */
    Tensor scores(int... ids) {
      try (TensorScope scope = TensorScope.open()) {
        Tensor x =
            tokens
                .pick(0, Tensor.of(Arrays.stream(ids).asLongStream().toArray()))
                .plus(positions.pick(0, Tensor.of(places(ids.length))))
                .unsqueeze(0); // [1, L, width]
        Tensor causal = causal(ids.length);
        for (int i = 0; i < blocks.size(); i++) {
          x = apply(i, x, causal);
        }
        length += ids.length;
        Tensor last = x.narrow(1, ids.length - 1L, 1); // [1, 1, width]
        return scope.keep(finalNorm.apply(last).linear(tokens, null).reshape(config.vocabulary()));
      }
    }

    private Tensor apply(int block, Tensor x, Tensor causal) {
      try (TensorScope inner = TensorScope.open()) {
        return inner.keep(blocks.get(block).apply(x, memories.get(block), causal));
      }
    }

    private long[] places(int count) {
      return LongStream.range(length, (long) length + count).toArray();
    }

    /**
     * Each new token looks at all before it and at itself. A single one would need no mask, but
     * without one attention runs on kernels that are made anew for each length of the text.
     */
    private Tensor causal(int count) {
      int all = length + count;
      float[] mask = new float[count * all];
      for (int query = 0; query < count; query++) {
        Arrays.fill(
            mask, query * all + length + query + 1, (query + 1) * all, Float.NEGATIVE_INFINITY);
      }
      return Tensor.of(mask, count, all);
    }

    @Override
    public void close() {
      memories.forEach(KeysAndValues::close);
    }
  }
}
