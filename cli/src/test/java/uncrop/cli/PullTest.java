package uncrop.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a hub on this machine. */
class PullTest {
  private static final String CATALOGUE =
      """
      {"models": [
        {"name": "open", "title": "An open LoRA", "kind": "lora", "family": "sd15",
         "licence": {"name": "MIT", "apiUse": "allowed"},
         "files": [{"repository": "me/open", "path": "lora.safetensors", "bytes": %d}]},
        {"name": "closed", "title": "One for oneself", "kind": "lora", "serves": ["own_v1"],
         "licence": {"name": "Own", "apiUse": "forbidden", "url": "https://licence",
                     "terms": "not behind services"},
         "files": [{"repository": "me/open", "path": "lora.safetensors"}]},
        {"name": "gated", "title": "One behind a gate", "kind": "lora",
         "licence": {"name": "MIT"},
         "files": [{"repository": "me/gated", "path": "lora.safetensors"}]}
      ]}
      """;

  @TempDir private Path folder;
  private final List<String> tokens = Collections.synchronizedList(new ArrayList<>());
  private HttpServer hub;

  @BeforeEach
  void open() throws IOException {
    byte[] lora = Files.readAllBytes(TinyModel.LORA);
    Files.writeString(folder.resolve("catalogue.json"), CATALOGUE.formatted(lora.length));
    hub = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    hub.createContext(
        "/",
        exchange -> {
          try (exchange) {
            String token = exchange.getRequestHeaders().getFirst("Authorization");
            tokens.add(String.valueOf(token));
            if (exchange.getRequestURI().getPath().startsWith("/me/gated/") && token == null) {
              exchange.sendResponseHeaders(401, -1);
            } else {
              exchange.sendResponseHeaders(200, lora.length);
              exchange.getResponseBody().write(lora);
            }
          }
        });
    hub.start();
  }

  @AfterEach
  void close() {
    hub.stop(0);
  }

  @Test
  void the_catalogue_says_what_there_is_and_what_is_here() {
    CommandRun before = models("", "available");
    assertThat(before.exitCode()).as(before.err()).isZero();
    assertThat(before.lines().getFirst())
        .matches("NAME +KIND +FAMILY +SIZE +LICENCE +SERVES +INSTALLED");
    assertThat(before.lines())
        .anySatisfy(line ->
            assertThat(line)
                .matches(
                    "juggernaut-xl-v8 +checkpoint +Stable Diffusion XL +7\\.1 GB +CreativeML"
                        + " OpenRAIL-M, not behind an API +juggernaut_v8 +no"))
        .anySatisfy(line -> assertThat(line).matches("lama +LaMa +- +205\\.7 MB +Apache-2\\.0 .*"))
        .anySatisfy(line ->
            assertThat(line).matches("open +LoRA +Stable Diffusion 1\\.5 +\\d.* kB +MIT +- +no"));

    pull("", "open", "--as", "mine");

    assertThat(models("", "available").lines())
        .anySatisfy(line -> assertThat(line).matches("open .* mine"));
  }

  @Test
  void a_model_is_pulled_and_shown_with_its_licence() {
    CommandRun pulled = pull("", "open");

    assertThat(pulled.exitCode()).as(pulled.err()).isZero();
    assertThat(pulled.lines())
        .singleElement()
        .asString()
        .startsWith("open: LoRA for Stable Diffusion 1.5, ");
    assertThat(pulled.err())
        .contains("An open LoRA: MIT", "was never fetched by those who wrote it");
    assertThat(models("", "show", "open").lines())
        .contains("pulled as       open", "licence         MIT", "API use         allowed")
        .noneMatch(line -> line.startsWith("accepted"));
    assertThat(pull("", "open").err()).contains("uncrop: NAME open: there is a model open");
  }

  @Test
  void a_licence_that_forbids_services_is_asked_for() {
    for (String answer : List.of("", "no\n")) {
      CommandRun refused = pull(answer, "closed");
      assertThat(refused.exitCode()).isEqualTo(1);
      assertThat(refused.err())
          .contains(
              "One for oneself: Own: not behind services (https://licence)",
              "do only with it what its licence allows? [y/N] ",
              "not pulled: say yes, or --accept-licence");
    }
    assertThat(tokens).isEmpty();

    assertThat(pull("yes\n", "closed").exitCode()).isZero();
    assertThat(models("", "show", "closed").lines())
        .contains("API use         forbidden")
        .anySatisfy(line ->
            assertThat(line)
                .matches(
                    "accepted +by .+ on 20.*Z: Own: not behind services \\(https://licence\\)"));
    assertThat(pull("", "closed", "--as", "two", "--accept-licence").exitCode()).isZero();
  }

  @Test
  void a_gate_needs_a_token() {
    CommandRun refused = pull("", "gated");
    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.err())
        .contains("is gated (401): accept the licence on " + mirror() + "/me/gated");

    CommandRun pulled = pull("", "gated", "--token", "secret");
    assertThat(pulled.exitCode()).as(pulled.err()).isZero();
    assertThat(tokens).containsExactly("null", "Bearer secret");
    assertThat(pulled.err()).doesNotContain("secret");
  }

  @Test
  void each_mistake_is_one_clear_line() throws IOException {
    assertRefused("uncrop: name nothing: is not in the catalogue", pull("", "nothing"));
    assertRefused("uncrop: --as a/b: must be 1 to 64", pull("", "open", "--as", "a/b"));
    assertRefused(
        "uncrop: --mirror nowhere: must be an address",
        models("", "pull", "open", "--mirror", "nowhere"));
    assertRefused("uncrop: --token (not shown): must be", pull("", "open", "--token", "a b"));
    Files.writeString(folder.resolve("catalogue.json"), "{");
    assertRefused("catalogue.json, line 1: is no JSON", models("", "available"));
  }

  private static void assertRefused(String reason, CommandRun run) {
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err().lines().filter(line -> line.startsWith("uncrop: ")))
        .singleElement()
        .asString()
        .contains(reason);
  }

  private CommandRun pull(String answer, String... arguments) {
    List<String> all = new ArrayList<>(List.of("pull"));
    all.addAll(List.of(arguments));
    all.addAll(List.of("--mirror", mirror()));
    return models(answer, all.toArray(String[]::new));
  }

  private String mirror() {
    return "http://localhost:" + hub.getAddress().getPort();
  }

  private CommandRun models(String answer, String... arguments) {
    List<String> all = new ArrayList<>(List.of("models"));
    all.addAll(List.of(arguments));
    all.addAll(List.of("--models", folder.toString()));
    return CommandRun.fed(answer.getBytes(UTF_8), all.toArray(String[]::new));
  }
}
