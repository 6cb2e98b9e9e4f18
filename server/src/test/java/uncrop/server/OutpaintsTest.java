package uncrop.server;

import static org.assertj.core.api.Assertions.assertThat;
import static uncrop.server.TestServer.JSON;
import static uncrop.server.TestServer.json;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import uncrop.geometry.Size;
import uncrop.pixels.Raster;

/** {@code /api/v1/outpaints}: submitted, shown, listed, fetched. */
@Timeout(120)
class OutpaintsTest {
  private static final String OUTPAINTS = "/api/v1/outpaints";
  private static final byte[] FILE = TestPicture.png(7, 5);

  @TempDir static Path data;
  static TestServer server;

  @BeforeAll
  static void start() {
    server = TestServer.start(data, "uncrop.limits.canvas=10000");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  /** A body that is accepted: two pixels more on the left. */
  private static ObjectNode body() {
    ObjectNode body = JSON.createObjectNode().put("image", TestPicture.base64(FILE));
    body.putObject("margins").put("left", 2);
    return body;
  }

  private static HttpRequest.Builder request(String path) {
    return server.request(path).header("x-api-key", server.key());
  }

  private static HttpRequest.Builder submission(JsonNode body) {
    return request(OUTPAINTS)
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)));
  }

  /** Submits, and waits for the end. */
  private static JsonNode painted(JsonNode body) {
    HttpResponse<byte[]> answer = server.send(submission(body).header("Prefer", "wait=60"));
    assertThat(answer.statusCode())
        .as(() -> new String(answer.body(), StandardCharsets.UTF_8))
        .isEqualTo(200);
    return json(answer);
  }

  private static HttpResponse<byte[]> get(String path) {
    return server.send(request(path).GET());
  }

  private static HttpResponse<byte[]> image(JsonNode job, int n) {
    URI url = URI.create(job.get("images").get(n).get("url").stringValue());
    return get(url.getPath());
  }

  private static void assertProblem(HttpResponse<byte[]> answer, int status, String type) {
    assertThat(answer.statusCode())
        .as(() -> new String(answer.body(), StandardCharsets.UTF_8))
        .isEqualTo(status);
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
    JsonNode problem = json(answer);
    assertThat(problem.get("type").stringValue()).isEqualTo("/problems/" + type);
    assertThat(problem.get("status").intValue()).isEqualTo(status);
    assertThat(problem.get("title").stringValue()).isNotBlank();
    assertThat(problem.get("detail").stringValue()).isNotBlank().doesNotContain("\n", "Exception");
    assertThat(problem.get("instance").stringValue())
        .isEqualTo("urn:uuid:" + answer.headers().firstValue("X-Request-ID").orElseThrow());
    assertThat(json(server.send(server.request("/problems/" + type))).get("status").intValue())
        .isEqualTo(status);
  }

  @Test
  void a_submission_is_202_with_the_job_and_where_it_is() {
    HttpResponse<byte[]> answer = server.send(submission(body().put("seed", 7)));
    assertThat(answer.statusCode()).isEqualTo(202);
    JsonNode job = json(answer);
    assertThat(job.propertyNames())
        .startsWith(
            "id", "status", "progress", "images", "seed", "engine", "credits", "warnings", "error");
    assertThat(job.get("seed").longValue()).isEqualTo(7);
    assertThat(job.get("engine").stringValue()).isEqualTo("pad");
    assertThat(job.get("credits").longValue()).isZero();
    URI location = URI.create(answer.headers().firstValue("Location").orElseThrow());
    assertThat(location.getPath()).isEqualTo(OUTPAINTS + "/" + job.get("id").stringValue());
    assertThat(get(location.getPath()).statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Preference-Applied")).isEmpty();
  }

  @Test
  void who_prefers_to_wait_gets_the_ended_job_and_its_picture_keeps_every_pixel() {
    HttpResponse<byte[]> answer = server.send(submission(body()).header("Prefer", "wait=60"));
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Preference-Applied")).contains("wait=60");
    JsonNode job = json(answer);
    assertThat(job.get("status").stringValue()).isEqualTo("done");
    assertThat(job.get("progress").doubleValue()).isEqualTo(1);
    assertThat(job.get("error").isNull()).isTrue();
    JsonNode shown = job.get("images").get(0);
    assertThat(shown.get("width").intValue()).isEqualTo(9);
    assertThat(shown.get("height").intValue()).isEqualTo(5);
    Raster source = TestPicture.noise(7, 5);
    Raster result = TestPicture.read(image(job, 0).body()).raster();
    assertThat(result.size()).isEqualTo(new Size(9, 5));
    for (int y = 0; y < 5; y++) {
      for (int x = 0; x < 7; x++) {
        assertThat(result.at(x + 2, y)).as("%d,%d", x, y).isEqualTo(source.at(x, y));
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'margins':{'left':'100%','bottom':-1}}                 | 14 | 4",
        "{'size':{'width':20,'height':9,'anchor':'top-left'}}    | 20 | 9",
        "{'aspect':'2:1'}                                        | 10 | 5",
        "{'zoomOut':'1.5','anchor':'bottom'}                     | 11 | 8",
        "{'placement':{'width':30,'height':20,'x':2,'y':3,'scale':2}} | 30 | 20"
      })
  void each_of_the_five_ways_to_say_how_far(String geometry, int width, int height) {
    ObjectNode body = (ObjectNode) JSON.readTree(geometry.replace('\'', '"'));
    JsonNode image = painted(body.put("image", TestPicture.base64(FILE))).get("images").get(0);
    assertThat(image.get("width").intValue()).isEqualTo(width);
    assertThat(image.get("height").intValue()).isEqualTo(height);
  }

  @ParameterizedTest
  @CsvSource({"png, image/png", "jpeg, image/jpeg", "jpg, image/jpeg", "webp, image/webp"})
  void images_have_the_type_that_was_asked_for(String format, String type) {
    HttpResponse<byte[]> image = image(painted(body().put("format", format)), 0);
    assertThat(image.statusCode()).isEqualTo(200);
    assertThat(image.headers().firstValue("Content-Type")).contains(type);
    assertThat(TestPicture.read(image.body()).raster().size()).isEqualTo(new Size(9, 5));
  }

  @Test
  void an_image_never_changes_so_it_is_sent_once() {
    JsonNode job = painted(body());
    HttpResponse<byte[]> first = image(job, 0);
    assertThat(first.headers().firstValue("Cache-Control").orElseThrow())
        .contains("private", "immutable");
    String path = URI.create(job.get("images").get(0).get("url").stringValue()).getPath();
    String tag = first.headers().firstValue("ETag").orElseThrow();
    HttpResponse<byte[]> again = server.send(request(path).header("If-None-Match", tag).GET());
    assertThat(again.statusCode()).isEqualTo(304);
    assertThat(again.body()).isEmpty();
    HttpResponse<byte[]> other = server.send(request(path).header("If-None-Match", "\"x\"").GET());
    assertThat(other.body()).isEqualTo(first.body());
  }

  @Test
  void eight_samples_are_eight_images_of_rising_seeds() {
    JsonNode job = painted(body().put("samples", 8).put("seed", 5));
    assertThat(job.get("images").size()).isEqualTo(8);
    for (int n = 0; n < 8; n++) {
      String file = new String(image(job, n).body(), StandardCharsets.ISO_8859_1);
      assertThat(file).contains("" + (5 + n));
    }
    String id = job.get("id").stringValue();
    for (String n : List.of("8", "9", "10", "-1", "00", "x", "%20", "0x0", "٣")) {
      String path = OUTPAINTS + "/" + id + "/images/" + n.replace("٣", "%D9%A3");
      assertProblem(get(path), 404, "not-found");
    }
  }

  @Test
  void a_mask_has_its_light_part_painted_and_inverted_its_dark_part() {
    Raster mask = new Raster(7, 5);
    for (int i = 0; i < mask.argb().length; i++) {
      mask.argb()[i] = i % 7 < 2 ? 0xFFFFFFFF : 0xFF000000;
    }
    String sent =
        TestPicture.base64(
            TestPicture.file(uncrop.picture.Format.PNG, mask, java.util.Optional.empty()));
    Raster source = TestPicture.noise(7, 5);
    ObjectNode body =
        JSON.createObjectNode().put("image", TestPicture.base64(FILE)).put("mask", sent);
    Raster light = TestPicture.read(image(painted(body), 0).body()).raster();
    Raster dark = TestPicture.read(image(painted(body.put("invertMask", true)), 0).body()).raster();
    assertThat(light.at(1, 2)).isNotEqualTo(source.at(1, 2));
    assertThat(light.at(4, 2)).isEqualTo(source.at(4, 2));
    assertThat(dark.at(1, 2)).isEqualTo(source.at(1, 2));
    assertThat(dark.at(4, 2)).isNotEqualTo(source.at(4, 2));
  }

  @Test
  void what_the_engine_cannot_use_stands_in_the_warnings() {
    ObjectNode body =
        body()
            .put("prompt", "Zürich \uD83C\uDFD4")
            .put("steps", "30")
            .put("guidanceScale", 4)
            .put("strength", 0.5)
            .put("model", "realVisXL")
            .put("sampler", "euler")
            .put("scheduler", "karras");
    body.putArray("styles").add("Sharp");
    assertThat(painted(body).get("warnings").toString())
        .contains(
            "prompt",
            "steps",
            "guidance_scale",
            "strength",
            "realVisXL",
            "sampler",
            "scheduler",
            "styles");
  }

  @Test
  void a_form_says_the_same_as_json() {
    String boundary = "uncrop-boundary";
    byte[] form =
        form(
            boundary,
            "Content-Disposition: form-data; name=\"image\"; filename=\"a.png\"\r\n"
                + "Content-Type: image/png",
            FILE,
            "Content-Disposition: form-data; name=\"margins\"",
            "{\"left\":2}".getBytes(StandardCharsets.UTF_8),
            "Content-Disposition: form-data; name=\"seed\"",
            "9".getBytes(StandardCharsets.UTF_8));
    HttpResponse<byte[]> answer =
        server.send(
            request(OUTPAINTS)
                .header("Content-Type", "multipart/form-data; boundary=" + boundary)
                .header("Prefer", "wait=60")
                .POST(BodyPublishers.ofByteArray(form)));
    assertThat(answer.statusCode())
        .as(() -> new String(answer.body(), StandardCharsets.UTF_8))
        .isEqualTo(200);
    byte[] expected = image(painted(body().put("seed", 9)), 0).body();
    assertThat(TestPicture.read(image(json(answer), 0).body()).raster())
        .usingRecursiveComparison()
        .isEqualTo(TestPicture.read(expected).raster());
  }

  private static byte[] form(String boundary, Object... parts) {
    var out = new java.io.ByteArrayOutputStream();
    for (int i = 0; i < parts.length; i += 2) {
      out.writeBytes(
          ("--" + boundary + "\r\n" + parts[i] + "\r\n\r\n").getBytes(StandardCharsets.UTF_8));
      out.writeBytes((byte[]) parts[i + 1]);
      out.writeBytes("\r\n".getBytes(StandardCharsets.UTF_8));
    }
    out.writeBytes(("--" + boundary + "--\r\n").getBytes(StandardCharsets.UTF_8));
    return out.toByteArray();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "image          | null",
        "image          | 3",
        "image          | \"!!!\"",
        "mask           | \"!!!\"",
        "margins        | {\"left\":\"wide\"}",
        "margins        | {}",
        "margins        | {\"left\":-7}",
        "margins        | {\"left\":100000}",
        "zoomOut        | 2",
        "anchor         | \"top\"",
        "samples        | 0",
        "samples        | 9",
        "seed           | -2",
        "seed           | 1000000000000000",
        "steps          | 0",
        "steps          | 151",
        "guidanceScale  | 30.01",
        "strength       | 1.01",
        "strength       | -0.001",
        "sampler        | \"euler_a\"",
        "scheduler      | \"Karras\"",
        "styles         | [3]",
        "band           | -1",
        "band           | 4097",
        "band           | 9",
        "engine         | \"magic\"",
        "model          | \"magic\"",
        "format         | \"gif\"",
        "quality        | 0",
        "quality        | 101",
        "invertMask     | \"maybe\"",
        "webhookUrl     | \"ftp://example.com\"",
        "webhookUrl     | \"not a url\"",
        "prompt         | 3",
        "negativePrompt | []"
      })
  void what_does_not_fit_is_400_and_named(String field, String value) {
    ObjectNode body = body();
    body.set(field, JSON.readTree(value));
    HttpResponse<byte[]> answer = server.send(submission(body));
    assertProblem(answer, 400, "bad-input");
    String named = json(answer).get("field").stringValue();
    assertThat(List.of(field, field + ".left", "canvas", "left")).contains(named);
  }

  @Test
  void the_longest_prompt_is_accepted_and_one_more_is_not() {
    assertThat(painted(body().put("prompt", "\uD83C\uDFD4".repeat(10_000))).get("id")).isNotNull();
    assertProblem(
        server.send(submission(body().put("prompt", "a".repeat(10_001)))), 400, "bad-input");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1e-999999999", "0", "5e-324", "1"})
  void numbers_of_any_exponent_cost_nothing(String strength) {
    ObjectNode body = body();
    body.set("strength", JSON.readTree(strength));
    painted(body);
  }

  @Test
  void the_list_is_read_page_by_page_from_the_newest_on() {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      ids.addFirst(painted(body()).get("id").stringValue());
    }
    List<String> found = new ArrayList<>();
    String path = OUTPAINTS + "?status=done&limit=2";
    while (found.size() < 5) {
      HttpResponse<byte[]> page = get(path);
      JsonNode jobs = json(page).get("outpaints");
      assertThat(jobs.size()).isEqualTo(2);
      jobs.forEach(job -> found.add(job.get("id").stringValue()));
      URI next = URI.create(json(page).get("next").stringValue());
      assertThat(page.headers().firstValue("Link")).contains("<" + next + ">; rel=\"next\"");
      path = next.getPath() + "?" + next.getQuery();
    }
    assertThat(found.subList(0, 5)).isEqualTo(ids);
    HttpResponse<byte[]> end =
        get(OUTPAINTS + "?limit=100&after=00000000-0000-7000-8000-000000000000");
    assertThat(json(end).get("outpaints").size()).isZero();
    assertThat(json(end).get("next").isNull()).isTrue();
    assertThat(end.headers().firstValue("Link")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "status=finished",
        "status=",
        "status=DONE",
        "limit=0",
        "limit=101",
        "limit=",
        "limit=ten",
        "after=x",
        "after="
      })
  void a_page_that_makes_no_sense_is_400(String query) {
    HttpResponse<byte[]> answer = get(OUTPAINTS + "?" + query);
    assertProblem(answer, 400, "bad-input");
  }

  @Test
  void an_unknown_job_or_path_is_404() {
    for (String path :
        List.of(
            "/01a1ff2f-3570-7977-b861-e5ad4a9ecc9f",
            "/x",
            "/x/events",
            "/x/images/0",
            "/x/y",
            "/%F0%9F%8F%94")) {
      assertProblem(get(OUTPAINTS + path), 404, "not-found");
    }
    assertProblem(server.send(request(OUTPAINTS + "/x").DELETE()), 404, "not-found");
    assertProblem(get("/api/v1/nothing"), 404, "not-found");
  }

  @Test
  void a_key_is_asked_for_and_may_stand_in_either_header() {
    assertProblem(server.send(server.request(OUTPAINTS)), 401, "key-refused");
    assertProblem(
        server.send(server.request(OUTPAINTS).header("x-api-key", "uc_no")), 401, "key-refused");
    for (String value : List.of(server.key(), "Bearer " + server.key())) {
      assertThat(server.send(server.request(OUTPAINTS).header("Authorization", value)).statusCode())
          .isEqualTo(200);
    }
  }

  @Test
  void a_repeated_idempotency_key_gives_the_first_job_and_another_body_is_422() {
    HttpResponse<byte[]> first = server.send(submission(body()).header("Idempotency-Key", "once"));
    HttpResponse<byte[]> again = server.send(submission(body()).header("Idempotency-Key", "once"));
    assertThat(json(again).get("id")).isEqualTo(json(first).get("id"));
    assertProblem(
        server.send(submission(body().put("seed", 3)).header("Idempotency-Key", "once")),
        422,
        "idempotency-conflict");
  }

  @Test
  void what_is_known_of_engines_models_styles_samplers_and_the_account() {
    JsonNode engines = json(get("/api/v1/engines")).get("engines");
    JsonNode engine = engines.get(engines.size() - 1);
    assertThat(engine.get("name").stringValue()).isEqualTo("pad");
    assertThat(engine.get("usual").booleanValue()).isTrue();
    assertThat(json(get("/api/v1/models")).get("models").get(0).get("installed").booleanValue())
        .isFalse();
    assertThat(json(get("/api/v1/styles")).get("styles").size()).isPositive();
    assertThat(json(get("/api/v1/samplers")).get("samplers").size()).isEqualTo(18);
    assertThat(json(get("/api/v1/samplers")).get("schedulers").size()).isEqualTo(6);
    JsonNode account = json(get("/api/v1/account"));
    assertThat(account.get("id").stringValue()).isEqualTo("local");
    assertThat(server.key()).startsWith(account.get("key").get("prefix").stringValue());
    assertThat(account.get("credits").get("counted").booleanValue()).isFalse();
    assertThat(account.get("limits").get("canvas").longValue()).isEqualTo(10_000);
  }
}
