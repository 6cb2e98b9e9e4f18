package uncrop.server;

import static org.assertj.core.api.Assertions.assertThat;
import static uncrop.server.TestServer.body;
import static uncrop.server.TestServer.error;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;
import uncrop.server.account.Account;
import uncrop.server.database.Database;
import uncrop.server.key.ApiKeys;
import uncrop.server.key.Scope;

/** What callers are told who ask wrongly: the status, one line, and which field. */
class RefusalsTest {
  private static final byte[] FILE = TestPicture.png(7, 5);
  private static final String PICTURE = TestPicture.base64(FILE);

  @TempDir static Path data;
  static TestServer server;

  @BeforeAll
  static void start() {
    server = TestServer.start(data, "uncrop.limits.body=1MB", "uncrop.limits.picture=100KB");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static void assertRefused(HttpResponse<byte[]> answer, int status, String... words) {
    assertThat(answer.statusCode())
        .as(() -> new String(answer.body(), StandardCharsets.UTF_8))
        .isEqualTo(status);
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
    assertThat(answer.headers().firstValue("X-Request-ID")).isPresent();
    assertThat(error(answer)).contains(words).doesNotContain("\n", "Exception", "uncrop.server");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "left           | -1",
        "left           | 1025",
        "right          | 1025",
        "top            | -1",
        "bottom         | 1.5",
        "left           | \"wide\"",
        "left           | true",
        "samples        | 0",
        "samples        | 5",
        "seed           | -2",
        "seed           | 1000000000000000",
        "steps          | 19",
        "steps          | 101",
        "guidance_scale | 0.99",
        "guidance_scale | 25.01",
        "sampler        | \"euler_a\"",
        "sampler        | \"lcm\"",
        "scheduler      | \"Karras\"",
        "scheduler      | 3",
        "base64         | \"maybe\"",
        "styles         | [\"V2\"]",
        "prompt         | 3",
        "prompt         | null",
        "negative_prompt| {}",
        "input_image    | null",
        "input_image    | 17"
      })
  void a_parameter_out_of_range_is_400_and_named(String field, String value) {
    ObjectNode body = body(PICTURE);
    body.set(field, TestServer.JSON.readTree(value));
    assertRefused(server.post(body), 400, field, "must be");
  }

  @Test
  void an_unknown_sampler_is_told_the_18_names() {
    String told = error(server.post(body(PICTURE).put("sampler", "foo")));
    assertThat(told).startsWith("sampler foo: ");
    assertThat(told.split(", ")).hasSize(18);
    assertThat(error(server.post(body(PICTURE).put("scheduler", "foo"))).split(", ")).hasSize(6);
  }

