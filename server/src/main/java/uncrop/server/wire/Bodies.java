package uncrop.server.wire;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import uncrop.fault.BadInput;
import uncrop.server.settings.LimitSettings;

/** Reads the JSON body of a request, no more of it than is allowed. */
@Component
public final class Bodies {
  private static final MediaType ANY_JSON = new MediaType("application", "*+json");

  private final int limit;

  Bodies(LimitSettings limits) {
    this.limit = Math.toIntExact(limits.body().toBytes());
  }

  /**
   * Reads the whole body.
   *
   * @throws UnservedType when the body is declared to be something else than JSON
   * @throws TooLarge when it is too long, declared or found
   * @throws BadInput when it breaks off, or is not a JSON object
   */
  public Parameters json(HttpServletRequest request) {
    requireJson(request.getContentType());
    if (request.getContentLengthLong() > limit) {
      throw new TooLarge("body", limit);
    }
    try {
      byte[] body = request.getInputStream().readNBytes(limit + 1);
      if (body.length > limit) {
        throw new TooLarge("body", limit);
      }
      return Parameters.of(body);
    } catch (IOException e) {
      throw new BadInput("body", "(broken off)", "did not arrive whole");
    }
  }

  /** Old clients declare nothing at all; what they send is JSON. */
  private static void requireJson(@Nullable String declared) {
    if (declared == null) {
      return;
    }
    try {
      MediaType type = MediaType.parseMediaType(declared);
      if (MediaType.APPLICATION_JSON.includes(type) || ANY_JSON.includes(type)) {
        return;
      }
    } catch (InvalidMediaTypeException e) {
      // not JSON, whatever it is
    }
    throw new UnservedType("Content-Type", Excerpt.of(declared), "application/json");
  }
}
