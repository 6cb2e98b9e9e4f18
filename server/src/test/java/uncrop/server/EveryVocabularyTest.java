package uncrop.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import uncrop.engine.Engine;
import uncrop.engine.PaintListener;
import uncrop.engine.Scene;
import uncrop.pixels.Raster;
import uncrop.plan.Sampling;
import uncrop.server.source.FileServer;

/** Each status that the contract knows, from each vocabulary, in that vocabulary's own shape. */
@Timeout(120)
class EveryVocabularyTest {
  private static final int BREAKS = 13;
  private static final byte[] FILE = TestPicture.png(64, 64);
  private static final String PICTURE = TestPicture.base64(FILE);

  @TempDir static Path data;
  static FileServer files;
  static TestServer server;

  /** Paints nothing, and breaks on one seed. */
  private static final class Moody implements Engine {
    @Override
    public String name() {
      return "moody";
    }

    @Override
    public List<String> warnings(Sampling sampling) {
      return List.of();
    }

    @Override
    public Raster paint(Scene scene, PaintListener listener) {
      if (scene.seed() == BREAKS) {
        throw new IllegalStateException("internal secret");
      }
      return scene.canvas().copy();
    }
  }

  @BeforeAll
  static void start() {
    files = new FileServer(FILE);
    server =
        TestServer.start(
            new Moody(),
            data.resolve("plain"),
            "uncrop.limits.body=1MB",
            "uncrop.limits.picture=100KB",
            "uncrop.fetch.deadline=2s",
            "uncrop.fetch.allow=" + files.host());
  }

  @AfterAll
  static void stop() {
    server.close();
    files.close();
  }

  private static void assertFails(
      Dialect dialect, HttpResponse<byte[]> answer, int status, String... words) {
    String body = new String(answer.body(), StandardCharsets.UTF_8);
    assertThat(answer.statusCode()).as(body).isEqualTo(status);
    assertThat(body).doesNotContainIgnoringCase("<html", "<!doctype", "exception", "secret");
    String reason = dialect.reason(answer);
    assertThat(reason).isNotBlank().doesNotContain("\n", "uncrop.server");
    assertThat(List.of(words)).allSatisfy(word -> assertThat(reason).contains(word));
  }

