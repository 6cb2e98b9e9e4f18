package uncrop.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.node.ObjectNode;
import uncrop.geometry.Size;
import uncrop.picture.Format;
import uncrop.picture.Picture;
import uncrop.pixels.Raster;

/** {@code POST /v1/sd1.5-outpaint} as its pages have it, and as its callers really use it. */
@Timeout(120)
class Sd15OutpaintTest {
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

  private static ObjectNode body() {
    return TestServer.JSON
        .createObjectNode()
        .put("prompt", "")
        .put("scale", 1)
        .put("image", TestPicture.base64(TestPicture.png(40, 40)));
  }

  private static HttpResponse<byte[]> post(ObjectNode body, String... headers) {
    HttpRequest.Builder request =
        server
            .request("/v1/sd1.5-outpaint")
            .header("x-api-key", server.key())
            .POST(BodyPublishers.ofByteArray(TestServer.JSON.writeValueAsBytes(body)));
    return server.send(headers.length == 0 ? request : request.headers(headers));
  }

  private static Picture painted(ObjectNode body) {
    HttpResponse<byte[]> answer = post(body);
    assertThat(answer.statusCode())
        .as(() -> new String(answer.body(), StandardCharsets.UTF_8))
        .isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type")).contains("image/jpeg");
    return TestPicture.read(answer.body());
  }

  @Test
  void the_answer_is_a_jpeg_of_1024_by_1024_where_nothing_is_said() {
    ObjectNode body = body().put("image", TestPicture.base64(TestPicture.png(200, 200)));
    body.remove("scale");
    Picture picture = painted(body);
    assertThat(picture.format()).isEqualTo(Format.JPEG);
    assertThat(picture.raster().size()).isEqualTo(new Size(1024, 1024));
  }

  @ParameterizedTest
  @CsvSource({"64, 64", "2048, 64", "576, 1000", "333, 77", "768, 1024"})
  void any_size_from_64_to_2048_is_delivered_exactly(int width, int height) {
    ObjectNode body =
        body().put("img_width", "" + width).put("img_height", height).put("offset_x", 1);
    assertThat(painted(body).raster().size()).isEqualTo(new Size(width, height));
  }

  @Test
  void the_source_lies_scaled_at_its_offset() {
    ObjectNode body =
        body()
            .put("image", TestPicture.base64(chequered()))
            .put("img_width", 128)
            .put("img_height", 128)
            .put("scale", "2")
            .put("offset_x", "32")
            .put("offset_y", 16)
            .put("mask_expand", 0);
    Raster result = painted(body).raster();
    for (int field = 0; field < 4; field++) {
      // the middle of each field of 20 x 20, twice as large
      int x = 32 + 40 * (field % 2) + 20;
      int y = 16 + 40 * (field / 2) + 20;
      boolean white = field == 0 || field == 3;
      assertThat(result.at(x, y) & 255).as("field " + field).isEqualTo(white ? 255 : 0);
    }
  }

  /** Four fields of 20 x 20, white and black, which survive a JPEG. */
  private static byte[] chequered() {
    Raster raster = new Raster(40, 40);
    for (int i = 0; i < raster.argb().length; i++) {
      boolean white = i % 40 < 20 == i / 40 < 20;
      raster.argb()[i] = white ? 0xFFFFFFFF : 0xFF000000;
    }
    return TestPicture.file(Format.PNG, raster, Optional.empty());
  }

  @Test
  void what_sticks_out_is_cropped() {
    ObjectNode body =
        body().put("img_width", 64).put("img_height", 64).put("scale", 1).put("offset_x", 40);
    assertThat(painted(body).raster().size()).isEqualTo(new Size(64, 64));
  }

  @Test
  void the_painted_area_grows_into_the_source() {
    ObjectNode body =
        body().put("img_width", 64).put("img_height", 64).put("scale", 1).put("seed", 1);
    Raster untouched = painted(body.deepCopy().put("mask_expand", 0)).raster();
    Raster grown = painted(body.deepCopy().put("mask_expand", 10)).raster();
    // the source is noise: what is painted over continues column 29 and row 29 in lines
    assertThat(grown.at(35, 12)).isNotEqualTo(untouched.at(35, 12));
    assertThat(Math.abs((grown.at(8, 8) & 255) - (untouched.at(8, 8) & 255))).isLessThan(40);
  }

  @Test
  void a_mask_that_grows_over_all_of_the_source_is_400_under_its_own_name() {
    ObjectNode body =
        body().put("scale", 1).put("offset_x", 100).put("offset_y", 100).put("mask_expand", 20);
    HttpResponse<byte[]> answer = post(body);
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(TestServer.error(answer)).startsWith("mask_expand 20: leaves nothing");
  }

  @ParameterizedTest
  @CsvSource({
    "img_width, 63", "img_height, 2049", "offset_x, 1025", "offset_y, -1", "scale, 0.09",
    "scale, 10.1", "strength, 0.05", "strength, 1.1", "guidance_scale, 0", "mask_expand, 257",
    "num_inference_steps, 24", "num_inference_steps, 101", "scheduler, PNDM", "seed, x"
  })
  void a_parameter_out_of_range_is_400_and_named(String field, String value) {
    HttpResponse<byte[]> answer = post(body().put(field, value));
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(TestServer.error(answer)).startsWith(field).contains("must be");
  }

  @Test
  void an_offset_beyond_the_canvas_and_a_covered_canvas_are_400_under_their_own_names() {
    ObjectNode small = body().put("img_width", 64).put("img_height", 64);
    assertThat(TestServer.error(post(small.deepCopy().put("offset_x", 64)))).startsWith("offset_x");
    assertThat(TestServer.error(post(small.deepCopy().put("scale", 2))))
        .startsWith("img_width, img_height")
        .contains("nothing to paint");
  }

  @Test
  void who_accepts_json_gets_base64_and_a_seed_may_be_a_string() {
    HttpResponse<byte[]> answer =
        post(
            body().put("seed", "1234567").put("negativePrompt", "NONE"),
            "Accept",
            "application/json");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("X-Seed")).contains("1234567");
    assertThat(TestServer.json(answer).get("image").binaryValue()).startsWith(0xFF, 0xD8);
  }
}
