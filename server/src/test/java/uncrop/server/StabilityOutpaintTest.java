package uncrop.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import uncrop.geometry.Size;
import uncrop.picture.Format;

/** Stability's outpaint, as its reference has it. */
@Timeout(60)
class StabilityOutpaintTest {
  private static final String PATH = "/v2beta/stable-image/edit/outpaint";

  @TempDir static Path data;
  static TestServer server;

  @BeforeAll
  static void start() {
    server = TestServer.start(data);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static HttpRequest.Builder request(String... headers) {
    HttpRequest.Builder request =
        server.request(PATH).header("authorization", "Bearer " + server.key());
    return headers.length == 0 ? request : request.headers(headers);
  }

  private static FormBody form() {
    return form(80, 64);
  }

  private static FormBody form(int width, int height) {
    return new FormBody().file("image", TestPicture.png(width, height));
  }

  private static HttpResponse<byte[]> ok(HttpResponse<byte[]> answer) {
    assertThat(answer.statusCode())
        .as(() -> new String(answer.body(), StandardCharsets.UTF_8))
        .isEqualTo(200);
    assertThat(answer.headers().firstValue("finish-reason")).contains("SUCCESS");
    return answer;
  }

  private static String refused(FormBody form, int status, String... headers) {
    HttpResponse<byte[]> answer = server.send(form.in(request(headers)));
    assertThat(answer.statusCode())
        .as(() -> new String(answer.body(), StandardCharsets.UTF_8))
        .isEqualTo(status);
    return Dialect.STABILITY.reason(answer);
  }

  @ParameterizedTest
  @ValueSource(strings = {"image/*", "*/*", "image/png", "image/*, application/json;q=0.5"})
  void who_accepts_pictures_gets_the_picture(String accept) {
    FormBody form = form().text("left", 5).text("down", 6).text("seed", 7);
    HttpResponse<byte[]> answer = ok(server.send(form.in(request("accept", accept))));
    assertThat(answer.headers().firstValue("Content-Type")).contains("image/png");
    assertThat(answer.headers().firstValue("seed")).contains("7");
    assertThat(TestPicture.read(answer.body()).raster().size()).isEqualTo(new Size(85, 70));
  }

  @Test
  void who_accepts_json_gets_the_picture_in_it() {
    FormBody form = form().text("up", 5).text("seed", 7).text("output_format", "webp");
    HttpResponse<byte[]> answer = ok(server.send(form.in(request("accept", "application/json"))));
    JsonNode body = TestServer.json(answer);
    assertThat(body.propertyNames()).containsExactly("image", "finish_reason", "seed");
    assertThat(body.get("finish_reason").stringValue()).isEqualTo("SUCCESS");
    assertThat(body.get("seed").longValue()).isEqualTo(7);
    assertThat(TestPicture.read(body.get("image").binaryValue()).format()).isEqualTo(Format.WEBP);
  }

  @Test
  void who_accepts_neither_is_told_what_there_is() {
    assertThat(refused(form().text("left", 1), 400, "accept", "text/html"))
        .startsWith("accept text/html");
  }

  @Test
  void what_the_engine_cannot_use_is_named() {
    FormBody form =
        form().text("left", 5).text("prompt", "a lake").text("style_preset", "low-poly");
    HttpResponse<byte[]> answer = ok(server.send(form.in(request("accept", "application/json"))));
    assertThat(TestServer.json(answer).get("warnings").toString()).contains("prompt", "styles");
  }

  @ParameterizedTest
  @CsvSource({
    "left, 2001",
    "right, -1",
    "up, x",
    "left, 0",
    "creativity, 2",
    "seed, 4294967295",
    "output_format, bmp",
    "style_preset, cubist"
  })
  void a_field_out_of_range_is_bad_request_and_named(String field, String value) {
    HttpResponse<byte[]> answer = server.send(form().text(field, value).in(request()));
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(TestServer.json(answer).get("name").stringValue()).isEqualTo("bad_request");
    assertThat(Dialect.STABILITY.reason(answer)).contains(field);
  }

  @Test
  void a_prompt_has_at_most_10000_characters() {
    ok(server.send(form().text("left", 1).text("prompt", "x".repeat(10_000)).in(request())));
    assertThat(refused(form().text("left", 1).text("prompt", "x".repeat(10_001)), 400))
        .startsWith("prompt");
  }

  @Test
  void pictures_have_sides_of_64_and_at_most_two_and_a_half_times_as_long_as_wide() {
    ok(server.send(form(64, 64).text("left", 1).in(request())));
    ok(server.send(form(160, 64).text("left", 1).in(request())));
    assertThat(refused(form(63, 64).text("left", 1), 400)).contains("image 63x64", "64 pixels");
    assertThat(refused(form(161, 64).text("left", 1), 400)).contains("2.5:1");
    assertThat(refused(form(64, 161).text("left", 1), 400)).contains("2.5:1");
  }

  @Test
  void more_than_10_mebibytes_are_413() {
    byte[] large = new byte[11 << 20];
    assertThat(refused(new FormBody().text("left", 1).file("image", large), 413))
        .contains("10 MiB");
  }
}
