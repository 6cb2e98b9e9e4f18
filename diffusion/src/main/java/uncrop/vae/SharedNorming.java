package uncrop.vae;

import java.util.IdentityHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import uncrop.block.Norming;
import uncrop.layer.GroupNorm;
import uncrop.layer.GroupNorm.Statistics;
import uncrop.tensor.Tensor;
import uncrop.tensor.TensorScope;

/**
 * Normalises all tiles of a picture alike: by what the first picture that it sees was normalised
 * by, which is a small sample of the whole.
 */
final class SharedNorming implements Norming, AutoCloseable {
  private final Map<GroupNorm, Statistics> first = new IdentityHashMap<>();

  @Override
  public Tensor apply(GroupNorm norm, Tensor x) {
    @Nullable Statistics known = first.get(norm);
    if (known == null) {
      known = norm.statistics(x);
      first.put(norm, lasting(known));
    }
    return norm.apply(x, known);
  }

  private static Statistics lasting(Statistics made) {
    TensorScope.release(made.mean());
    TensorScope.release(made.variance());
    return made;
  }

  @Override
  public void close() {
    for (Statistics statistics : first.values()) {
      statistics.mean().close();
      statistics.variance().close();
    }
  }
}
