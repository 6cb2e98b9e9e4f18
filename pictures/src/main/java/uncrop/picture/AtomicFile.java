package uncrop.picture;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import uncrop.fault.BadInput;
import uncrop.fault.Cancelled;

/** Writes files whole or not at all. */
final class AtomicFile {
  /*
   * The bytes go to a temporary file in the same folder (a move is atomic within a file system
   * only), which then takes the place of the target. Ctrl-C may come at any moment: a shutdown hook
   * that lives as long as the write lets it come to its end, which takes the time of a disk write,
   * and takes the temporary file away if it does not. A write that begins after Ctrl-C does not
   * begin.
   */
  private static final int PATIENCE_SECONDS = 5;

  private final Path target;
  private final Path unfinished;
  private final CountDownLatch ended = new CountDownLatch(1);

  private AtomicFile(Path target, Path folder) {
    this.target = target;
    unfinished = folder.resolve("." + UUID.randomUUID() + ".part");
  }

  /**
   * @throws BadInput on the field "output"
   * @throws Cancelled if the program is already ending
   */
  static void write(Path file, byte[] bytes) {
    Path target = file.toAbsolutePath();
    Path folder = target.getParent();
    if (folder == null || Files.isDirectory(target)) {
      throw fault(file, "is a folder; name a file");
    }
    if (!Files.isDirectory(folder)) {
      throw fault(file, "its folder does not exist; make it first");
    }
    try {
      new AtomicFile(target, folder).write(bytes);
    } catch (IOException e) {
      throw fault(file, "cannot be written: check the folder's rights and the space on its disk");
    }
  }

  private void write(byte[] bytes) throws IOException {
    Thread hook = new Thread(this::end, "unfinished-file");
    try {
      Runtime.getRuntime().addShutdownHook(hook);
    } catch (IllegalStateException e) {
      throw new Cancelled();
    }
    try {
      Files.write(unfinished, bytes);
      move();
    } finally {
      deleteUnfinished();
      ended.countDown();
      forget(hook);
    }
  }

  private void move() throws IOException {
    try {
      Files.move(
          unfinished, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(unfinished, target, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /** What the shutdown hook does. */
  private void end() {
    try {
      if (!ended.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        deleteUnfinished();
      }
    } catch (InterruptedException e) {
      deleteUnfinished();
      Thread.currentThread().interrupt();
    }
  }

  private void deleteUnfinished() {
    try {
      Files.deleteIfExists(unfinished);
    } catch (IOException e) {
      // The failure that brought us here is the one to tell of.
    }
  }

  private static void forget(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The hook is running: the program ends.
    }
  }

  private static BadInput fault(Path file, String advice) {
    return new BadInput("output", file, advice);
  }
}
