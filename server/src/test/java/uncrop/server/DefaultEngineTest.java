package uncrop.server;

import static org.assertj.core.api.Assertions.assertThat;
import static uncrop.server.TestServer.body;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import uncrop.embedded.Engines;
import uncrop.pixels.Raster;

/** The engine that an installation without any setting paints with. */
@Timeout(120)
class DefaultEngineTest {
  @TempDir Path data;

  @Test
  void it_paints_and_names_what_it_cannot_use() {
    ObjectNode body =
        body(TestPicture.base64(TestPicture.png(40, 30)))
            .put("negative_prompt", "blurry")
            .put("steps", 30)
            .put("guidance_scale", 4)
            .put("sampler", "euler")
            .put("scheduler", "karras")
            .put("styles", "V2");
    try (TestServer server = TestServer.start(Engines.embedded(1).byDefault(), data)) {
      HttpResponse<byte[]> answer = server.post(body);
      assertThat(answer.statusCode()).isEqualTo(200);
      Raster result = TestPicture.read(answer.body()).raster();
      Raster source = TestPicture.noise(40, 30);
      for (int y = 0; y < 30; y++) {
        for (int x = 0; x < 40; x++) {
          assertThat(result.at(x + 3, y)).as("%d,%d", x, y).isEqualTo(source.at(x, y));
        }
      }
      JsonNode metadata =
          TestServer.JSON.readTree(answer.headers().firstValue("X-output-metadata").orElseThrow());
      assertThat(metadata.get("engine").stringValue())
          .isEqualTo(Engines.embedded(1).byDefault().name());
      assertThat(metadata.get("warnings").toString())
          .contains(
              "prompt", "negative", "steps", "guidance_scale", "sampler", "scheduler", "styles");
    }
  }

  @Test
  void given_up_it_stops_and_gives_its_place_back() {
    try (TestServer server =
        TestServer.start(
            Engines.embedded(1).byDefault(),
            data,
            "uncrop.jobs.queue=1",
            "uncrop.jobs.patience=1ms")) {
      ObjectNode large = body(TestPicture.base64(TestPicture.png(400, 300))).put("left", 1024);
      assertThat(server.post(large).statusCode()).isEqualTo(504);
      int status = 429;
      while (status == 429) {
        status = server.post(body(TestPicture.base64(TestPicture.png(3, 3)))).statusCode();
      }
      assertThat(status).isIn(200, 504);
    }
  }
}
