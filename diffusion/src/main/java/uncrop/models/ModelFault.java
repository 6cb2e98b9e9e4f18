package uncrop.models;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import uncrop.fault.UncropException;

/** The folder of models, or a model in it, cannot be used: says why and what to do, in one line. */
public final class ModelFault extends UncropException {
  ModelFault(String message) {
    super(message);
  }

  private ModelFault(String message, Throwable cause) {
    super(message, cause);
  }

  /**
   * @param doing what failed, such as "cannot be written"
   */
  static ModelFault of(Path path, String doing, IOException reason) {
    String why =
        switch (reason) {
          case AccessDeniedException _ -> "check its rights";
          case NoSuchFileException _ -> "it is not there";
          default -> String.valueOf(reason.getMessage()).lines().findFirst().orElse("");
        };
    return new ModelFault("%s %s: %s".formatted(path, doing, why), reason);
  }
}
