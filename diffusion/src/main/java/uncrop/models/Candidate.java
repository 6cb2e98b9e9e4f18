package uncrop.models;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import uncrop.checkpoint.CheckpointFault;
import uncrop.checkpoint.Family;
import uncrop.checkpoint.TensorFile;

/**
 * A file or folder that may be a model.
 *
 * @param tensors if it is a file of tensors
 * @param family that the user says it is for
 * @param trusted whether code in it may be run
 */
record Candidate(Path path, Optional<TensorFile> tensors, Optional<Family> family, boolean trusted)
    implements AutoCloseable {

  /**
   * @throws CheckpointFault if it is a file that cannot be read
   */
  static Candidate at(Path path, Optional<Family> family, boolean trusted) {
    boolean other = Files.isDirectory(path) || ScriptArchive.is(path);
    return new Candidate(
        path, other ? Optional.empty() : Optional.of(TensorFile.open(path)), family, trusted);
  }

  boolean isFolder() {
    return Files.isDirectory(path);
  }

  /** Whether it is a folder with a file of that name. */
  boolean holds(String file) {
    return Files.isRegularFile(path.resolve(file));
  }

  boolean hasTensor(String name) {
    return tensors.isPresent() && tensors.get().names().contains(name);
  }

  /** In small letters. */
  String fileName() {
    return String.valueOf(path.getFileName()).toLowerCase(Locale.ROOT);
  }

  CheckpointFault fault(String problem) {
    return new CheckpointFault(path, problem);
  }

  @Override
  public void close() {
    tensors.ifPresent(TensorFile::close);
  }
}
