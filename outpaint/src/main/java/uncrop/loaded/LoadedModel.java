package uncrop.loaded;

/** A model that takes memory from its first use until it is closed. */
public interface LoadedModel extends AutoCloseable {

  /** Of its weights in memory. */
  long bytes();

  @Override
  void close();
}
