package uncrop.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** The paintings that the server sells, each in the words of its own API. */
enum Dialect {
  SEG_BEYOND("/v1/seg-beyond", "input_image", Map.of("prompt", "", "left", "3")),
  FOCUS("/v1/focus-outpaint", "input_image", Map.of("prompt", "", "aspect_ratios", "704*1408")),
  SD15(
      "/v1/sd1.5-outpaint",
      "image",
      Map.of(
          "prompt", "", "img_width", "96", "img_height", "64", "scale", "1", "mask_expand", "1")),
  QUEUE("/v2/seg-beyond", "input_image", Map.of("prompt", "", "left", "3")),
  EDIT("/api/edit/outpaint", "image", Map.of("left", "3")),
  STABILITY("/v2beta/stable-image/edit/outpaint", "image", Map.of("left", "3"));

  private final String path;
  private final String picture;
  private final Map<String, String> fields;

  Dialect(String path, String picture, Map<String, String> fields) {
    this.path = path;
    this.picture = picture;
    this.fields = fields;
  }

  String path() {
    return path;
  }

  String pictureField() {
    return picture;
  }

  boolean takesForms() {
    return this == EDIT || this == STABILITY;
  }

  /** Whether the answer is the picture, and not where to ask after it. */
  boolean waits() {
    return this != QUEUE;
  }

  /** A request that is answered 200, but for what is added; numbers are strings, as in forms. */
  HttpRequest.Builder request(TestServer server, String pictureText, String... more) {
    Map<String, String> sent = new LinkedHashMap<>(fields);
    sent.put(picture, pictureText);
    for (int i = 0; i < more.length; i += 2) {
      sent.put(more[i], more[i + 1]);
    }
    HttpRequest.Builder request = withKey(server.request(path), server.key());
    if (!takesForms()) {
      return request
          .header("Content-Type", "application/json")
          .POST(BodyPublishers.ofByteArray(TestServer.JSON.writeValueAsBytes(sent)));
    }
    FormBody form = new FormBody();
    sent.forEach(form::text);
    return form.in(request);
  }

  HttpRequest.Builder withKey(HttpRequest.Builder request, String key) {
    return takesForms()
        ? request.setHeader("authorization", "Bearer " + key)
        : request.setHeader("x-api-key", key);
  }

  /** The reason that a failure gives, after its shape was looked at. */
  String reason(HttpResponse<byte[]> failure) {
    assertThat(failure.headers().firstValue("Content-Type")).contains("application/json");
    String id = failure.headers().firstValue("X-Request-ID").orElseThrow();
    JsonNode body = TestServer.json(failure);
    return switch (this) {
      case SEG_BEYOND, FOCUS, SD15, QUEUE -> {
        assertThat(body.propertyNames()).containsExactly("error");
        yield body.get("error").stringValue();
      }
      case EDIT -> {
        assertThat(body.propertyNames()).containsExactly("code", "message", "data");
        assertThat(body.get("code").intValue()).isEqualTo(-1);
        assertThat(body.get("data").isNull()).isTrue();
        yield body.get("message").stringValue();
      }
      case STABILITY -> {
        assertThat(body.propertyNames()).containsExactly("id", "name", "errors");
        assertThat(body.get("id").stringValue())
            .matches("[0-9a-f]{32}")
            .isEqualTo(id.replace("-", ""));
        assertThat(body.get("name").stringValue()).matches("[a-z_]+");
        assertThat(body.get("errors").size()).isEqualTo(1);
        yield body.get("errors").get(0).stringValue();
      }
    };
  }
}
