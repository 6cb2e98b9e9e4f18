package uncrop.lora;

import java.util.List;
import java.util.Map;
import uncrop.layer.Weights;
import uncrop.tensor.DType;
import uncrop.tensor.Tensor;
import uncrop.tensor.TensorScope;

/**
 * A network's weights with changes added, each as it is read. What is changed comes in FP32,
 * whatever the dtype on disk: it is rounded once, by whoever asked.
 */
final class ChangedWeights implements Weights {
  private final Weights own;
  private final Map<String, List<Weighted>> changes;

  /** So much of a change. */
  record Weighted(Change change, double weight) {}

  ChangedWeights(Weights own, Map<String, List<Weighted>> changes) {
    this.own = own;
    this.changes = changes;
  }

  @Override
  public Tensor get(String name, long... shape) {
    List<Weighted> all = changes.getOrDefault(name, List.of());
    if (all.isEmpty()) {
      return own.get(name, shape);
    }
    try (TensorScope scope = TensorScope.open()) {
      Tensor sum = own.get(name, shape).to(DType.FP32);
      for (Weighted one : all) {
        sum = sum.addInPlace(one.change.of(shape), one.weight);
      }
      return scope.keep(sum);
    }
  }

  @Override
  public boolean has(String name) {
    return own.has(name);
  }

  @Override
  public long[] shape(String name) {
    return own.shape(name);
  }
}
