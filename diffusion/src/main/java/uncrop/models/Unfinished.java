package uncrop.models;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * A model that is being imported: becomes one whole, or is gone when this is closed, also when
 * Ctrl-C ends the process meanwhile.
 */
final class Unfinished implements AutoCloseable {
  private final Path folder;
  private final Thread clearOnExit;

  Unfinished(Path folder) throws IOException {
    this.folder = Files.createDirectory(folder);
    this.clearOnExit = Thread.ofPlatform().unstarted(this::clear);
    Runtime.getRuntime().addShutdownHook(clearOnExit);
  }

  Path folder() {
    return folder;
  }

  /** In one step: at no time is there half a model. */
  void become(Path model) throws IOException {
    Files.move(folder, model, StandardCopyOption.ATOMIC_MOVE);
  }

  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(clearOnExit);
    } catch (IllegalStateException exiting) {
      return;
    }
    clear();
  }

  private void clear() {
    try {
      FolderTree.delete(folder);
    } catch (IOException e) {
      // The next import deletes it: this one's own failure is what the user must hear of.
      return;
    }
  }
}
