package uncrop.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import uncrop.embedded.Engines;
import uncrop.fixtures.TinyCheckpoints;
import uncrop.models.Keeping;
import uncrop.models.ModelName;
import uncrop.models.ModelStore;
import uncrop.picture.PictureLimits;
import uncrop.picture.PictureReader;
import uncrop.pixels.Raster;

/** All vocabularies, painted by a small Stable Diffusion of true structure and random weights. */
class ModelsServedTest {
  private static final byte[] PHOTO = TestPicture.png(64, 48);
  private static final String PICTURE = Base64.getEncoder().encodeToString(PHOTO);

  @TempDir static Path data;
  private static TestServer server;

  @BeforeAll
  static void start() throws IOException {
    ModelStore store = new ModelStore(data.resolve("models"), InstantSource.system());
    store.add(new ModelName("tiny"), model(), Keeping.LINK, share -> {});
    server = TestServer.start(Engines.embedded(1), data);
  }

  /** Windows of 256: of 64 there would be hundreds, in those of 512 attention takes minutes. */
  private static Path model() throws IOException {
    return TinyCheckpoints.madeFor(256, TinyCheckpoints.SD15, data.resolve("sd15"));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void sd15_outpaint_is_painted_by_an_installed_inpainting_model() {
    HttpResponse<byte[]> answer =
        server.send(
            post(
                "/v1/sd1.5-outpaint",
                TestServer.JSON
                    .createObjectNode()
                    .put("image", PICTURE)
                    .put("prompt", "a lake")
                    .put("img_width", 96)
                    .put("img_height", 64)
                    .put("offset_x", 16)
                    .put("offset_y", 8)
                    .put("scale", 1)
                    .put("scheduler", "DDIM")
                    .put("num_inference_steps", 25)
                    .put("seed", 7)));

    assertThat(answer.statusCode()).as(text(answer)).isEqualTo(200);
    assertThat(TestServer.metadata(answer).get("engine").stringValue()).isEqualTo("diffusion");
    assertThat(TestServer.metadata(answer).get("model").stringValue()).isEqualTo("tiny");
    assertThat(TestServer.metadata(answer).get("warnings").isEmpty()).isTrue();
    assertThat(read(answer.body()).width()).isEqualTo(96);
  }

  @Test
  void focus_outpaint_says_which_model_stood_in_for_the_one_it_named() {
    HttpResponse<byte[]> answer =
        server.send(
            post(
                "/v1/focus-outpaint",
                TestServer.JSON
                    .createObjectNode()
                    .put(
                        "input_image",
                        Base64.getEncoder().encodeToString(TestPicture.png(700, 1400)))
                    .put("prompt", "a lake")
                    .put("steps", 20)
                    .put("outpaint_selections", "Right")
                    .put("aspect_ratios", "704*1408")
                    .put("seed", 3)));

    assertThat(answer.statusCode()).as(text(answer)).isEqualTo(200);
    assertThat(TestServer.metadata(answer).get("model").stringValue()).isEqualTo("tiny");
    assertThat(TestServer.metadata(answer).get("warnings").toString())
        .contains("juggernaut_v8 is not installed; tiny painted instead");
  }

  @Test
  void seg_beyond_paints_and_keeps_the_source_byte_for_byte() {
    HttpResponse<byte[]> answer =
        server.send(
            post(
                "/v1/seg-beyond",
                TestServer.JSON
                    .createObjectNode()
                    .put("input_image", PICTURE)
                    .put("prompt", "a lake")
                    .put("steps", 20)
                    .put("left", 16)
                    .put("seed", 3)));

    assertThat(answer.statusCode()).as(text(answer)).isEqualTo(200);
    assertThat(TestServer.metadata(answer).get("engine").stringValue()).isEqualTo("diffusion");
    assertSourceAt(read(answer.body()), 16, 0);
  }

  @Test
  void the_editor_is_painted_by_the_best_model() {
    HttpResponse<byte[]> answer =
        server.send(
            new FormBody()
                .file("image", PHOTO)
                .text("up", 16)
                .text("creativity", "0.4")
                .in(
                    server
                        .request("/api/edit/outpaint")
                        .header("authorization", "Bearer " + server.key())));

    assertThat(answer.statusCode()).as(text(answer)).isEqualTo(200);
    JsonNode data = json(answer).get("data");
    assertThat(data.get("warnings")).isNull();
    assertSourceAt(read(Base64.getDecoder().decode(data.get("image").stringValue())), 0, 16);
  }

  @Test
  void the_own_api_shows_the_model_and_a_preview_to_who_watches() {
    JsonNode job =
        json(
            server.send(
                post(
                    "/api/v1/outpaints",
                    TestServer.JSON
                        .createObjectNode()
                        .put("image", PICTURE)
                        .put("model", "tiny")
                        .put("steps", 150)
                        .put("seed", 4)
                        .putPOJO("margins", Map.of("right", 32)))));
    String path = "/api/v1/outpaints/" + job.get("id").stringValue();

    String events = text(server.send(get(path + "/events")));

    assertThat(events).contains("event: progress", path + "/preview").contains("event: done");
    JsonNode done = json(server.send(get(path)));
    assertThat(done.get("engine").stringValue()).isEqualTo("diffusion");
    assertThat(done.get("model").stringValue()).isEqualTo("tiny");
    HttpResponse<byte[]> preview = server.send(get(path + "/preview"));
    assertThat(preview.headers().firstValue("Content-Type")).contains("image/jpeg");
    assertThat(read(preview.body()).size()).hasToString("96x48");
  }

  @Test
  void an_engine_that_is_named_paints_and_what_it_cannot_use_is_a_warning() {
    JsonNode job =
        json(
            server.send(
                post(
                        "/api/v1/outpaints",
                        TestServer.JSON
                            .createObjectNode()
                            .put("image", PICTURE)
                            .put("engine", "exemplar")
                            .put("model", "tiny")
                            .put("steps", 5)
                            .putPOJO("margins", Map.of("right", 8)))
                    .header("Prefer", "wait=60")));

    assertThat(job.get("engine").stringValue()).isEqualTo("exemplar");
    assertThat(job.get("warnings").toString()).contains("tiny was not used", "steps");
  }

  @Test
  void offers_name_the_model_and_what_it_is_good_at() {
    JsonNode first = json(server.send(get("/api/v1/engines"))).get("engines").get(0);
    assertThat(first.get("name").stringValue()).isEqualTo("diffusion");
    assertThat(first.get("model").stringValue()).isEqualTo("tiny");
    assertThat(first.get("usual").booleanValue()).isTrue();
    JsonNode model = json(server.send(get("/api/v1/models"))).get("models").get(0);
    assertThat(model.get("name").stringValue()).isEqualTo("tiny");
    assertThat(model.get("installed").booleanValue()).isTrue();
    assertThat(json(server.send(get("/api/v1/styles"))).get("styles").toString())
        .contains("SAI Anime", "Fooocus Sharp", "V2");
  }

  private HttpRequest.Builder request(String path) {
    return server.request(path).header("x-api-key", server.key());
  }

  private HttpRequest.Builder get(String path) {
    return request(path);
  }

  private HttpRequest.Builder post(String path, JsonNode body) {
    return request(path)
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofByteArray(TestServer.JSON.writeValueAsBytes(body)));
  }

  private static void assertSourceAt(Raster painted, int left, int top) {
    Raster source = read(PHOTO);
    for (int y = 0; y < source.height(); y++) {
      for (int x = 0; x < source.width(); x++) {
        assertThat(painted.at(left + x, top + y)).isEqualTo(source.at(x, y));
      }
    }
  }

  private static Raster read(byte[] file) {
    return new PictureReader(PictureLimits.DEFAULT).read(file, "answer").raster();
  }

  private static JsonNode json(HttpResponse<byte[]> answer) {
    return TestServer.JSON.readTree(answer.body());
  }

  private static String text(HttpResponse<byte[]> answer) {
    return new String(answer.body(), StandardCharsets.UTF_8);
  }
}
