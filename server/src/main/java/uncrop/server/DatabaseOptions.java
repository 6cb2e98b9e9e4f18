package uncrop.server;

import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;
import uncrop.server.database.Database;

/** The database that a server and the commands beside it share. */
final class DatabaseOptions {
  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = "${env:UNCROP_DATA:-${sys:user.home}/.uncrop}",
      description = "Folder of the installation (default: UNCROP_DATA, or ~/.uncrop).")
  private Path folder = Path.of(".uncrop");

  @Option(
      names = "--database",
      paramLabel = "URL",
      defaultValue = "${env:UNCROP_DATABASE:-}",
      description = {
        "PostgreSQL database, as jdbc:postgresql://HOST/NAME?user=...&password=...",
        "(default: UNCROP_DATABASE, or the file uncrop.db in the folder)."
      })
  private String url = "";

  Path folder() {
    return folder;
  }

  /** Opens it, and brings its tables up to date. */
  Database open() {
    return Database.at(url, folder);
  }

  /** What a server is told of it, as {@code name=value}; a file may say it where nothing does. */
  List<String> settings() {
    return url.isBlank() ? List.of() : List.of("uncrop.database=" + url);
  }
}
