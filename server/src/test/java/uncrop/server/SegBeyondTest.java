package uncrop.server;

import static org.assertj.core.api.Assertions.assertThat;
import static uncrop.server.TestServer.body;
import static uncrop.server.TestServer.json;

import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import uncrop.geometry.Size;
import uncrop.picture.Format;
import uncrop.picture.Picture;
import uncrop.pixels.Raster;

/** What callers get who ask rightly. */
class SegBeyondTest {
  private static final String PICTURE = TestPicture.base64(TestPicture.png(7, 5));

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

  private static byte[] picture(HttpResponse<byte[]> response) {
    assertThat(response.statusCode())
        .as(() -> new String(response.body(), StandardCharsets.UTF_8))
        .isEqualTo(200);
    assertThat(response.headers().firstValue("Content-Type")).contains("image/png");
    return response.body();
  }

  private static List<String> warnings(HttpResponse<byte[]> response) {
    List<String> warnings = new ArrayList<>();
    TestServer.metadata(response)
        .get("warnings")
        .forEach(warning -> warnings.add(warning.stringValue()));
    return warnings;
  }

  @Test
  void the_picture_grows_by_the_margins_and_the_source_stays_as_it_is() {
    Raster source = TestPicture.noise(7, 5);
    ObjectNode body = body(PICTURE).put("left", 3).put("right", 1).put("top", 2).put("bottom", 4);
    Raster result = TestPicture.read(picture(server.post(body))).raster();
    assertThat(result.size()).isEqualTo(new Size(11, 11));
    for (int y = 0; y < 5; y++) {
      for (int x = 0; x < 7; x++) {
        assertThat(result.at(x + 3, y + 2)).as("%d,%d", x, y).isEqualTo(source.at(x, y));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Format.class)
  void every_served_type_is_read_and_answered_as_png(Format format) {
    byte[] file = TestPicture.file(format, TestPicture.noise(16, 9), Optional.empty());
    Picture result = TestPicture.read(picture(server.post(body(TestPicture.base64(file)))));
    assertThat(result.format()).isEqualTo(Format.PNG);
    assertThat(result.raster().size()).isEqualTo(new Size(19, 9));
  }

  @Test
  void the_colour_profile_comes_back_byte_for_byte() {
    byte[] icc = ICC_Profile.getInstance(ColorSpace.CS_LINEAR_RGB).getData();
    byte[] file = TestPicture.file(Format.PNG, TestPicture.noise(4, 4), Optional.of(icc));
    Picture result = TestPicture.read(picture(server.post(body(TestPicture.base64(file)))));
    assertThat(result.metadata().icc()).hasValueSatisfying(kept -> assertThat(kept).isEqualTo(icc));
  }

  @Test
  void the_picture_says_how_it_was_made() {
    byte[] file = picture(server.post(body(PICTURE).put("seed", 4711)));
    assertThat(new String(file, StandardCharsets.ISO_8859_1))
        .contains("XML:com.adobe.xmp", "DigitalSourceType", "4711");
  }

  @Test
  void a_picture_may_be_base64_in_every_form_that_callers_send() {
    byte[] file = TestPicture.png(7, 5);
    String wrapped = Base64.getMimeEncoder(64, new byte[] {'\r', '\n'}).encodeToString(file);
    String urlSafe = Base64.getUrlEncoder().withoutPadding().encodeToString(file);
    byte[] expected = picture(server.post(body(PICTURE).put("seed", 1)));
    for (String sent :
        List.of(
            wrapped,
            urlSafe,
            " " + PICTURE + "\n",
            "data:image/png;base64," + PICTURE,
            "DATA:IMAGE/PNG;charset=x;BASE64," + PICTURE,
            "data:;base64," + wrapped)) {
      assertThat(picture(server.post(body(sent).put("seed", 1)))).isEqualTo(expected);
    }
  }

  @Test
  void every_answer_has_the_headers_that_clients_read() {
    HttpResponse<byte[]> response = server.post(body(PICTURE).put("seed", 99));
    assertThat(picture(response)).isNotEmpty();
    assertThat(response.headers().firstValueAsLong("x-remaining-credits").orElseThrow())
        .isPositive();
    assertThat(Double.parseDouble(response.headers().firstValue("X-generation-time").orElseThrow()))
        .isBetween(0.0, 60.0);
    assertThat(response.headers().firstValue("X-Request-ID").orElseThrow()).hasSize(36);
    assertThat(response.headers().firstValue("X-Seed")).contains("99");
    assertThat(response.headers().firstValueAsLong("x-rate-limit-remaining").orElseThrow())
        .isBetween(1L, 10_000L);
    assertThat(
            Instant.parse(response.headers().firstValue("x-rate-limit-reset-at-utc").orElseThrow()))
        .isAfter(Instant.EPOCH);
    JsonNode metadata = TestServer.metadata(response);
    assertThat(metadata.get("engine").stringValue()).isEqualTo("pad");
    assertThat(metadata.get("model").isNull()).isTrue();
    assertThat(metadata.get("seed").longValue()).isEqualTo(99);
    assertThat(metadata.get("size").get("width").intValue()).isEqualTo(10);
    assertThat(metadata.get("size").get("height").intValue()).isEqualTo(5);
  }

  @Test
  void what_was_sent_and_cannot_be_used_is_named_and_nothing_else() {
    ObjectNode plain = body(PICTURE).put("prompt", "");
    assertThat(warnings(server.post(plain)))
        .singleElement()
        .asString()
        .contains("juggernaut_v8", "not installed");
    ObjectNode full =
        body(PICTURE)
            .put("negativePrompt", "blurry")
            .put("steps", 30)
            .put("guidance_scale", 4)
            .put("sampler", "euler")
            .put("scheduler", "karras")
            .put("styles", "V2");
    assertThat(String.join(" ", warnings(server.post(full))))
        .contains(
            "prompt",
            "negative prompt",
            "steps",
            "guidance_scale",
            "sampler",
            "scheduler",
            "styles");
  }

  @Test
  void request_ids_differ() {
    Set<String> ids = new HashSet<>();
    for (int i = 0; i < 10; i++) {
      HttpResponse<byte[]> answer = server.send(server.request("/nowhere").GET());
      ids.add(answer.headers().firstValue("X-Request-ID").orElseThrow());
    }
    assertThat(ids).hasSize(10);
  }

  @Test
  void base64_and_accept_ask_for_json() {
    byte[] expected = picture(server.post(body(PICTURE).put("seed", 1)));
    HttpResponse<byte[]> byField = server.post(body(PICTURE).put("seed", 1).put("base64", true));
    HttpResponse<byte[]> byHeader =
        server.post(body(PICTURE).put("seed", 1), "Accept", "application/json");
    for (HttpResponse<byte[]> answer : List.of(byField, byHeader)) {
      assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
      assertThat(answer.headers().firstValue("X-Seed")).contains("1");
      assertThat(json(answer).propertyNames()).containsExactly("image");
      assertThat(Base64.getDecoder().decode(json(answer).get("image").stringValue()))
          .isEqualTo(expected);
    }
  }

  @Test
  void several_samples_come_as_a_list() {
    HttpResponse<byte[]> answer = server.post(body(PICTURE).put("samples", 4).put("seed", 7));
    assertThat(answer.statusCode()).isEqualTo(200);
    JsonNode images = json(answer).get("images");
    assertThat(images.size()).isEqualTo(4);
    for (int i = 0; i < 4; i++) {
      byte[] file = Base64.getDecoder().decode(images.get(i).stringValue());
      assertThat(TestPicture.read(file).raster().size()).isEqualTo(new Size(10, 5));
      assertThat(new String(file, StandardCharsets.ISO_8859_1)).contains("" + (7 + i));
    }
  }

  @Test
  void no_seed_and_minus_one_draw_one_and_tell_it() {
    Set<String> seeds = new HashSet<>();
    for (int i = 0; i < 3; i++) {
      for (ObjectNode body : List.of(body(PICTURE), body(PICTURE).put("seed", -1))) {
        HttpResponse<byte[]> answer = server.post(body);
        assertThat(picture(answer)).isNotEmpty();
        seeds.add(answer.headers().firstValue("X-Seed").orElseThrow());
      }
    }
    assertThat(seeds).hasSize(6).allSatisfy(seed -> assertThat(seed).matches("\\d{1,15}"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"seed\":0}",
        "{\"seed\":999999999999999}",
        "{\"seed\":\"354849415\"}",
        "{\"left\":\"3\"}",
        "{\"left\":1024}",
        "{\"left\":0,\"bottom\":1}",
        "{\"steps\":20}",
        "{\"steps\":100}",
        "{\"guidance_scale\":1}",
        "{\"guidance_scale\":25}",
        "{\"guidance_scale\":\"7.5\"}",
        "{\"samples\":\"1\"}",
        "{\"base64\":\"false\"}",
        "{\"base64\":null}",
        "{\"styles\":\"\"}",
        "{\"sampler\":\"dpmpp_2m_sde_gpu\"}",
        "{\"sampler\":\"ddpm\"}",
        "{\"scheduler\":\"ddim_uniform\"}",
        "{\"negative_prompt\":\"\"}",
        "{\"unknown\":{\"a\":[1]}}",
        "{\"prompt\":\"Zürich \\uD83C\\uDFD4\"}"
      })
  void the_ends_of_every_range_are_accepted(String extra) {
    ObjectNode body = body(PICTURE);
    body.setAll((ObjectNode) TestServer.JSON.readTree(extra));
    assertThat(picture(server.post(body))).isNotEmpty();
  }
}