  @ParameterizedTest
  @EnumSource
  void a_good_request_is_200_however_its_picture_is_sent(Dialect dialect) {
    for (String sent :
        List.of(PICTURE, "data:image/png;base64," + PICTURE, files.url("/picture.png"))) {
      HttpResponse<byte[]> answer = server.send(dialect.request(server, sent, "seed", "7"));
      assertThat(answer.statusCode())
          .as(() -> new String(answer.body(), StandardCharsets.UTF_8))
          .isEqualTo(200);
      if (dialect.waits()) {
        assertThat(answer.headers().firstValue("X-Seed")).contains("7");
        assertThat(answer.headers().map())
            .containsKeys(
                "x-request-id",
                "x-generation-time",
                "x-output-metadata",
                "x-remaining-credits",
                "x-rate-limit-remaining",
                "x-rate-limit-reset-at-utc");
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_parameter_out_of_range_is_400(Dialect dialect) {
    assertFails(
        dialect,
        server.send(dialect.request(server, PICTURE, "seed", "-3")),
        400,
        "seed",
        "-3",
        "must be");
    assertFails(dialect, server.send(dialect.request(server, "!!!")), 400, dialect.pictureField());
  }

  @ParameterizedTest
  @EnumSource
  void no_key_and_a_wrong_key_are_401_before_the_body_is_read(Dialect dialect) {
    HttpRequest.Builder none =
        server.request(dialect.path()).POST(BodyPublishers.ofString("nonsense"));
    assertFails(dialect, server.send(none), 401, "no API key");
    HttpRequest.Builder wrong = dialect.withKey(dialect.request(server, PICTURE), "uc_wrong");
    assertFails(dialect, server.send(wrong), 401, "unknown or revoked");
  }

  @ParameterizedTest
  @EnumSource
  void a_picture_of_an_inside_host_is_403(Dialect dialect) {
    assertFails(
        dialect,
        server.send(dialect.request(server, "http://169.254.169.254/latest/meta-data")),
        403,
        dialect.pictureField());
  }

  @ParameterizedTest
  @EnumSource
  void what_does_not_exist_is_404(Dialect dialect) {
    String beside = dialect.path().replaceAll("[^/]+$", "nothing");
    assertFails(
        dialect,
        server.send(dialect.withKey(server.request(beside), server.key()).GET()),
        404,
        "nothing at this URL");
  }

  @ParameterizedTest
  @EnumSource
  void another_method_is_405_and_told_which(Dialect dialect) {
    HttpResponse<byte[]> answer =
        server.send(dialect.withKey(server.request(dialect.path()), server.key()).GET());
    assertFails(dialect, answer, 405, "GET", "POST");
    assertThat(answer.headers().firstValue("Allow")).contains("POST");
  }

  @ParameterizedTest
  @EnumSource
  void what_is_too_large_is_413(Dialect dialect) {
    String body = "A".repeat(3 << 20);
    assertFails(dialect, server.send(dialect.request(server, body)), 413);
    String picture = TestPicture.base64(TestPicture.png(300, 300));
    assertFails(
        dialect, server.send(dialect.request(server, picture)), 413, dialect.pictureField());
    assertFails(
        dialect,
        server.send(dialect.request(server, files.url("/endless.png"))),
        413,
        dialect.pictureField());
  }

  @ParameterizedTest
  @EnumSource
  void a_body_or_a_picture_of_another_type_is_415(Dialect dialect) {
    assertFails(
        dialect,
        server.send(dialect.request(server, PICTURE).setHeader("Content-Type", "application/xml")),
        415,
        "Content-Type");
    String gif = TestPicture.base64("GIF89a, and then some".getBytes(StandardCharsets.US_ASCII));
    assertFails(dialect, server.send(dialect.request(server, gif)), 415, dialect.pictureField());
  }

  @ParameterizedTest
  @EnumSource
  void an_idempotency_key_repeats_its_request_and_is_422_for_another(Dialect dialect) {
    String key = "\"" + dialect + "\"";
    HttpResponse<byte[]> first =
        server.send(dialect.request(server, PICTURE).header("Idempotency-Key", key));
    HttpResponse<byte[]> again =
        server.send(dialect.request(server, PICTURE).header("Idempotency-Key", key));
    assertThat(first.statusCode()).isEqualTo(200);
    assertThat(again.statusCode()).isEqualTo(200);
    if (dialect.waits()) {
      // no seed was sent, so only the same job can have the same one
      assertThat(again.headers().firstValue("X-Seed"))
          .isEqualTo(first.headers().firstValue("X-Seed"));
      assertThat(again.body()).isEqualTo(first.body());
    } else {
      assertThat(TestServer.json(again).get("request_id"))
          .isEqualTo(TestServer.json(first).get("request_id"));
    }
    assertFails(
        dialect,
        server.send(dialect.request(server, PICTURE, "seed", "1").header("Idempotency-Key", key)),
        422,
        "Idempotency-Key");
    assertFails(
        dialect,
        server.send(dialect.request(server, PICTURE).header("Idempotency-Key", "x".repeat(256))),
        400,
        "Idempotency-Key");
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "QUEUE")
  void an_engine_that_breaks_is_500(Dialect dialect) {
    assertFails(dialect, server.send(dialect.request(server, PICTURE, "seed", "" + BREAKS)), 500);
  }

  @ParameterizedTest
  @EnumSource
  void a_picture_host_that_fails_is_502(Dialect dialect) {
    assertFails(
        dialect,
        server.send(dialect.request(server, files.url("/missing.png"))),
        502,
        dialect.pictureField());
  }

  @ParameterizedTest
  @EnumSource
  void a_picture_host_that_hangs_is_504(Dialect dialect) {
    assertFails(
        dialect,
        server.send(dialect.request(server, files.url("/hangs.png"))),
        504,
        dialect.pictureField());
  }
}
