package uncrop.loaded;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import uncrop.tensor.OutOfTensorMemory;

/**
 * The models in memory: loaded when they are first needed, kept while there is room, let go of in
 * the order in which they were last used. For the {@link ModelThread} alone.
 */
public final class ModelPool implements AutoCloseable {
  private final long room;
  private final Map<Object, Loaded> loaded = new LinkedHashMap<>(16, 0.75f, true);

  private record Loaded(AutoCloseable model, long bytes) {}

  /**
   * @param room in bytes, for the weights of all models together. One model may be larger: it is
   *     alone then
   */
  public ModelPool(long room) {
    this.room = room;
  }

  /**
   * Uses a model.
   *
   * @param key equal for the same model in the same numbers; of a class of its own for each kind
   * @param bytes of its weights in memory
   * @param load called if it is not there
   * @throws OutOfTensorMemory if there is not enough memory for it even alone
   */
  public <M extends AutoCloseable, T> T use(
      ModelKey<M> key, long bytes, Supplier<M> load, Function<M, T> use) {
    try {
      return use.apply(model(key, bytes, load));
    } catch (OutOfTensorMemory e) {
      boolean others = loaded.size() > 1;
      close();
      if (!others) {
        throw e;
      }
      return use.apply(model(key, bytes, load));
    }
  }

  private <M extends AutoCloseable> M model(ModelKey<M> key, long bytes, Supplier<M> load) {
    Loaded there = loaded.get(key);
    if (there != null) {
      return key.type().cast(there.model());
    }
    makeRoom(bytes);
    M model = load.get();
    loaded.put(key, new Loaded(model, bytes));
    return model;
  }

  private void makeRoom(long bytes) {
    long kept = bytes + loaded.values().stream().mapToLong(Loaded::bytes).sum();
    Iterator<Loaded> oldestFirst = loaded.values().iterator();
    while (kept > room && oldestFirst.hasNext()) {
      Loaded oldest = oldestFirst.next();
      oldestFirst.remove();
      kept -= oldest.bytes();
      closed(oldest);
    }
  }

  /** How many models are in memory. */
  public int size() {
    return loaded.size();
  }

  /** Lets go of all. */
  @Override
  public void close() {
    loaded.values().forEach(ModelPool::closed);
    loaded.clear();
  }

  private static void closed(Loaded model) {
    try {
      model.model().close();
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