  @Test
  void margins_of_zero_are_400() {
    assertRefused(server.post(body(PICTURE).put("left", 0)), 400, "left, right, top, bottom");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "null", "{", "hello"})
  void a_body_that_is_no_object_is_400(String text) {
    assertRefused(
        server.send(server.request(body(PICTURE)).POST(BodyPublishers.ofString(text))),
        400,
        "body");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "data:image/png;base64,",
        "data:image/png,abc",
        "data:",
        "!!!",
        "ftp://a/b.png",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "jar:http://a!/b",
        "http://",
        "https:///x.png",
        "http://user:secret@example.com/a.png",
        "http://a b:c/",
        "http://example.com:99999/a.png",
        "iVBOR"
      })
  void a_picture_that_is_none_of_the_three_forms_is_400_and_named(String sent) {
    HttpResponse<byte[]> answer = server.post(body(sent));
    assertRefused(answer, 400, "input_image");
    assertThat(error(answer)).doesNotContain("secret");
  }

  @Test
  void a_broken_picture_is_400_and_named() {
    for (int length : new int[] {12, 20, 33, 60, FILE.length / 2}) {
      byte[] cut = Arrays.copyOf(FILE, length);
      assertRefused(server.post(body(TestPicture.base64(cut))), 400, "input_image");
    }
  }

  @Test
  void a_picture_of_another_type_is_415() {
    for (String other :
        List.of(
            "GIF89a, and then some",
            "<svg xmlns='...'></svg>",
            "<!doctype html><html>",
            "BM,an old bitmap")) {
      String encoded = TestPicture.base64(other.getBytes(StandardCharsets.US_ASCII));
      assertRefused(server.post(body(encoded)), 415, "input_image", "PNG, JPEG or WebP");
    }
  }

  @Test
  void a_body_of_another_type_is_415() {
    for (String type :
        List.of("text/plain", "multipart/form-data; boundary=x", "x", "application/xml")) {
      assertRefused(
          server.send(server.request(body(PICTURE)).setHeader("Content-Type", type)),
          415,
          "Content-Type");
    }
  }

  @Test
  void json_by_another_name_or_none_is_read() {
    for (String type : List.of("application/json;charset=UTF-8", "application/vnd.api+json")) {
      assertThat(
              server
                  .send(server.request(body(PICTURE)).setHeader("Content-Type", type))
                  .statusCode())
          .isEqualTo(200);
    }
    assertThat(
            server
                .send(
                    server
                        .request("/v1/seg-beyond")
                        .header("x-api-key", server.key())
                        .POST(
                            BodyPublishers.ofByteArray(
                                TestServer.JSON.writeValueAsBytes(body(PICTURE)))))
                .statusCode())
        .isEqualTo(200);
  }

  @Test
  void what_is_too_large_is_413_whether_its_length_is_declared_or_not() {
    byte[] large = TestServer.JSON.writeValueAsBytes(body("A".repeat(3 << 20)));
    assertRefused(
        server.send(server.request(body(PICTURE)).POST(BodyPublishers.ofByteArray(large))),
        413,
        "body",
        "1 MiB");
    assertRefused(
        server.send(
            server
                .request(body(PICTURE))
                .POST(BodyPublishers.fromPublisher(BodyPublishers.ofByteArray(large)))),
        413,
        "body");
    byte[] picture = TestPicture.png(300, 300);
    assertThat(picture.length).isGreaterThan(100 << 10);
    assertRefused(server.post(body(TestPicture.base64(picture))), 413, "input_image");
  }

  @Test
  void without_a_valid_key_it_is_401_and_the_body_is_not_looked_at() {
    String revoked;
    try (Database database = Database.in(data)) {
      ApiKeys keys = new ApiKeys(database, Clock.systemUTC(), new SecureRandom());
      revoked = keys.create(Account.LOCAL, "revoked", Scope.USER);
      keys.revoke("revoked");
    }
    for (String key : List.of("", " ", "uc_", "SG_0123456789abcdef", server.key() + "x", revoked)) {
      assertRefused(
          server.send(server.request(body(PICTURE)).setHeader("x-api-key", key)), 401, "x-api-key");
    }
    assertRefused(
        server.send(
            server
                .request("/v1/seg-beyond")
                .header("Authorization", "Bearer " + server.key())
                .POST(BodyPublishers.ofString("{"))),
        401,
        "x-api-key");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/v1",
        "/v1/",
        "/v1/seg-beyond/",
        "/v1/seg-beyonds",
        "/v1/SEG-BEYOND",
        "/error",
        "/actuator",
        "/..;/v1/x"
      })
  void an_unknown_url_is_404(String path) {
    HttpResponse<byte[]> answer =
        server.send(server.request(path).header("x-api-key", server.key()).GET());
    assertThat(answer.statusCode()).isIn(404, 400);
    assertThat(error(answer)).isNotBlank();
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "PUT", "DELETE", "PATCH"})
  void another_method_is_405_and_told_which(String method) {
    HttpResponse<byte[]> answer =
        server.send(server.request(body(PICTURE)).method(method, BodyPublishers.noBody()));
    assertRefused(answer, 405, method, "POST");
    assertThat(answer.headers().firstValue("Allow")).contains("POST");
  }

  @Test
  void errors_are_json_whatever_the_caller_accepts() {
    assertRefused(server.post(body(PICTURE).put("left", -1), "Accept", "image/png"), 400, "left");
    assertRefused(server.post(body(PICTURE).put("left", -1), "Accept", "text/html"), 400, "left");
  }

  @Test
  void a_request_that_cannot_be_read_at_all_is_answered_in_json() throws IOException {
    for (String line : List.of("GET /v1/% HTTP/1.1", "GET /a|b HTTP/1.1", "NONSENSE")) {
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
        socket.setSoTimeout(10_000);
        socket
            .getOutputStream()
            .write((line + "\r\nHost: x\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
        String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(answer)
            .startsWith("HTTP/1.1 400")
            .contains("X-Request-ID: ")
            .endsWith("{\"error\":\"Bad Request\"}");
      }
    }
  }

  @Test
  void the_pixels_of_a_canvas_are_limited() {
    try (TestServer small =
        TestServer.start(
            data.resolve("small"), "uncrop.limits.canvas=50", "uncrop.limits.pixels=40")) {
      assertThat(small.post(body(PICTURE)).statusCode()).isEqualTo(200);
      assertRefused(small.post(body(PICTURE).put("left", 4)), 400, "50");
      assertRefused(
          small.post(body(TestPicture.base64(TestPicture.png(41, 1)))), 400, "input_image", "40");
    }
  }
}
