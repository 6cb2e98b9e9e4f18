package uncrop.cli.inpaint;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What the command reads, and so never writes, not even with --force.
 *
 * @param paths files, and folders with all that is in them
 */
record ReadOnly(List<Path> paths) {
  boolean holds(Path output) {
    return paths.stream().anyMatch(path -> isIn(output, path));
  }

  private static boolean isIn(Path output, Path path) {
    try {
      // Behind links, dots and letter case.
      return Files.exists(output) && output.toRealPath().startsWith(path.toRealPath());
    } catch (IOException missing) {
      return false;
    }
  }
}
