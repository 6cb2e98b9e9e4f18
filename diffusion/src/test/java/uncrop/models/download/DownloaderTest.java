package uncrop.models.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static uncrop.models.download.TroubledServer.droppingAfter;
import static uncrop.models.download.TroubledServer.failing;
import static uncrop.models.download.TroubledServer.giving;
import static uncrop.models.download.TroubledServer.ignoringRanges;
import static uncrop.models.download.TroubledServer.mixingVersions;
import static uncrop.models.download.TroubledServer.redirecting;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import uncrop.fault.Cancelled;
import uncrop.models.download.Downloader.Fetched;
import uncrop.models.download.Downloader.Patience;
import uncrop.models.download.TroubledServer.Asked;

class DownloaderTest {
  private static final byte[] CONTENT = bytes(3_000_000, 1);
  private static final byte[] OTHER = bytes(3_000_000, 2);
  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
  private static final ByteListener NOBODY = (done, total) -> {};

  @TempDir private Path folder;
  private final List<Duration> pauses = new ArrayList<>();
  private TroubledServer server;
  private Downloader downloader;

  @BeforeEach
  void open() throws IOException {
    server = new TroubledServer().with("/file", CONTENT);
    downloader =
        new Downloader(
            new Patience(Duration.ofSeconds(20), 3), pauses::add, InstantSource.fixed(NOW));
  }

  @AfterEach
  void close() {
    downloader.close();
    server.close();
  }

  @Test
  void a_file_comes_whole_and_is_not_asked_for_again() throws IOException {
    List<Long> heard = new ArrayList<>();
    Fetched fetched =
        downloader.fetch(
            remote(),
            target(),
            (done, total) -> {
              assertThat(total).isEqualTo(CONTENT.length);
              heard.add(done);
            });

    assertThat(Files.readAllBytes(fetched.file())).isEqualTo(CONTENT);
    assertThat(heard).isSorted().last().isEqualTo((long) CONTENT.length);
    fetch();
    assertThat(server.asked()).hasSize(1);
    assertThat(pauses).isEmpty();
  }

  @Test
  void a_dropped_connection_goes_on_where_it_ended() throws IOException {
    server.then(droppingAfter(1_000_000), droppingAfter(500_000));

    assertThat(fetched()).isEqualTo(CONTENT);
    List<Asked> asked = server.asked();
    assertThat(asked).hasSize(3);
    assertThat(asked.get(0).header("Range")).isEmpty();
    assertThat(from(asked.get(1))).isBetween(1, 1_000_000);
    assertThat(from(asked.get(2))).isBetween(from(asked.get(1)) + 1, 1_500_000);
    assertThat(asked.get(1).header("If-Range"))
        .contains('"' + TroubledServer.sha256(CONTENT) + '"');
  }

