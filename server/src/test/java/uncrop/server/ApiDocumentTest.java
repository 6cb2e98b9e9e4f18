package uncrop.server;

import static org.assertj.core.api.Assertions.assertThat;
import static uncrop.server.TestServer.JSON;
import static uncrop.server.TestServer.json;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import uncrop.embedded.Engines;

/** The OpenAPI document says what the server does: all of it, and nothing else. */
@Timeout(300)
class ApiDocumentTest {
  private static final Set<String> METHODS =
      Set.of("get", "put", "post", "delete", "options", "head", "patch", "trace");

  /** A variable that may only be one of some words. */
  private static final Pattern WORDS = Pattern.compile("\\{\\w+:([^}]*)}");

  @TempDir static Path data;
  static TestServer server;
  static JsonNode document;

  @BeforeAll
  static void start() {
    server = TestServer.start(Engines.embedded(1), data, "uncrop.engine=pad");
    document = json(server.send(server.request("/openapi.json")));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static Set<String> documented() {
    Set<String> operations = new TreeSet<>();
    document
        .get("paths")
        .forEachEntry((path, item) ->
            item.propertyNames().stream()
                .filter(METHODS::contains)
                .forEach(method -> operations.add(method.toUpperCase(Locale.ROOT) + " " + path)));
    return operations;
  }

  private static Set<String> mapped() {
    Set<String> operations = new TreeSet<>();
    for (RequestMappingHandlerMapping mapping : server.parts(RequestMappingHandlerMapping.class)) {
      for (RequestMappingInfo info : mapping.getHandlerMethods().keySet()) {
        for (String pattern : info.getPatternValues()) {
          info.getMethodsCondition()
              .getMethods()
              .forEach(
                  method -> spelled(pattern).forEach(path -> operations.add(method + " " + path)));
        }
      }
    }
    return operations;
  }

  /** {@code /v1/{slug:a|b\.c}} is two paths of the document. */
  private static Stream<String> spelled(String pattern) {
    Matcher words = WORDS.matcher(pattern);
    return words.find()
        ? Stream.of(words.group(1).replace("\\", "").split("\\|"))
            .map(
                word -> pattern.substring(0, words.start()) + word + pattern.substring(words.end()))
        : Stream.of(pattern);
  }

  @Test
  void every_operation_of_the_server_is_documented_and_every_documented_one_is_there() {
    Set<String> documented = documented();
    documented.removeIf(operation -> operation.startsWith("GET /actuator/"));
    assertThat(documented).isEqualTo(mapped());
  }

  @Test
  void both_forms_say_the_same_and_no_key_is_needed() {
    HttpResponse<byte[]> yaml = server.send(server.request("/openapi.yaml"));
    assertThat(yaml.headers().firstValue("Content-Type")).contains("application/yaml");
    LoaderOptions options = new LoaderOptions();
    options.setMaxAliasesForCollections(1000);
    Object read = new Yaml(options).load(new String(yaml.body(), StandardCharsets.UTF_8));
    assertThat((JsonNode) JSON.valueToTree(read)).isEqualTo(document);
    assertThat(document.get("openapi").stringValue()).isEqualTo("3.1.0");
  }

  @Test
  void every_reference_leads_somewhere() {
    assertThat(document.findValuesAsString("$ref"))
        .isNotEmpty()
        .allSatisfy(reference -> {
          assertThat(reference).startsWith("#/");
          assertThat(document.at(reference.substring(1)).isMissingNode()).as(reference).isFalse();
        });
  }

  @Test
  void every_operation_has_a_name_of_its_own_and_a_summary() {
    Set<String> names = new TreeSet<>();
    assertThat(documented())
        .allSatisfy(operation -> {
          String[] words = operation.split(" ");
          JsonNode described =
              document.get("paths").get(words[1]).get(words[0].toLowerCase(Locale.ROOT));
          assertThat(names.add(described.get("operationId").stringValue())).isTrue();
          assertThat(described.get("summary").stringValue()).isNotBlank();
          assertThat(described.get("responses").size()).isPositive();
        });
  }

  /** An example of the document, by its name. */
  private record Example(
      String operation, String name, String path, JsonNode body, Set<String> codes) {
    @Override
    public String toString() {
      return operation + " " + name;
    }
  }

  static Stream<Example> examples() {
    Stream.Builder<Example> examples = Stream.builder();
    document
        .get("paths")
        .forEachEntry((path, item) -> {
          JsonNode post = item.get("post");
          if (post != null) {
            post.at("/requestBody/content/application~1json/examples")
                .forEachEntry((name, example) ->
                    examples.add(
                        new Example(
                            post.get("operationId").stringValue(),
                            name,
                            filledIn(path, item),
                            example.get("value"),
                            Set.copyOf(post.get("responses").propertyNames()))));
          }
        });
    return examples.build();
  }

  /** A path whose variables are what the document has as their examples. */
  private static String filledIn(String path, JsonNode item) {
    String filled = path;
    for (JsonNode reference : item.path("parameters")) {
      JsonNode parameter = document.at(reference.get("$ref").stringValue().substring(1));
      filled =
          filled.replace(
              "{" + parameter.get("name").stringValue() + "}",
              parameter.get("example").stringValue());
    }
    return filled;
  }

  @ParameterizedTest
  @MethodSource("examples")
  void every_example_works(Example example) {
    HttpRequest.Builder request =
        server
            .request(example.path)
            .header("x-api-key", server.key())
            .header("Content-Type", "application/json")
            .header("Prefer", "wait=60")
            .POST(BodyPublishers.ofByteArray(JSON.writeValueAsBytes(example.body)));
    HttpResponse<byte[]> answer = server.send(request);
    assertThat(answer.statusCode())
        .as(() -> new String(answer.body(), StandardCharsets.UTF_8))
        .isBetween(200, 299);
    assertThat(example.codes).contains("" + answer.statusCode());
    if (example.path.equals("/api/v1/outpaints")) {
      assertThat(json(answer).get("status").stringValue()).isEqualTo("done");
    }
  }

  @Test
  void there_are_examples() {
    assertThat(examples().map(Example::operation)).contains("submitOutpaint", "segBeyond");
  }

  @Test
  void the_page_needs_nothing_from_elsewhere_and_its_policy_lets_it_run() {
    HttpResponse<byte[]> page = server.send(server.request("/docs"));
    assertThat(page.statusCode()).isEqualTo(200);
    String html = new String(page.body(), StandardCharsets.UTF_8);
    Matcher links = Pattern.compile("(?:src|href)=\"([^\"]+)\"").matcher(html);
    int found = 0;
    while (links.find()) {
      assertThat(links.group(1)).doesNotContain("//");
      assertThat(server.send(server.request("/" + links.group(1))).statusCode())
          .as(links.group(1))
          .isEqualTo(200);
      found++;
    }
    assertThat(found).isGreaterThanOrEqualTo(4);
    assertThat(page.headers().allValues("Content-Security-Policy"))
        .singleElement()
        .asString()
        .contains("script-src 'self'", "connect-src 'self'", "default-src 'none'");
    // scripts in the page itself are what the policy forbids
    assertThat(html).doesNotContain("<script>", "onload=", "onclick=");
  }
}
