package uncrop.server.vocabulary.own;

import java.net.URI;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.springframework.http.HttpStatus;

/**
 * The kinds of problem that a client can tell apart, one for each status. The names are part of the
 * interface: clients compare them.
 */
enum ProblemType {
  BAD_INPUT(
      HttpStatus.BAD_REQUEST,
      "The request cannot be used",
      "A field is missing, out of its range, or does not fit the picture. The member field names"
          + " it, the detail says what is allowed. Sending the same again fails again."),
  KEY_REFUSED(
      HttpStatus.UNAUTHORIZED,
      "No valid API key",
      "Send a key in the header x-api-key, or as Authorization: Bearer."),
  FORBIDDEN(
      HttpStatus.FORBIDDEN,
      "Not allowed",
      "The key has not the scope for this, or the address of a picture or webhook is not public."),
  NOT_FOUND(
      HttpStatus.NOT_FOUND,
      "Nothing there",
      "The URL is unknown, or names a job of another account, or a picture that is not painted."),
  METHOD_NOT_ALLOWED(
      HttpStatus.METHOD_NOT_ALLOWED,
      "Wrong method",
      "The header Allow lists the methods that the URL has."),
  CREDITS_SHORT(
      HttpStatus.NOT_ACCEPTABLE,
      "Not enough credits",
      "The account has fewer credits than the outpaint costs. Nothing was charged."),
  JOB_ENDED(
      HttpStatus.CONFLICT,
      "In another state",
      "The job is not in the state that this needs, such as one to cancel that has ended. The"
          + " detail says in which state it is."),
  RESULTS_GONE(
      HttpStatus.GONE,
      "Swept",
      "The pictures of the job were kept for as long as this server keeps them, and deleted."),
  TOO_LARGE(
      HttpStatus.CONTENT_TOO_LARGE,
      "Too large",
      "The body or a picture file is larger than this server takes."),
  UNSERVED_TYPE(
      HttpStatus.UNSUPPORTED_MEDIA_TYPE,
      "Not a served type",
      "Bodies are application/json or multipart/form-data, pictures PNG, JPEG or WebP."),
  IDEMPOTENCY_CONFLICT(
      HttpStatus.UNPROCESSABLE_CONTENT,
      "Another request had this Idempotency-Key",
      "The key was sent before with another body. Take a new key for each new request."),
  TOO_MANY_REQUESTS(
      HttpStatus.TOO_MANY_REQUESTS,
      "Too many requests",
      "The queue is full or the key's rate is exceeded. The header Retry-After says for how many"
          + " seconds to wait."),
  SERVER_FAILED(
      HttpStatus.INTERNAL_SERVER_ERROR,
      "The server failed",
      "Nothing that the request could change. The log of the server has the reason under the"
          + " request id, which is in the member instance."),
  UNAVAILABLE(
      HttpStatus.BAD_GATEWAY,
      "Temporarily unavailable",
      "The host of a picture did not deliver, or this server is stopping. Try again later."),
  TIMED_OUT(
      HttpStatus.GATEWAY_TIMEOUT, "Took too long", "The host of a picture did not answer in time.");

  private static final String PATH = "/problems/";

  private final HttpStatus status;
  private final String title;
  private final String meaning;

  ProblemType(HttpStatus status, String title, String meaning) {
    this.status = status;
    this.title = title;
    this.meaning = meaning;
  }

  /** The one of a status, or else of its class: what is not ours to explain is still a problem. */
  static ProblemType of(HttpStatus status) {
    return Arrays.stream(values())
        .filter(type -> type.status == status)
        .findFirst()
        .orElse(status.is4xxClientError() ? BAD_INPUT : SERVER_FAILED);
  }

  static Optional<ProblemType> named(String slug) {
    return Arrays.stream(values()).filter(type -> type.slug().equals(slug)).findFirst();
  }

  /** As it stands in its URI, such as {@code bad-input}. */
  String slug() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * Relative, so that it is the same under every host name; this server explains it at that path.
   */
  URI uri() {
    return URI.create(PATH + slug());
  }

  HttpStatus status() {
    return status;
  }

  String title() {
    return title;
  }

  String meaning() {
    return meaning;
  }
}
