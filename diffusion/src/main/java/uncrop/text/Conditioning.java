package uncrop.text;

import java.util.List;
import org.jspecify.annotations.Nullable;
import uncrop.tensor.DType;
import uncrop.tensor.Tensor;

/**
 * What a prompt tells the image model.
 *
 * @param context [1, 77 k, width], FP32: 768 wide for Stable Diffusion 1.5, 2048 for SDXL
 * @param pooled [1, 1280], FP32: one vector for the whole prompt; SDXL only
 */
public record Conditioning(Tensor context, @Nullable Tensor pooled) {

  /** All zeros, one chunk long: what SDXL in diffusers takes for no negative prompt. */
  static Conditioning zeros(int width, int pooledWidth) {
    return new Conditioning(
        Tensor.zeros(DType.FP32, 1, Chunk.LENGTH, width), Tensor.zeros(DType.FP32, 1, pooledWidth));
  }

  /**
   * Of several texts: their tokens one after the other.
   *
   * @param pooled how many of the texts, from the first, have a part in the vector for all: it is
   *     their sum
   */
  public static Conditioning joined(List<Conditioning> texts, int pooled) {
    Tensor context = Tensor.cat(1, texts.stream().map(Conditioning::context).toList());
    Tensor sum = texts.getFirst().pooled();
    for (Conditioning text : texts.subList(1, pooled)) {
      sum = sum == null || text.pooled() == null ? null : sum.plus(text.pooled());
    }
    return new Conditioning(context, sum);
  }

  /**
   * The same over and over, so that prompts of different lengths fit into one batch. To attention
   * this changes nothing: each token counts as often as every other.
   *
   * @param tokens a multiple of its own
   */
  public Conditioning repeatedTo(long tokens) {
    long times = tokens / context.size(1);
    if (times * context.size(1) != tokens) {
      throw new IllegalArgumentException(tokens + " is no multiple of " + context.size(1));
    }
    return times == 1 ? this : new Conditioning(context.repeat(1, times, 1), pooled);
  }

  /** The least number of tokens that both can be repeated to. */
  public long commonTokens(Conditioning other) {
    long mine = context.size(1);
    long common = mine;
    while (common % other.context.size(1) != 0) {
      common += mine;
    }
    return common;
  }
}
