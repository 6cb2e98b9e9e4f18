package uncrop.expansion;

import org.jspecify.annotations.Nullable;
import uncrop.tensor.Tensor;
import uncrop.tensor.TensorScope;

/**
 * What one block has to remember of all tokens so far, so that each is calculated only once. It
 * outlives the scopes of single steps.
 */
final class KeysAndValues implements AutoCloseable {
  private @Nullable Tensor keys; // [1, tokens, width]
  private @Nullable Tensor values; // [1, tokens, width]

  /**
   * @param key [1, L, width]
   * @param value [1, L, width]
   */
  void add(Tensor key, Tensor value) {
    keys = joined(keys, key);
    values = joined(values, value);
  }

  private static Tensor joined(@Nullable Tensor before, Tensor more) {
    Tensor all = TensorScope.release(before == null ? more.copy() : Tensor.cat(1, before, more));
    if (before != null) {
      before.close();
    }
    return all;
  }

  Tensor keys() {
    return some(keys);
  }

  Tensor values() {
    return some(values);
  }

  private static Tensor some(@Nullable Tensor tensor) {
    if (tensor == null) {
      throw new IllegalStateException("nothing was added yet");
    }
    return tensor;
  }

  @Override
  public void close() {
    if (keys != null) {
      keys.close();
    }
    if (values != null) {
      values.close();
    }
  }
}
