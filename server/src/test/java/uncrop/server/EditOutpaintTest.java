package uncrop.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
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
import uncrop.picture.Picture;
import uncrop.pixels.Raster;

/** {@code POST /api/edit/outpaint} as its page has it. */
@Timeout(60)
class EditOutpaintTest {
  private static final byte[] FILE = TestPicture.png(40, 30);

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

  private static HttpRequest.Builder request() {
    return server.request("/api/edit/outpaint").header("authorization", server.key());
  }

  private static FormBody form() {
    return new FormBody().file("image", FILE);
  }

  private static JsonNode data(HttpResponse<byte[]> answer) {
    assertThat(answer.statusCode())
        .as(() -> new String(answer.body(), StandardCharsets.UTF_8))
        .isEqualTo(200);
    JsonNode body = TestServer.json(answer);
    assertThat(body.propertyNames()).containsExactly("code", "message", "data");
    assertThat(body.get("code").intValue()).isZero();
    assertThat(body.get("message").stringValue()).isEqualTo("success");
    return body.get("data");
  }

  private static Picture picture(HttpResponse<byte[]> answer) {
    return TestPicture.read(data(answer).get("image").binaryValue());
  }

  @Test
  void each_side_grows_by_its_pixels_and_no_pixel_of_the_source_changes() {
    FormBody all =
        form().text("left", 1).text("right", 2).text("up", 3).text("down", 4).text("bottom", 9);
    Raster result = picture(server.send(all.in(request()))).raster();
    assertThat(result.size()).isEqualTo(new Size(43, 37));
    Raster source = TestPicture.noise(40, 30);
    for (int y = 0; y < 30; y++) {
      for (int x = 0; x < 40; x++) {
        assertThat(result.at(x + 1, y + 3)).isEqualTo(source.at(x, y));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"png,PNG", "jpeg,JPEG", "webp,WEBP"})
  void the_picture_has_the_wanted_format(String name, Format format) {
    FormBody form = form().text("down", 5).text("output_format", name);
    assertThat(picture(server.send(form.in(request()))).format()).isEqualTo(format);
  }

  @Test
  void a_seed_is_used_and_told_and_one_that_is_left_open_is_drawn() {
    assertThat(
            data(server.send(form().text("left", 1).text("seed", 4294967294L).in(request())))
                .get("seed")
                .longValue())
        .isEqualTo(4294967294L);
    Set<Long> drawn = new HashSet<>();
    for (int i = 0; i < 3; i++) {
      FormBody form = form().text("left", 1);
      drawn.add(data(server.send(form.in(request()))).get("seed").longValue());
      drawn.add(
          data(server.send(form().text("left", 1).text("seed", 0).in(request())))
              .get("seed")
              .longValue());
    }
    assertThat(drawn).hasSize(6).allSatisfy(seed -> assertThat(seed).isBetween(1L, 4294967294L));
  }

  @Test
  void what_the_engine_cannot_use_is_named() {
    FormBody form = form().text("left", 1).text("prompt", "a lake").text("creativity", 0.9);
    assertThat(data(server.send(form.in(request()))).get("warnings").toString())
        .contains("prompt", "strength", "guidance_scale");
    assertThat(data(server.send(form().text("left", 1).in(request()))).has("warnings")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"authorization", "Authorization", "Authentication"})
  void the_key_stands_in_either_header_bare_or_as_bearer(String header) {
    for (String key :
        new String[] {server.key(), "Bearer " + server.key(), "bearer " + server.key()}) {
      HttpRequest.Builder request = server.request("/api/edit/outpaint").header(header, key);
      data(server.send(form().text("left", 1).in(request)));
    }
  }

  @Test
  void a_key_in_the_header_of_another_vocabulary_is_401() {
    HttpRequest.Builder request =
        server.request("/api/edit/outpaint").header("x-api-key", server.key());
    HttpResponse<byte[]> answer = server.send(form().text("left", 1).in(request));
    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(Dialect.EDIT.reason(answer)).contains("authorization");
  }

  @ParameterizedTest
  @CsvSource({
    "left, -1",
    "right, 2001",
    "up, 1.5",
    "down, wide",
    "creativity, 1.1",
    "creativity, -0.1",
    "seed, 4294967295",
    "seed, -1",
    "output_format, gif",
    "left, 0"
  })
  void a_field_out_of_range_is_code_minus_1_and_named(String field, String value) {
    HttpResponse<byte[]> answer = server.send(form().text(field, value).in(request()));
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(Dialect.EDIT.reason(answer)).contains(field);
  }

  @Test
  void only_more_creativity_than_the_default_touches_the_seam() {
    Raster source = TestPicture.noise(64, 64);
    byte[] file = TestPicture.png(64, 64);
    int[] touched = new int[3];
    for (int i = 0; i < 3; i++) {
      FormBody form =
          new FormBody().file("image", file).text("right", 8).text("creativity", i / 2.0);
      Raster result = picture(server.send(form.in(request()))).raster();
      for (int y = 0; y < 64; y++) {
        for (int x = 0; x < 64; x++) {
          touched[i] += result.at(x, y) == source.at(x, y) ? 0 : 1;
        }
      }
    }
    assertThat(touched[0]).isZero();
    assertThat(touched[1]).isZero();
    // the band is an eighth of 64 pixels at most
    assertThat(touched[2]).isBetween(1, 8 * 64);
  }
}
