package uncrop.style;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import uncrop.golden.Golden;

/** The values of {@code golden/fooocus/prompts.json} and {@code python_random.json}, exactly. */
class PromptParityTest {
  private static final JsonNode PROMPTS = Golden.json("golden/fooocus/prompts.json");
  private static final JsonNode RANDOM = Golden.json("golden/fooocus/python_random.json");
  private static final PromptExpansion STUB =
      (main, seed) -> new PromptExpansion.Expanded("EXPANSION<%s>#%d".formatted(main, seed));

  @TempDir private Path folder;

  @BeforeEach
  void write_the_wildcard_files() throws IOException {
    for (var file : PROMPTS.path("wildcard_files").properties()) {
      Files.writeString(folder.resolve(file.getKey()), file.getValue().stringValue());
    }
  }

  static List<JsonNode> cases() {
    return PROMPTS.path("cases").valueStream().toList();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void prompts_are_merged_as_by_fooocus(JsonNode given) {
    PromptMerger merger = new PromptMerger(ownStyles(), Wildcards.in(folder), STUB);
    for (int i = 0; i < given.path("image_number").asInt(); i++) {
      JsonNode expected = given.path("tasks").path(i);
      long first = given.path("seed").asLong();
      long seed = given.path("no_increment").asBoolean() ? first : PromptRequest.seedOf(first, i);
      assertThat(seed).isEqualTo(expected.path("task_seed").asLong());

      MergedPrompt merged =
          merger.merge(
              new PromptRequest(
                  given.path("prompt").stringValue(),
                  given.path("negative").stringValue(),
                  styles(given),
                  seed,
                  i,
                  given.path("wildcards_in_order").asBoolean()));

      assertThat(merged.main()).isEqualTo(expected.path("main").stringValue());
      assertThat(merged.positives()).isEqualTo(texts(expected.path("positive")));
      assertThat(merged.pooled()).isEqualTo(expected.path("positive_top_k").asInt());
      assertThat(merged.negatives()).isEqualTo(texts(expected.path("negative")));
      assertThat(merged.negatives()).hasSize(expected.path("negative_top_k").asInt());
      assertThat(merged.styles()).isEqualTo(texts(expected.path("styles")));
      assertThat(loras(merged)).isEqualTo(given.path("loras").toString());
    }
  }

  private static List<String> styles(JsonNode given) {
    List<String> styles = new ArrayList<>(texts(given.path("styles")));
    if (given.path("expansion").asBoolean()) {
      styles.add("Fooocus V2");
    }
    return styles;
  }

  private static Styles ownStyles() {
    return Styles.of(
        PROMPTS.path("own_styles").properties().stream()
            .map(style ->
                new Style(
                    style.getKey(),
                    style.getValue().path(0).stringValue(),
                    style.getValue().path(1).stringValue(),
                    Origin.USER))
            .toList());
  }

  /** In the spelling of the vectors: the user's own slots, then those of the prompt. */
  private static String loras(MergedPrompt merged) {
    List<String> known = texts(PROMPTS.path("known_loras"));
    List<LoraTag> chosen = List.of(new LoraTag("x", 0.5));
    List<LoraTag> all =
        LoraTag.after(chosen, merged.loras(), name -> known.contains(name + ".safetensors"), 5);
    Stream<String> slots =
        all.stream().map(tag -> "[\"%s.safetensors\",%s]".formatted(tag.name(), tag.weight()));
    Stream<String> empty = all.size() == 1 ? Stream.of("[\"None\",1.0]") : Stream.empty();
    return "[" + String.join(",", Stream.concat(slots, empty).toList()) + "]";
  }

  @Test
  void names_lines_and_lists_are_tidied_as_by_fooocus() {
    PROMPTS
        .path("normalize_name")
        .properties()
        .forEach(e -> assertThat(StyleNames.shown(e.getKey())).isEqualTo(text(e.getValue())));
    PROMPTS
        .path("clean_line")
        .properties()
        .forEach(e -> assertThat(PromptLines.tidy(e.getKey())).isEqualTo(text(e.getValue())));
    PROMPTS
        .path("cleanup_prompt")
        .properties()
        .forEach(e -> assertThat(PromptLines.tidyList(e.getKey())).isEqualTo(text(e.getValue())));
  }

  @Test
  void the_styles_of_fooocus_are_there_in_its_form_but_not_with_its_texts() {
    Styles styles = Styles.builtIn();
    PROMPTS
        .path("stock_style_structure")
        .properties()
        .forEach(stock -> {
          Style own = styles.template(stock.getKey()).orElseThrow();
          JsonNode form = stock.getValue();
          assertThat(own.hasPlace()).isEqualTo(form.path("has_placeholder").asBoolean());
          assertThat(own.prompt().isEmpty()).isEqualTo(form.path("positive_chars").asInt() == 0);
          assertThat(sha256(own.negative())).isNotEqualTo(text(form.path("negative_sha256")));
          if (own.hasPlace()) {
            assertThat(sha256(own.prompt())).isNotEqualTo(text(form.path("positive_sha256")));
          }
        });
  }

  @Test
  void random_numbers_are_those_of_python() {
    RANDOM
        .path("values")
        .properties()
        .forEach(of -> {
          long seed = Long.parseLong(of.getKey());
          JsonNode values = of.getValue();
          PythonRandom bits = new PythonRandom(seed);
          for (JsonNode expected : values.path("getrandbits32")) {
            assertThat(Integer.toUnsignedLong(bits.next())).isEqualTo(expected.asLong());
          }
          assertThat(choices(seed, 277, 4)).isEqualTo(numbers(values.path("choice_index_of_277")));
          assertThat(choices(seed, 3, 6)).isEqualTo(numbers(values.path("choice_index_of_3")));
        });
  }

  private static List<Integer> choices(long seed, int of, int count) {
    PythonRandom random = new PythonRandom(seed);
    return IntStream.range(0, count).map(_ -> random.choice(of)).boxed().toList();
  }

  private static List<Integer> numbers(JsonNode array) {
    return array.valueStream().map(JsonNode::asInt).toList();
  }

  private static List<String> texts(JsonNode array) {
    return array.valueStream().map(JsonNode::stringValue).toList();
  }

  private static String text(JsonNode text) {
    return text.stringValue();
  }

  private static String sha256(String text) {
    try {
      byte[] bytes = text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
      return HexFormat.of()
          .formatHex(java.security.MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (java.security.NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
