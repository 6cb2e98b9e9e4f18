package uncrop.app;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** {@code uncrop serve} as a process of its own, on a free port, for tests that kill it. */
final class ServerProcess {
  private static final String READY = "uncrop is ready at ";

  private final Process process;
  private final String address;

  private ServerProcess(Process process, String address) {
    this.process = process;
    this.address = address;
  }

  /** Returns when it answers requests. What it logs goes to the file. */
  static ServerProcess start(Path data, Path log, Map<String, String> settings) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "--enable-native-access=ALL-UNNAMED",
            "-Djava.awt.headless=true",
            "-cp",
            System.getProperty("java.class.path"),
            "uncrop.app.Main",
            "serve",
            "--port",
            "0",
            "--data",
            data.toString()));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().putAll(settings);
    builder.redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
    Process process = builder.start();
    String line = process.inputReader().readLine();
    if (line == null || !line.startsWith(READY)) {
      process.destroyForcibly();
      throw new IllegalStateException("the server did not start: " + line + "; see " + log);
    }
    return new ServerProcess(process, line.substring(READY.length()));
  }

  String address() {
    return address;
  }

  /** As {@code kill -9}: nothing can be put in order before. */
  void kill() throws InterruptedException {
    process.destroyForcibly();
    process.waitFor();
  }
}
