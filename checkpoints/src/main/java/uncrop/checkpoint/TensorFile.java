package uncrop.checkpoint;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Named tensors on disk. */
public sealed interface TensorFile extends AutoCloseable
    permits SafetensorsFile, PickleFile, ShardedFile {
  /**
   * Opens a file of any known kind.
   *
   * @throws CheckpointFault if it cannot be read, or is of no known kind
   */
  static TensorFile open(Path file) {
    String name = file.getFileName() == null ? "" : file.getFileName().toString();
    String kind = name.toLowerCase(Locale.ROOT);
    if (kind.endsWith(".safetensors")) {
      return SafetensorsFile.open(file);
    }
    if (kind.contains(".index.") && kind.endsWith(".json")) {
      return ShardedFile.open(file);
    }
    return PickleFile.isPickle(file) ? PickleFile.open(file) : SafetensorsFile.open(file);
  }

  Path path();

  /** Itself, or all the files that it is made of. */
  default List<Path> paths() {
    return List.of(path());
  }

  /** In the file's own order. */
  Set<String> names();

  /**
   * @throws IllegalArgumentException if there is no such tensor
   */
  StorageType type(String name);

  /**
   * @throws IllegalArgumentException if there is no such tensor
   */
  long[] shape(String name);

  /**
   * @throws CheckpointFault if its bytes cannot be had, or are of a kind that nothing here can
   *     calculate with
   * @throws IllegalArgumentException if there is no such tensor
   */
  StoredTensor get(String name);

  /** What the file says about itself. */
  Map<String, String> metadata();

  @Override
  void close();
}
