package uncrop.unet;

import java.util.Map;
import uncrop.tensor.Tensor;
import uncrop.tensor.TensorScope;

/**
 * A prompt as each cross-attention of a UNet sees it: its keys and values. They stay the same over
 * all steps. Its tensors belong to the scope in which it was made.
 */
public final class Context implements AutoCloseable {
  /** Both [N, tokens, heads * head width]. */
  record KeysValues(Tensor keys, Tensor values) {}

  private final Map<String, KeysValues> byBlock;

  Context(Map<String, KeysValues> byBlock) {
    this.byBlock = Map.copyOf(byBlock);
  }

  KeysValues of(String block) {
    KeysValues both = byBlock.get(block);
    if (both == null) {
      throw new IllegalArgumentException("a context of another network: no " + block);
    }
    return both;
  }

  /** Lets it outlive all scopes: it lives until it is closed. */
  public Context release() {
    for (KeysValues both : byBlock.values()) {
      TensorScope.release(both.keys());
      TensorScope.release(both.values());
    }
    return this;
  }

  @Override
  public void close() {
    for (KeysValues both : byBlock.values()) {
      both.keys().close();
      both.values().close();
    }
  }
}