  @Test
  void another_run_goes_on_where_the_first_gave_up() throws IOException {
    server.then(droppingAfter(1_000_000), failing(500), failing(502), failing(503));

    assertThatThrownBy(this::fetch)
        .isInstanceOf(DownloadFault.class)
        .hasMessage(
            server.uri("/file")
                + ": the server answers 503, 3 times in a row: try again later; what has come is"
                + " kept");
    assertThat(pauses)
        .containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(4));
    assertThat(fetched()).isEqualTo(CONTENT);
    assertThat(from(server.asked().getLast())).isPositive();
  }

  @Test
  void a_file_that_changed_meanwhile_starts_again() throws IOException {
    server.then(droppingAfter(1_000_000));
    Downloader.Fetched fetched =
        downloader.fetch(remote(), target(), (done, total) -> server.with("/file", OTHER));

    assertThat(Files.readAllBytes(fetched.file())).isEqualTo(OTHER);
  }

  @Test
  void versions_are_not_mixed_even_by_a_server_that_would() throws IOException {
    server.then(droppingAfter(1_000_000), mixingVersions());

    Downloader.Fetched fetched =
        downloader.fetch(remote(), target(), (done, total) -> server.with("/file", OTHER));

    assertThat(Files.readAllBytes(fetched.file())).isEqualTo(OTHER);
    assertThat(server.asked()).hasSize(3);
    assertThat(server.asked().getLast().header("Range")).isEmpty();
  }

  @Test
  void a_file_that_became_shorter_starts_again() throws IOException {
    byte[] shorter = bytes(10, 3);
    server.then(droppingAfter(1_000_000), mixingVersions());

    Downloader.Fetched fetched =
        downloader.fetch(remote(), target(), (done, total) -> server.with("/file", shorter));

    assertThat(Files.readAllBytes(fetched.file())).isEqualTo(shorter);
    assertThat(server.asked()).hasSize(3);
  }

  @Test
  void a_server_without_ranges_sends_all_again() throws IOException {
    server.then(droppingAfter(1_000_000), ignoringRanges());

    assertThat(fetched()).isEqualTo(CONTENT);
    assertThat(server.asked()).hasSize(2);
  }

  @Test
  void what_came_of_no_known_size_and_version_is_not_gone_on_with() throws IOException {
    server.then(server.stallingUnnamed(1_000_000));
    try (Downloader impatient =
        new Downloader(
            new Patience(Duration.ofMillis(400), 3), pauses::add, InstantSource.fixed(NOW))) {
      Fetched fetched = impatient.fetch(remote(), target(), NOBODY);

      assertThat(Files.readAllBytes(fetched.file())).isEqualTo(CONTENT);
      assertThat(server.asked())
          .hasSize(2)
          .allSatisfy(asked -> assertThat(asked.header("Range")).isEmpty());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "7, 7",
    "0, 0",
    "86400, 600",
    "'Sat, 21 Nov 2026 12:00:30 GMT', 30",
    "'Sat, 21 Nov 2026 11:00:00 GMT', 2",
    "soon, 2",
    "-1, 2"
  })
  void a_busy_server_says_how_long_to_wait(String retryAfter, long seconds) throws IOException {
    server.then(failing(429, "Retry-After", retryAfter));

    assertThat(fetched()).isEqualTo(CONTENT);
    assertThat(pauses).containsExactly(Duration.ofSeconds(seconds));
  }

  @ParameterizedTest
  @ValueSource(ints = {408, 425, 429, 500, 502, 503, 504})
  void what_may_pass_is_tried_again(int status) throws IOException {
    server.then(failing(status), failing(status));

    assertThat(fetched()).isEqualTo(CONTENT);
  }

  @Test
  void progress_makes_patience_new() throws IOException {
    for (int i = 0; i < 6; i++) {
      server.then(failing(500), failing(500), droppingAfter(300_000));
    }

    assertThat(fetched()).isEqualTo(CONTENT);
  }

  @Test
  void a_connection_that_stalls_is_given_up() throws IOException {
    server.then(server.stallingAfter(1_000_000));
    try (Downloader impatient =
        new Downloader(
            new Patience(Duration.ofMillis(400), 3), pauses::add, InstantSource.fixed(NOW))) {
      Fetched fetched = impatient.fetch(remote(), target(), NOBODY);

      assertThat(Files.readAllBytes(fetched.file())).isEqualTo(CONTENT);
      assertThat(from(server.asked().getLast())).isPositive();
    }
  }

  @Test
  void nobody_there_is_told() {
    URI nowhere = server.uri("/file");
    server.close();

    assertThatThrownBy(() -> downloader.fetch(remote(nowhere, "t"), target(), NOBODY))
        .isInstanceOf(DownloadFault.class)
        .hasMessageContaining("the connection failed (")
        .hasMessageContaining("3 times in a row");
  }

  @Test
  void the_token_goes_to_its_server_and_to_no_other() throws IOException {
    try (TroubledServer elsewhere = new TroubledServer().with("/blob", CONTENT)) {
      server.then(redirecting(server.uri("/again")), redirecting(elsewhere.uri("/blob")));

      Fetched fetched = downloader.fetch(remote(server.uri("/file"), "secret"), target(), NOBODY);

      assertThat(Files.readAllBytes(fetched.file())).isEqualTo(CONTENT);
      assertThat(server.asked())
          .hasSize(2)
          .allSatisfy(asked -> assertThat(asked.header("Authorization")).contains("Bearer secret"));
      assertThat(elsewhere.asked())
          .singleElement()
          .satisfies(asked -> assertThat(asked.header("Authorization")).isEmpty());
    }
  }

  @Test
  void each_try_goes_the_whole_way_of_redirects() throws IOException {
    try (TroubledServer elsewhere = new TroubledServer().with("/blob", CONTENT)) {
      String sum = "a".repeat(64);
      elsewhere.then(droppingAfter(1_000_000));
      server.then(
          redirecting(elsewhere.uri("/blob"), "X-Linked-Etag", '"' + sum + '"'),
          redirecting(elsewhere.uri("/blob"), "X-Linked-Etag", '"' + sum + '"'));

      Fetched fetched = downloader.fetch(remote(), target(), NOBODY);

      assertThat(Files.readAllBytes(fetched.file())).isEqualTo(CONTENT);
      assertThat(fetched.sha256()).contains(sum);
      assertThat(elsewhere.asked()).hasSize(2);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://example.org/file", "ftp://localhost/file", "file:///etc/passwd"})
  void a_redirect_to_where_nothing_is_safe_is_not_followed(String to) {
    server.then(redirecting(URI.create(to)));

    assertThatThrownBy(this::fetch)
        .isInstanceOf(DownloadFault.class)
        .hasMessageContaining("leads to " + to + ", which is not safe");
  }

  @Test
  void redirects_end() {
    for (int i = 0; i < 20; i++) {
      server.then(redirecting(server.uri("/file")));
    }

    assertThatThrownBy(this::fetch).hasMessageContaining("redirects without end");
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 403})
  void a_gate_says_where_its_licence_is(int status) {
    server.then(failing(status), failing(status));

    assertThatThrownBy(() ->
            downloader.fetch(
                new RemoteFile(
                    server.uri("/file"), Optional.empty(), "https://page", OptionalLong.empty()),
                target(),
                NOBODY))
        .isInstanceOf(DownloadFault.class)
        .hasMessage(
            "%s: is gated (%d): accept the licence on https://page, make a token there, and give it (--token, UNCROP_HUB_TOKEN or HF_TOKEN)"
                .formatted(server.uri("/file"), status));
    assertThatThrownBy(this::fetch)
        .hasMessageContaining("refused (" + status + ") with the token given")
        .hasMessageNotContaining("secret");
    assertThat(server.asked()).hasSize(2);
  }

  @Test
  void what_is_not_there_is_told_at_once() {
    assertThatThrownBy(() -> downloader.fetch(remote(server.uri("/x"), "t"), target(), NOBODY))
        .hasMessageContaining(
            "the server answers 404: it is not there (any more): see https://page");
    assertThat(server.asked()).hasSize(1);
  }

  @Test
  void a_file_of_another_size_than_known_is_not_fetched() {
    server.then(giving(bytes(7, 4)));

    assertThatThrownBy(() ->
            downloader.fetch(
                new RemoteFile(
                    server.uri("/file"),
                    Optional.empty(),
                    "https://page",
                    OptionalLong.of(CONTENT.length)),
                target(),
                NOBODY))
        .hasMessageContaining("has 7 bytes there, and should have 3000000: it is another file");
    assertThat(target()).doesNotExist();
  }

  @Test
  void an_interrupt_keeps_what_has_come() throws IOException {
    assertThatThrownBy(() ->
            downloader.fetch(
                remote(), target(), (done, total) -> Thread.currentThread().interrupt()))
        .isInstanceOf(Cancelled.class);
    assertThat(Thread.interrupted()).isFalse();
    assertThat(Files.size(target())).isPositive();
    assertThat(fetched()).isEqualTo(CONTENT);
  }

  @Test
  void what_lies_there_of_another_address_is_not_gone_on_with() throws IOException {
    server.with("/other", OTHER).then(droppingAfter(1_000_000), failing(404));
    assertThatThrownBy(this::fetch).hasMessageContaining("404");

    Fetched fetched = downloader.fetch(remote(server.uri("/other"), "t"), target(), NOBODY);

    assertThat(Files.readAllBytes(fetched.file())).isEqualTo(OTHER);
    assertThat(server.asked().getLast().header("Range")).isEmpty();
  }

  private byte[] fetched() throws IOException {
    return Files.readAllBytes(fetch().file());
  }

  private Fetched fetch() {
    return downloader.fetch(remote(), target(), NOBODY);
  }

  private RemoteFile remote() {
    return remote(server.uri("/file"), "secret");
  }

  private static RemoteFile remote(URI uri, String token) {
    return new RemoteFile(uri, Optional.of(token), "https://page", OptionalLong.empty());
  }

  private Path target() {
    return folder.resolve("parts/file.bin");
  }

  private static int from(Asked asked) {
    return Integer.parseInt(asked.header("Range").orElse("0").replaceAll("\\D", ""));
  }

  private static byte[] bytes(int count, long seed) {
    byte[] bytes = new byte[count];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }
}
