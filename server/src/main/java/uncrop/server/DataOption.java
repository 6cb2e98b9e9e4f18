package uncrop.server;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The folder that a server and the commands beside it share. */
final class DataOption {
  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = "${env:UNCROP_DATA:-${sys:user.home}/.uncrop}",
      description = "Folder of the database (default: UNCROP_DATA, or ~/.uncrop).")
  private Path folder = Path.of(".uncrop");

  Path folder() {
    return folder;
  }
}
