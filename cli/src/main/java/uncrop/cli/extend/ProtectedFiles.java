package uncrop.cli.extend;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import uncrop.cli.extend.PaintOptions.MaskFile;

/** What the command reads, and so never writes, not even with --force. */
record ProtectedFiles(Set<Path> realPaths) {

  static ProtectedFiles of(List<Input> inputs, Optional<MaskFile> mask) {
    Set<Path> realPaths = new HashSet<>();
    for (Input input : inputs) {
      if (input instanceof Input.PictureFile(Path path)) {
        real(path).ifPresent(realPaths::add);
      }
    }
    mask.flatMap(file -> real(file.path())).ifPresent(realPaths::add);
    return new ProtectedFiles(realPaths);
  }

  boolean contains(Path output) {
    return real(output).filter(realPaths::contains).isPresent();
  }

  /** The one path behind links, dots and letter case; empty for a file that is not there. */
  private static Optional<Path> real(Path path) {
    try {
      return Optional.of(path.toRealPath());
    } catch (IOException missing) {
      return Optional.empty();
    }
  }
}
