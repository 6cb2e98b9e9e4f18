package uncrop.server.storage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/** Files in a folder: {@code jobs/<id>/} holds those of one job. */
public final class FolderStorage implements Storage {
  /*
   * A file is written beside its place and then moved there, which a file system does at once: a
   * process that dies in between leaves a ".part" file, which belongs to its job's folder and goes
   * with it. Nothing is forced to the disk: what is kept here must survive this process, not the
   * machine's power; a job whose file was lost with the power fails and is not charged.
   */
  private static final String JOBS = "jobs";
  private static final String PART = ".part";

  /** Below this a failed write is told to be for want of room. */
  private static final long NO_ROOM = 1 << 20;

  private final Path root;

  /**
   * Keeps files below a folder, which is made when the first one is.
   *
   * @param root where {@code jobs} lies
   */
  public FolderStorage(Path root) {
    this.root = root.toAbsolutePath().normalize();
  }

  @Override
  public void put(String key, byte[] bytes) {
    Path file = path(key);
    Path part = file.resolveSibling(file.getFileName() + "." + UUID.randomUUID() + PART);
    try {
      if (!Files.isDirectory(file.resolveSibling(""))) {
        Files.createDirectories(file.resolveSibling(""));
      }
      try {
        Files.write(part, bytes);
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } catch (IOException e) {
        Files.deleteIfExists(part);
        throw e;
      }
    } catch (IOException e) {
      throw new StorageFailed(noRoom(bytes.length) ? "the disk is full" : "cannot write", e);
    }
  }

  @Override
  public Optional<byte[]> get(String key) {
    try {
      return Optional.of(Files.readAllBytes(path(key)));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new StorageFailed("cannot read", e);
    }
  }

  @Override
  public void deleteAll(String prefix) {
    int end = prefix.lastIndexOf('/') + 1;
    Path folder = path(prefix.substring(0, end));
    String start = prefix.substring(end);
    try {
      try (DirectoryStream<Path> files =
          Files.newDirectoryStream(folder, file -> name(file).startsWith(start))) {
        for (Path file : files) {
          Files.deleteIfExists(file);
        }
      }
      if (start.isEmpty()) {
        Files.deleteIfExists(folder);
      }
    } catch (NoSuchFileException | NotDirectoryException e) {
      // nothing there: that is what was wanted
    } catch (IOException e) {
      throw new StorageFailed("cannot delete", e);
    }
  }

  @Override
  public void forEachJob(Consumer<Stored> each) {
    try (DirectoryStream<Path> jobs = Files.newDirectoryStream(root.resolve(JOBS))) {
      for (Path job : jobs) {
        each.accept(new Stored(name(job), newest(job)));
      }
    } catch (NoSuchFileException e) {
      // no job ever had a file
    } catch (IOException e) {
      throw new StorageFailed("cannot read", e);
    }
  }

  private static Instant newest(Path job) throws IOException {
    Instant newest = Files.getLastModifiedTime(job).toInstant();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(job)) {
      for (Path file : files) {
        Instant written = Files.getLastModifiedTime(file).toInstant();
        newest = written.isAfter(newest) ? written : newest;
      }
    } catch (NoSuchFileException | NotDirectoryException | UncheckedIOException e) {
      // deleted in the meantime
    }
    return newest;
  }

  /** Keys are made here and not by callers; one that leads out of the folder is a mistake. */
  private Path path(String key) {
    Path path = root.resolve(key).normalize();
    if (!path.startsWith(root)) {
      throw new IllegalArgumentException("key " + key + " leads out of the storage");
    }
    return path;
  }

  private boolean noRoom(int wanted) {
    try {
      FileStore store =
          Files.getFileStore(Files.exists(root) ? root : root.resolve("..").normalize());
      return store.getUsableSpace() < Math.max(NO_ROOM, wanted);
    } catch (IOException e) {
      return false;
    }
  }

  private static String name(Path file) {
    return String.valueOf(file.getFileName());
  }
}
