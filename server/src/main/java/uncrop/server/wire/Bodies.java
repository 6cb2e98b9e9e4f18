package uncrop.server.wire;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.Optional;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import uncrop.fault.BadInput;
import uncrop.server.settings.LimitSettings;

/** Reads the body of a request, JSON or a form, no more of it than is allowed. */
@Component
public final class Bodies {
  private static final MediaType ANY_JSON = new MediaType("application", "*+json");

  private final int limit;
  private final long partLimit;

  Bodies(LimitSettings limits) {
    this.limit = Math.toIntExact(limits.body().toBytes());
    this.partLimit = limits.picture().toBytes();
  }

  /**
   * Reads a JSON object.
   *
   * @throws UnservedType when the body is declared to be something else
   * @throws TooLarge when it is too long, declared or found
   * @throws BadInput when it breaks off, or is not a JSON object
   */
  public Parameters json(HttpServletRequest request) {
    if (!isJson(request)) {
      throw unserved(request, "application/json");
    }
    return readJson(request);
  }

  /**
   * Reads a form with its files.
   *
   * @throws UnservedType when the body is declared to be something else than multipart/form-data
   * @throws TooLarge when it, or a part of it, is too long
   * @throws BadInput when it breaks off, has too many parts, or is no form
   */
  public Parameters form(HttpServletRequest request) {
    return form(request, limit);
  }

  /**
   * The same for a vocabulary with a limit of its own.
   *
   * @param most bytes of the body, where that is less than the limit of all
   */
  public Parameters form(HttpServletRequest request, long most) {
    if (!isForm(request)) {
      throw unserved(request, "multipart/form-data");
    }
    return readForm(request, Math.min(most, limit));
  }

  /** Either of the two, as it is declared; failures are those of both. */
  public Parameters jsonOrForm(HttpServletRequest request) {
    if (isForm(request)) {
      return readForm(request, limit);
    }
    if (!isJson(request)) {
      throw unserved(request, "application/json or multipart/form-data");
    }
    return readJson(request);
  }

  private Parameters readJson(HttpServletRequest request) {
    requireLength(request, limit);
    try {
      byte[] body = request.getInputStream().readNBytes(limit + 1);
      if (body.length > limit) {
        throw new TooLarge("body", limit);
      }
      return Parameters.of(body);
    } catch (SocketTimeoutException e) {
      throw new BodyTimedOut();
    } catch (IOException e) {
      if (e.getCause() instanceof SocketTimeoutException) {
        throw new BodyTimedOut();
      }
      throw new BadInput("body", "(broken off)", "did not arrive whole");
    }
  }

  private Parameters readForm(HttpServletRequest request, long most) {
    requireLength(request, most);
    return Form.of(request, most, partLimit);
  }

  private static void requireLength(HttpServletRequest request, long most) {
    if (request.getContentLengthLong() > most) {
      throw new TooLarge("body", most);
    }
  }

  /** Old clients declare nothing at all; what they send is JSON. */
  private static boolean isJson(HttpServletRequest request) {
    return request.getContentType() == null
        || declared(request)
            .filter(type -> MediaType.APPLICATION_JSON.includes(type) || ANY_JSON.includes(type))
            .isPresent();
  }

  private static boolean isForm(HttpServletRequest request) {
    return declared(request).filter(MediaType.MULTIPART_FORM_DATA::includes).isPresent();
  }

  private static Optional<MediaType> declared(HttpServletRequest request) {
    try {
      return Optional.ofNullable(request.getContentType()).map(MediaType::parseMediaType);
    } catch (InvalidMediaTypeException e) {
      return Optional.empty(); // nothing that is served, whatever it is
    }
  }

  private static UnservedType unserved(HttpServletRequest request, String served) {
    String declared = request.getContentType();
    return new UnservedType(
        "Content-Type", declared == null ? "(not sent)" : Excerpt.of(declared), served);
  }
}
