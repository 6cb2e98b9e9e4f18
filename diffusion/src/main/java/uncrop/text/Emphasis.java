package uncrop.text;

import java.util.List;
import uncrop.tensor.Tensor;

/** How the weights of tokens change what a text encoder says of them. */
public enum Emphasis {
  /** ComfyUI: away from what the encoder says of an empty prompt, or towards it. */
  FROM_EMPTY {
    @Override
    Tensor weighted(Tensor encoded, Tensor weights, Tensor empty) {
      Tensor moved = encoded.minus(empty).times(weights).plus(empty);
      return encoded.where(weights.equalTo(1), moved);
    }
  },
  /** Fooocus: the same, then scaled so that the mean of the chunk stays what it was. */
  FROM_EMPTY_MEAN_KEPT {
    @Override
    Tensor weighted(Tensor encoded, Tensor weights, Tensor empty) {
      return withMeanOf(encoded, FROM_EMPTY.weighted(encoded, weights, empty));
    }
  },
  /** AUTOMATIC1111: times the weight, then scaled so that the mean of the chunk stays. */
  TIMES_MEAN_KEPT {
    @Override
    Tensor weighted(Tensor encoded, Tensor weights, Tensor empty) {
      return withMeanOf(encoded, encoded.times(weights));
    }
  };

  /**
   * Weighs one chunk.
   *
   * @param encoded [77, width], FP32
   * @param weights [77, 1]
   * @param empty [77, width], what the encoder says of an empty prompt
   */
  abstract Tensor weighted(Tensor encoded, Tensor weights, Tensor empty);

  /**
   * Weighs each chunk by itself and joins them along the tokens.
   *
   * @param encoded [chunks, 77, width], FP32
   * @return [1, chunks * 77, width]
   */
  Tensor joined(Tensor encoded, List<float[]> weights, Tensor empty) {
    Tensor[] parts = new Tensor[weights.size()];
    for (int i = 0; i < parts.length; i++) {
      float[] own = weights.get(i);
      parts[i] = weighted(encoded.select(0, i), Tensor.of(own, own.length, 1), empty);
    }
    return Tensor.cat(0, parts).unsqueeze(0);
  }

  private static Tensor withMeanOf(Tensor before, Tensor after) {
    return after.times(before.mean().over(after.mean()));
  }
}
