package uncrop.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
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
import tools.jackson.databind.node.ObjectNode;
import uncrop.geometry.Size;
import uncrop.picture.Format;
import uncrop.picture.Picture;
import uncrop.pixels.Raster;

/** {@code POST /v1/focus-outpaint} as its page has it. */
@Timeout(120)
class FocusOutpaintTest {
  private static final String PICTURE = TestPicture.base64(TestPicture.png(100, 80));

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
    return TestServer.JSON.createObjectNode().put("prompt", "").put("input_image", PICTURE);
  }

  private static HttpResponse<byte[]> post(ObjectNode body) {
    HttpRequest.Builder request =
        server
            .request("/v1/focus-outpaint")
            .header("x-api-key", server.key())
            .POST(BodyPublishers.ofByteArray(TestServer.JSON.writeValueAsBytes(body)));
    return server.send(request);
  }

  private static Raster painted(ObjectNode body) {
    HttpResponse<byte[]> answer = post(body);
    assertThat(answer.statusCode())
        .as(() -> new String(answer.body(), StandardCharsets.UTF_8))
        .isEqualTo(200);
    Picture picture = TestPicture.read(answer.body());
    assertThat(picture.format()).isEqualTo(Format.PNG);
    return picture.raster();
  }

  private static String refused(ObjectNode body) {
    HttpResponse<byte[]> answer = post(body);
    assertThat(answer.statusCode()).isEqualTo(400);
    return TestServer.error(answer);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "704*1408", "704*1344", "768*1344", "768*1280", "832*1216", "832*1152", "896*1152",
        "896*1088", "960*1088", "960*1024", "1024*1024", "1024*960", "1088*960", "1088*896",
        "1152*896", "1152*832", "1216*832", "1280*768", "1344*768", "1344*704", "1408*704",
        "1472*704", "1536*640", "1600*640", "1664*576", "1728*576"
      })
  void each_of_the_26_sizes_is_delivered_exactly(String size) {
    String[] sides = size.split("\\*");
    assertThat(painted(body().put("aspect_ratios", size)).size())
        .isEqualTo(new Size(Integer.parseInt(sides[0]), Integer.parseInt(sides[1])));
  }

  @Test
  void without_any_choice_the_right_side_grows_and_the_size_is_1024() {
    ObjectNode said =
        body()
            .put("aspect_ratios", "1024*1024")
            .put("outpaint_selections", "Right")
            .put("base_model", "juggernaut_v8");
    assertThat(painted(body()).argb()).isEqualTo(painted(said).argb());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Right, Left, Top, Bottom | left,RIGHT , top,bottom",
        "Right                    | right,",
        "Left                     | ,left,left",
      })
  void sides_are_named_in_any_case_and_with_any_blanks(String one, String other) {
    assertThat(painted(body().put("outpaint_selections", one)).argb())
        .isEqualTo(painted(body().put("outpaint_selections", other)).argb());
  }

  @Test
  void the_source_is_scaled_and_neither_cropped_nor_stretched() {
    // 100x80 grows to 130x80, and on to 130x130: everything by 1024/130
    Raster result = painted(body());
    Raster source = TestPicture.noise(100, 80);
    double scale = 1024.0 / 130;
    for (int x : new int[] {0, 50, 99}) {
      for (int y : new int[] {0, 40, 79}) {
        int px = (int) ((x + 0.5) * scale);
        int py = (int) ((y + 0.5 + 25) * scale);
        assertThat(distance(result.at(px, py), source.at(x, y))).as("%d,%d", x, y).isLessThan(90);
      }
    }
  }

  /** The largest difference of the three colours; resampling rings between pixels of noise. */
  private static int distance(int one, int other) {
    int most = 0;
    for (int shift = 0; shift <= 16; shift += 8) {
      most = Math.max(most, Math.abs((one >> shift & 255) - (other >> shift & 255)));
    }
    return most;
  }

  @ParameterizedTest
  @CsvSource({
    "aspect_ratios, 1024x1024",
    "aspect_ratios, 1000*1000",
    "outpaint_selections, Up",
    "outpaint_selections, 'Right;Left'",
    "base_model, sdxl",
    "base_model, Juggernaut_v8",
    "steps, 19",
    "guidance_scale, 26",
    "sampler, euler_a",
    "scheduler, linear",
    "samples, 5"
  })
  void anything_that_is_not_known_is_400_and_told_what_is(String field, String value) {
    assertThat(refused(body().put(field, value))).startsWith(field).contains("must be");
  }

  @Test
  void a_source_that_the_ratio_and_the_sides_leave_alone_is_400() {
    String square = TestPicture.base64(TestPicture.png(64, 64));
    assertThat(refused(body().put("input_image", square).put("outpaint_selections", "")))
        .startsWith("outpaint_selections")
        .contains("nothing to paint");
  }
}
