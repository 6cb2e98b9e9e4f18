package uncrop.models.download;

import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import uncrop.fault.Cancelled;

/** Fetches files that are larger than a connection lasts. */
public final class Downloader implements AutoCloseable {
  /*
   * A try that fails for a reason that may pass (a connection that drops or stalls, 408, 425, 429,
   * 5xx) is made again, later each time, from where the last one ended. Bytes that came since count
   * as success: only tries that bring nothing are counted. What has come stays on the disk between
   * runs, with the version that it is of; whether a server goes on with the same version is seen
   * from its ETag, size and position, never assumed.
   */

  /**
   * @param silence after which a connection counts as stalled
   * @param tries in a row that bring nothing, before it is given up
   */
  public record Patience(Duration silence, int tries) {
    public static final Patience USUAL = new Patience(Duration.ofSeconds(60), 8);
  }

  /**
   * @param sha256 that the server says it has
   */
  public record Fetched(Path file, Optional<String> sha256) {}

  private static final Duration FIRST_WAIT = Duration.ofSeconds(1);
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);
  private static final Duration LONGEST_ASKED = Duration.ofMinutes(10);

  private final HttpClient client;
  private final Patience patience;
  private final Pause pause;
  private final InstantSource clock;

  public Downloader(Patience patience, Pause pause, InstantSource clock) {
    this.client =
        HttpClient.newBuilder()
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(patience.silence())
            .build();
    this.patience = patience;
    this.pause = pause;
    this.clock = clock;
  }

  /** What came of one try. */
  private sealed interface Outcome {
    record Done() implements Outcome {}

    /**
     * @param why a clause
     * @param asked how long the server asks to wait
     */
    record Again(String why, Optional<Duration> asked) implements Outcome {}
  }

  /**
   * Fetches a file, or what is missing of it.
   *
   * @param target where it comes to lie; what an earlier run left there is gone on with
   * @throws DownloadFault if it cannot be had
   * @throws Cancelled if the thread is interrupted; what has come stays
   */
  public Fetched fetch(RemoteFile file, Path target, ByteListener listener) {
    try {
      PartialFile part = PartialFile.at(target, file.uri().toString());
      int inVain = 0;
      while (!part.isComplete()) {
        long before = part.size();
        Outcome outcome = attempt(file, part, listener);
        if (!(outcome instanceof Outcome.Again(String why, Optional<Duration> asked))) {
          break;
        }
        inVain = part.size() > before ? 0 : inVain + 1;
        if (inVain >= patience.tries()) {
          throw new DownloadFault(
              "%s: %s, %d times in a row: try again later; what has come is kept"
                  .formatted(file.uri(), why, inVain));
        }
        pause.sleep(asked.orElse(waiting(inVain)));
      }
      return new Fetched(part.data(), part.sha256());
    } catch (InterruptedException | ClosedByInterruptException e) {
      // A channel that an interrupt closes leaves the thread interrupted; the fault is enough.
      Thread.interrupted();
      throw new Cancelled();
    } catch (IOException e) {
      throw new DownloadFault(target + ": cannot be written: " + e.getMessage(), e);
    }
  }

  private static Duration waiting(int inVain) {
    Duration wait = FIRST_WAIT.multipliedBy(1L << Math.min(inVain, 10));
    return wait.compareTo(LONGEST_WAIT) < 0 ? wait : LONGEST_WAIT;
  }

  private Outcome attempt(RemoteFile file, PartialFile part, ByteListener listener)
      throws IOException, InterruptedException {
    if (!part.canBeContinued()) {
      part.discard();
    }
    Exchange opened;
    try {
      opened = Exchange.get(client, file, part, patience.silence());
    } catch (IOException e) {
      return new Outcome.Again("the connection failed (" + reason(e) + ")", Optional.empty());
    }
    try (Exchange exchange = opened) {
      int status = exchange.status();
      Version version = Version.of(exchange.response().headers(), exchange.sha256());
      switch (status) {
        case 200 -> {
          requireSize(file, version);
          part.begin(version);
        }
        case 206 -> {
          if (Version.start(exchange.response().headers()) != part.size() || !part.isOf(version)) {
            part.discard();
            return new Outcome.Again("it has changed meanwhile", Optional.empty());
          }
        }
        case 416 -> {
          part.discard();
          return new Outcome.Again("it is shorter than it was", Optional.empty());
        }
        default -> {
          return refused(file, exchange);
        }
      }
      return receive(part, exchange, listener);
    }
  }

  private static void requireSize(RemoteFile file, Version version) {
    if (version.total() >= 0
        && file.bytes().isPresent()
        && file.bytes().getAsLong() != version.total()) {
      throw new DownloadFault(
          "%s: has %d bytes there, and should have %d: it is another file"
              .formatted(file.uri(), version.total(), file.bytes().getAsLong()));
    }
  }

  private Outcome receive(PartialFile part, Exchange exchange, ByteListener listener)
      throws IOException, InterruptedException {
    requireRoom(part);
    Optional<String> broken =
        new Reception(exchange.response().body(), patience.silence()).into(part, listener);
    if (broken.isPresent()) {
      return new Outcome.Again(broken.get(), Optional.empty());
    }
    if (part.total() >= 0 && part.size() != part.total()) {
      if (part.size() > part.total()) {
        part.discard();
      }
      return new Outcome.Again("it ended early", Optional.empty());
    }
    part.complete();
    return new Outcome.Done();
  }

  private static void requireRoom(PartialFile part) throws IOException {
    long missing = part.total() - part.size();
    Path folder = part.data().toAbsolutePath().getParent();
    long free = folder == null ? Long.MAX_VALUE : Files.getFileStore(folder).getUsableSpace();
    if (part.total() >= 0 && missing > free) {
      throw new DownloadFault(
          "%s: %d MB are missing, and there is room for %d MB: free some"
              .formatted(part.data(), missing >> 20, free >> 20));
    }
  }

  private Outcome refused(RemoteFile file, Exchange exchange) {
    int status = exchange.status();
    if (status == 401 || status == 403) {
      throw new DownloadFault(
          file.token().isPresent()
              ? "%s: refused (%d) with the token given: accept the licence on %s with the account of that token, and see that the token may read"
                  .formatted(file.uri(), status, file.page())
              : "%s: is gated (%d): accept the licence on %s, make a token there, and give it (--token, UNCROP_HUB_TOKEN or HF_TOKEN)"
                  .formatted(file.uri(), status, file.page()));
    }
    if (status == 408 || status == 425 || status == 429 || status >= 500) {
      return new Outcome.Again("the server answers " + status, asked(exchange));
    }
    throw new DownloadFault(
        "%s: the server answers %d: %s"
            .formatted(
                file.uri(),
                status,
                status == 404 || status == 410
                    ? "it is not there (any more): see " + file.page()
                    : "nothing can be done about it from here"));
  }

  /** In seconds or as a date (RFC 9110, 10.2.3). */
  private Optional<Duration> asked(Exchange exchange) {
    return exchange
        .response()
        .headers()
        .firstValue("Retry-After")
        .flatMap(text -> {
          try {
            return Optional.of(
                text.matches("\\d{1,9}")
                    ? Duration.ofSeconds(Long.parseLong(text))
                    : Duration.between(
                        clock.instant(),
                        ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)));
          } catch (DateTimeException e) {
            return Optional.empty();
          }
        })
        .filter(wait -> !wait.isNegative())
        .map(wait -> wait.compareTo(LONGEST_ASKED) < 0 ? wait : LONGEST_ASKED);
  }

  static String reason(Exception e) {
    return e.getMessage() == null || e.getMessage().isBlank()
        ? e.getClass().getSimpleName()
        : e.getMessage().lines().findFirst().orElse("");
  }

  @Override
  public void close() {
    client.shutdownNow();
    client.close();
  }
}
