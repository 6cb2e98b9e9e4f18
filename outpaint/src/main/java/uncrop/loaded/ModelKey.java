package uncrop.loaded;

import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;

/**
 * What tells one loaded model from another.
 *
 * @param type what it is in memory
 * @param path of its files
 * @param changed when they were last changed
 * @param settings all else that it was loaded with
 */
public record ModelKey<M extends AutoCloseable>(
    Class<M> type, Path path, FileTime changed, List<Object> settings) {
  public ModelKey {
    settings = List.copyOf(settings);
  }
}
