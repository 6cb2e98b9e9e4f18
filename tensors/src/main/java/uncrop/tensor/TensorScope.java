package uncrop.tensor;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Frees every tensor that was made on this thread between its opening and its closing, but those
 * that were kept.
 *
 * <p>Why: a tensor is a few bytes for Java and megabytes outside of it, so the garbage collector
 * sees no reason to hurry. A step of a sampler opens a scope, keeps its latents and lets go of
 * everything else at once. Scopes nest and belong to the thread that opened them.
 */
public final class TensorScope implements AutoCloseable {
  private static final ThreadLocal<@Nullable TensorScope> INNERMOST = new ThreadLocal<>();

  private final @Nullable TensorScope outer;
  private final Thread owner = Thread.currentThread();
  private List<Tensor> made = new ArrayList<>();

  private TensorScope(@Nullable TensorScope outer) {
    this.outer = outer;
  }

  public static TensorScope open() {
    TensorScope scope = new TensorScope(INNERMOST.get());
    INNERMOST.set(scope);
    return scope;
  }

  static void enter(Tensor tensor) {
    TensorScope scope = INNERMOST.get();
    if (scope != null) {
      scope.made.add(tensor);
      tensor.scope = scope;
    }
  }

  /** Lets the tensor outlive this scope: it now belongs to the enclosing one, or to its holder. */
  public Tensor keep(Tensor tensor) {
    if (tensor.scope == this) {
      made.remove(tensor);
      tensor.scope = outer;
      if (outer != null) {
        outer.made.add(tensor);
      }
    }
    return tensor;
  }

  /** Keeps the tensor beyond all scopes: it lives until it is closed. For weights. */
  public static Tensor release(Tensor tensor) {
    TensorScope scope = tensor.scope;
    if (scope != null) {
      scope.made.remove(tensor);
      tensor.scope = null;
    }
    return tensor;
  }

  void forget(Tensor tensor) {
    // The last one made is the likely one: temporaries are closed soon.
    for (int i = made.size() - 1; i >= 0; i--) {
      if (made.get(i) == tensor) {
        made.remove(i);
        return;
      }
    }
  }

  /** How many tensors would be freed now. */
  public int size() {
    return made.size();
  }

  @Override
  public void close() {
    if (Thread.currentThread() != owner || INNERMOST.get() != this) {
      throw new IllegalStateException("scopes close on their own thread, innermost first");
    }
    INNERMOST.set(outer);
    List<Tensor> all = made;
    made = List.of();
    for (Tensor tensor : all) {
      tensor.scope = null;
      tensor.close();
    }
  }
}
