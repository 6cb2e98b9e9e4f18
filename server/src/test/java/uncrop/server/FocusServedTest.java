package uncrop.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static uncrop.server.TestServer.metadata;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Base64;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import uncrop.embedded.Engines;
import uncrop.fixtures.TinyCheckpoints;
import uncrop.models.Keeping;
import uncrop.models.ModelName;
import uncrop.models.ModelStore;
import uncrop.picture.PictureLimits;
import uncrop.picture.PictureReader;
import uncrop.pixels.Raster;

/**
 * Fooocus' two products on what they were made for: SDXL of 4 channels with the inpaint patch,
 * small and with random weights.
 */
class FocusServedTest {
  @TempDir static Path data;
  private static TestServer server;

  @BeforeAll
  static void start() throws IOException {
    ModelStore store = new ModelStore(data.resolve("models"), InstantSource.system());
    Path xl =
        TinyCheckpoints.madeFor(
            256, TinyCheckpoints.sdxlOf4Channels(data.resolve("of64")), data.resolve("xl"));
    // Imported under its name in the catalogue, which says that it serves juggernaut_v8.
    store.add(new ModelName("juggernaut-xl-v8"), xl, Keeping.LINK, share -> {});
    store.add(new ModelName("patch"), TinyCheckpoints.INPAINT_PATCH, Keeping.LINK, share -> {});
    server = TestServer.start(Engines.embedded(1), data);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void focus_outpaint_is_painted_by_the_model_that_it_names() {
    byte[] photo = TestPicture.png(700, 1400);

    HttpResponse<byte[]> answer =
        post(
            "/v1/focus-outpaint",
            body(photo)
                .put("negative_prompt", "text")
                .put("styles", "Enhance,Sharp")
                .put("base_model", "juggernaut_v8")
                .put("outpaint_selections", "Right")
                .put("aspect_ratios", "704*1408"));

    assertPainted(answer);
    assertThat(read(answer.body()).size()).hasToString("704x1408");
  }

  @Test
  void seg_beyond_keeps_the_source_byte_for_byte() {
    byte[] photo = TestPicture.png(96, 64);

    HttpResponse<byte[]> answer =
        post("/v1/seg-beyond", body(photo).put("left", 40).put("top", 8).put("styles", "Sharp"));

    assertPainted(answer);
    Raster source = read(photo);
    Raster painted = read(answer.body());
    for (int y = 0; y < source.height(); y++) {
      for (int x = 0; x < source.width(); x++) {
        assertThat(painted.at(40 + x, 8 + y)).isEqualTo(source.at(x, y));
      }
    }
  }

  private static ObjectNode body(byte[] photo) {
    return TestServer.JSON
        .createObjectNode()
        .put("input_image", Base64.getEncoder().encodeToString(photo))
        .put("prompt", "a lake")
        .put("steps", 20)
        .put("seed", 3);
  }

  private static void assertPainted(HttpResponse<byte[]> answer) {
    assertThat(answer.statusCode()).as(new String(answer.body(), UTF_8)).isEqualTo(200);
    JsonNode metadata = metadata(answer);
    assertThat(metadata.get("engine").stringValue()).isEqualTo("diffusion");
    assertThat(metadata.get("model").stringValue()).isEqualTo("juggernaut-xl-v8");
    assertThat(metadata.get("warnings").isEmpty()).as(metadata.toString()).isTrue();
  }

  private static HttpResponse<byte[]> post(String path, ObjectNode body) {
    return server.send(
        server
            .request(path)
            .header("x-api-key", server.key())
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofByteArray(TestServer.JSON.writeValueAsBytes(body))));
  }

  private static Raster read(byte[] file) {
    return new PictureReader(PictureLimits.DEFAULT).read(file, "answer").raster();
  }
}
