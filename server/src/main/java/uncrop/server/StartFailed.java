package uncrop.server;

import java.util.Optional;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.web.server.PortInUseException;
import uncrop.fault.UncropException;

/** The server could not be started. */
final class StartFailed extends UncropException {
  private StartFailed(String message, Throwable cause) {
    super(message, cause);
  }

  /** What a person can do something about lies somewhere in the chain of what Spring throws. */
  static StartFailed because(Throwable failure, String host, int port) {
    Optional<ConfigurationProperty> setting = Optional.empty();
    Throwable root = failure;
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      root = cause;
      switch (cause) {
        case UncropException known -> {
          return new StartFailed(known.getMessage(), failure);
        }
        case PortInUseException _ -> {
          String taken = "port " + port + " of " + host + " is taken";
          return new StartFailed(taken + "; choose another with --port, or 0 for any", failure);
        }
        case java.net.BindException bind -> {
          String address = host + ", port " + port;
          return new StartFailed("cannot listen on " + address + ": " + bind.getMessage(), failure);
        }
        case BindException bind when bind.getProperty() != null ->
            setting = Optional.ofNullable(bind.getProperty());
        default -> {}
      }
    }
    String named = setting.map(p -> p.getName() + " " + p.getValue() + ": ").orElse("");
    String message = root.getMessage() == null ? root.getClass().getName() : root.getMessage();
    return new StartFailed(
        "cannot start: " + named + message.lines().findFirst().orElse(""), failure);
  }
}
