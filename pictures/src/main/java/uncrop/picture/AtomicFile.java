package uncrop.picture;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import uncrop.fault.BadInput;

/** Writes files whole or not at all. */
final class AtomicFile {
  /** Not yet moved: what Ctrl-C must take away. */
  private static final Set<Path> UNFINISHED = ConcurrentHashMap.newKeySet();

  static {
    Runtime.getRuntime()
        .addShutdownHook(new Thread(() -> UNFINISHED.forEach(AtomicFile::delete), "unfinished"));
  }

  private AtomicFile() {}

  static void write(Path file, byte[] bytes) {
    Path target = file.toAbsolutePath();
    Path folder = target.getParent();
    if (folder == null || Files.isDirectory(target)) {
      throw fault(file, "is a folder; name a file");
    }
    if (!Files.isDirectory(folder)) {
      throw fault(file, "its folder does not exist; make it first");
    }
    Path unfinished = folder.resolve("." + UUID.randomUUID() + ".part");
    UNFINISHED.add(unfinished);
    try {
      Files.write(unfinished, bytes);
      move(unfinished, target);
    } catch (IOException e) {
      throw fault(file, "cannot be written: check the folder's rights and the space on its disk");
    } finally {
      delete(unfinished);
      UNFINISHED.remove(unfinished);
    }
  }

  private static void move(Path from, Path to) throws IOException {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      // The failure that brought us here is the one to tell of.
    }
  }

  private static BadInput fault(Path file, String advice) {
    return new BadInput("output", Words.shortened(file.toString()), advice);
  }
}
