package uncrop.server.storage;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Keeps the files of jobs, under keys such as {@code jobs/<id>/source}. Thread-safe.
 *
 * <p>Every method throws {@link StorageFailed} when what keeps the files does not do so.
 */
public interface Storage {

  /** A file is there whole or not at all; one of the same key is replaced. */
  void put(String key, byte[] bytes);

  /** The file of that key; empty when there is none. */
  Optional<byte[]> get(String key);

  /** Deletes all files whose keys begin so; none is no fault. */
  void deleteAll(String prefix);

  /** Tells every job that has files, in any order. */
  void forEachJob(Consumer<Stored> each);

  /**
   * A job that has files.
   *
   * @param newest when the last of them was written
   */
  record Stored(String jobId, Instant newest) {}
}
