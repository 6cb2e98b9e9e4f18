package uncrop.server;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import uncrop.embedded.Engines;
import uncrop.fault.UncropException;

/** {@code uncrop serve}: runs the HTTP server until it is told to stop. */
// picocli fills the annotated fields before the command runs
@SuppressWarnings("NullAway.Init")
@Command(
    name = "serve",
    description = "Runs the HTTP server: POST /v1/seg-beyond, with an API key.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Further settings come from the environment, such as UNCROP_JOBS_WORKERS=2.",
      "",
      "Example:",
      "  uncrop serve --port 8080 --data /var/lib/uncrop"
    })
public final class ServeCommand implements Callable<Integer> {
  private static final int LAST_PORT = 65535;

  @Spec private CommandSpec spec;

  @Option(
      names = "--host",
      paramLabel = "HOST",
      defaultValue = "127.0.0.1",
      description =
          "Address to listen on (default: ${DEFAULT-VALUE}, this machine only; 0.0.0.0: all).")
  private String host;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      defaultValue = "8080",
      description = "Port to listen on (default: ${DEFAULT-VALUE}; 0: any that is free).")
  private int port;

  @Option(
      names = "--rehearse",
      paramLabel = "PICTURE",
      hidden = true,
      description = "Asks itself for a while and stops: how the launcher trains Java.")
  private Optional<Path> rehearsed;

  @Mixin private DatabaseOptions data;

  @Override
  public Integer call() throws InterruptedException, IOException {
    if (port < 0 || port > LAST_PORT) {
      throw new ParameterException(
          spec.commandLine(), "--port " + port + ": must be 0 to " + LAST_PORT);
    }
    Engines engines = Engines.embedded(Runtime.getRuntime().availableProcessors());
    try (UncropServer server =
        UncropServer.start(
            engines, host, port, data.folder(), data.settings().toArray(String[]::new))) {
      Optional<String> key = server.firstKey();
      announce(server, key);
      if (rehearsed.isPresent()) {
        new Rehearsal(server.port(), key.orElse("")).run(rehearsed.get());
      } else {
        server.await();
      }
      return 0;
    } catch (UncropException e) {
      spec.commandLine().getErr().println("uncrop: " + e.getMessage());
      return 1;
    }
  }

  private void announce(UncropServer server, Optional<String> firstKey) {
    PrintWriter out = spec.commandLine().getOut();
    String named = host.contains(":") ? "[" + host + "]" : host;
    out.println("uncrop is ready at http://" + named + ":" + server.port());
    firstKey.ifPresent(key -> {
      out.println("API key: " + key);
      out.println("It is shown this once. Make others with: uncrop keys create NAME");
    });
    out.flush();
  }
}
