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
  private final Map<ModelKey<?>, LoadedModel> loaded = new LinkedHashMap<>(16, 0.75f, true);

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
   * @param load called if it is not there; must not take the memory of the weights yet
   * @throws OutOfTensorMemory if there is not enough memory for it even alone
   */
  public <M extends LoadedModel, T> T use(ModelKey<M> key, Supplier<M> load, Function<M, T> use) {
    try {
      return use.apply(model(key, load));
    } catch (OutOfTensorMemory e) {
      boolean others = loaded.size() > 1;
      close();
      if (!others) {
        throw e;
      }
      return use.apply(model(key, load));
    }
  }

  private <M extends LoadedModel> M model(ModelKey<M> key, Supplier<M> load) {
    LoadedModel there = loaded.get(key);
    if (there != null) {
      return key.type().cast(there);
    }
    M model = load.get();
    makeRoom(model.bytes());
    loaded.put(key, model);
    return model;
  }

  private void makeRoom(long bytes) {
    long kept = bytes + loaded.values().stream().mapToLong(LoadedModel::bytes).sum();
    Iterator<LoadedModel> oldestFirst = loaded.values().iterator();
    while (kept > room && oldestFirst.hasNext()) {
      LoadedModel oldest = oldestFirst.next();
      oldestFirst.remove();
      kept -= oldest.bytes();
      oldest.close();
    }
  }

  /** In bytes, for the weights of all models together. */
  public long room() {
    return room;
  }

  /** How many models are in memory. */
  public int size() {
    return loaded.size();
  }

  /** Lets go of all. */
  @Override
  public void close() {
    loaded.values().forEach(LoadedModel::close);
    loaded.clear();
  }
}
