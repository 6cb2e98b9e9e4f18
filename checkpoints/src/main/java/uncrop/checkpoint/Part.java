package uncrop.checkpoint;

import java.util.Set;
import java.util.stream.LongStream;
import uncrop.layer.Weights;

/**
 * One network of a checkpoint.
 *
 * @param config what it looks like
 * @param weights its tensors, under the names of diffusers (transformers, for a text encoder),
 *     whatever the file calls them
 * @param names of all its tensors
 */
public record Part<C>(C config, Weights weights, Set<String> names) {
  /** How many there are in all its tensors. */
  public long numbers() {
    return names.stream().map(weights::shape).mapToLong(Part::count).sum();
  }

  private static long count(long... shape) {
    return LongStream.of(shape).reduce(1, (product, size) -> product * size);
  }
}
