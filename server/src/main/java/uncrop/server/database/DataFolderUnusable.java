package uncrop.server.database;

import java.nio.file.Path;
import uncrop.fault.UncropException;

/** The folder that should hold the database cannot: says which and what to do. */
public final class DataFolderUnusable extends UncropException {
  DataFolderUnusable(Path folder, String reason, Throwable cause) {
    super(message(folder, reason), cause);
  }

  DataFolderUnusable(Path folder, String reason) {
    super(message(folder, reason));
  }

  private static String message(Path folder, String reason) {
    return "data folder " + folder + " " + reason + "; choose another with --data";
  }
}
