package uncrop.loaded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import uncrop.checkpoint.CheckpointFault;

/**
 * What tells one loaded model from another.
 *
 * @param type what it is in memory
 * @param path of its files
 * @param changed when they were last changed
 * @param settings all else that it was loaded with
 */
public record ModelKey<M extends LoadedModel>(
    Class<M> type, Path path, FileTime changed, List<Object> settings) {
  /**
   * Of files as they are now.
   *
   * @throws CheckpointFault if they cannot be read
   */
  public static <M extends LoadedModel> ModelKey<M> of(
      Class<M> type, Path path, List<Object> settings) {
    try {
      return new ModelKey<>(type, path, Files.getLastModifiedTime(path), settings);
    } catch (IOException e) {
      throw new CheckpointFault(path, "cannot be read: check its rights");
    }
  }

  public ModelKey {
    settings = List.copyOf(settings);
  }
}
