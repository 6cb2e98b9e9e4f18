package uncrop.inpaint;

import org.jspecify.annotations.Nullable;
import uncrop.geometry.Size;
import uncrop.tensor.Tensor;
import uncrop.text.Conditioning;
import uncrop.text.TimeIds;

/** Both prompts, as the UNet is told them. */
record Conditionings(Conditioning positive, Conditioning negative) {

  /**
   * @param guided whether the negative prompt counts: it comes first then
   * @return [1 or 2, tokens, width]
   */
  Tensor context(boolean guided) {
    if (!guided) {
      return positive.context();
    }
    long tokens = negative.commonTokens(positive);
    return Tensor.cat(
        0, negative.repeatedTo(tokens).context(), positive.repeatedTo(tokens).context());
  }

  /**
   * The same of the vectors for whole prompts.
   *
   * @return [1 or 2, width]; null where the model has none
   */
  @Nullable Tensor pooled(boolean guided) {
    Tensor of = positive.pooled();
    Tensor not = negative.pooled();
    return !guided || of == null || not == null ? of : Tensor.cat(0, not, of);
  }

  /** What SDXL is told of sizes, for each of both. */
  static double[][] sizes(Size size, int count) {
    double[][] sizes = new double[count][];
    for (int i = 0; i < count; i++) {
      float[] ids = TimeIds.of(size.height(), size.width()).tensor().toFloats();
      sizes[i] = new double[ids.length];
      for (int j = 0; j < ids.length; j++) {
        sizes[i][j] = ids[j];
      }
    }
    return sizes;
  }
}
