package uncrop.server.outbound;

import java.util.Optional;

/** How a request to the outside ended. */
public sealed interface Outcome {

  /** The host answered. No record, because bytes are not compared by what they hold. */
  final class Answered implements Outcome {
    private final int status;
    private final Optional<String> location;
    private final byte[] body;

    Answered(int status, Optional<String> location, byte[] body) {
      this.status = status;
      this.location = location;
      this.body = body;
    }

    public int status() {
      return status;
    }

    /** Where a redirect leads, as the host wrote it. */
    public Optional<String> location() {
      return location;
    }

    /** Whole; empty when it was not asked for, or of a redirect or an error. */
    public byte[] body() {
      return body;
    }
  }

  /** The address leads inside, or to a port that is no web server's; nobody was asked. */
  record Refused() implements Outcome {}

  /** The body is longer than wanted; the rest was not read. */
  record TooLong() implements Outcome {}

  /** Not all of the answer came in time. */
  record TimedOut() implements Outcome {}

  /**
   * There was no answer.
   *
   * @param reason as a clause, without the address: "its name is not known"
   */
  record Failed(String reason) implements Outcome {}
}
