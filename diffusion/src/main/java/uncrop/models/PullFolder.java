package uncrop.models;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Where the files of a model come to lie while they are fetched. It stays when a pull is broken
 * off, so that the next one goes on; one process at a time has it.
 */
final class PullFolder implements AutoCloseable {
  /** No model's name starts with a dot, and imports clear away other names. */
  private static final String PREFIX = ".pulling-";

  private final Path folder;
  private final FileChannel lock;

  private PullFolder(Path folder, FileChannel lock) {
    this.folder = folder;
    this.lock = lock;
  }

  /**
   * @throws ModelFault if another process, or another thread, pulls a model to that name
   */
  static PullFolder of(Path store, ModelName name) {
    Path folder = store.resolve(PREFIX + name.text());
    try {
      Files.createDirectories(folder);
      FileChannel channel =
          FileChannel.open(
              folder.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (!locked(channel)) {
        channel.close();
        throw new ModelFault(
            "%s is being pulled by another process: wait until it is done".formatted(name));
      }
      return new PullFolder(folder, channel);
    } catch (IOException e) {
      throw ModelFault.of(folder, "cannot be written", e);
    }
  }

  /** Whether a pull to that name was broken off, or is going on. */
  static boolean isBegun(Path store, String name) {
    return ModelName.allowed(name) && Files.isDirectory(store.resolve(PREFIX + name));
  }

  private static boolean locked(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  /** Of all files that are being fetched, and the notes on them. */
  Path arriving() {
    return folder.resolve("arriving");
  }

  /** Of those that are checked. */
  Path files() {
    return folder.resolve("files");
  }

  /** All of it has been used. */
  void delete() throws IOException {
    lock.close();
    FolderTree.delete(folder);
  }

  @Override
  public void close() {
    try {
      lock.close();
    } catch (IOException e) {
      throw ModelFault.of(folder, "cannot be released", e);
    }
  }
}
