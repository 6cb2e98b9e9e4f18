package uncrop.models;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** TorchScript: a zip of tensors like others of torch, and code beside them. */
final class ScriptArchive {
  private static final String CODE = "/code/";
  private static final String CONSTANTS = "/constants.pkl";

  private ScriptArchive() {}

  /** Whether a file has code and constants, below a folder of whatever name. */
  static boolean is(Path file) {
    if (!Files.isRegularFile(file)) {
      return false;
    }
    try (ZipFile zip = new ZipFile(file.toFile())) {
      boolean code = false;
      boolean constants = false;
      for (Enumeration<? extends ZipEntry> all = zip.entries(); all.hasMoreElements(); ) {
        String name = all.nextElement().getName();
        code |= name.contains(CODE);
        constants |= name.endsWith(CONSTANTS);
      }
      return code && constants;
    } catch (IOException noZip) {
      return false;
    }
  }
}
