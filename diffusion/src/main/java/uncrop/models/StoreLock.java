package uncrop.models;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/**
 * The right to change the folder of models. The system takes it back from a process that dies, and
 * what such a process left half done is cleared away by the next one.
 */
final class StoreLock implements AutoCloseable {
  /** What starts so is half imported or half removed; no model's name starts with a dot. */
  private static final String UNFINISHED = ".unfinished-";

  private final Path folder;
  private final FileChannel channel;

  private StoreLock(Path folder, FileChannel channel) {
    this.folder = folder;
    this.channel = channel;
  }

  /**
   * @throws ModelFault if another process, or another thread, has it, or the folder cannot be
   *     written
   */
  static StoreLock on(Path folder) {
    try {
      Files.createDirectories(folder);
      FileChannel channel =
          FileChannel.open(
              folder.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (!locked(channel)) {
        channel.close();
        throw new ModelFault(
            folder + ": another import or removal is running there: wait until it is done");
      }
      StoreLock lock = new StoreLock(folder, channel);
      lock.clear();
      return lock;
    } catch (IOException e) {
      throw ModelFault.of(folder, "cannot be written", e);
    }
  }

  private static boolean locked(FileChannel channel) throws IOException {
    try {
      FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  private void clear() throws IOException {
    try (DirectoryStream<Path> left = Files.newDirectoryStream(folder, UNFINISHED + "*")) {
      for (Path unfinished : left) {
        FolderTree.delete(unfinished);
      }
    }
  }

  /** The path of a folder that nobody takes for a model. */
  Path unfinished() {
    return folder.resolve(UNFINISHED + UUID.randomUUID());
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw ModelFault.of(folder, "cannot be released", e);
    }
  }
}
