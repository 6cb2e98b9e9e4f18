package uncrop.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import uncrop.fault.BadInput;

/**
 * The references are weights and tokens from ComfyUI's, Fooocus' and AUTOMATIC1111's own code: see
 * reference/text/make_prompts.py.
 */
class PromptGrammarTest {
  private final Tokenizer clip = Tokenizer.clip();

  @Test
  void comfy_weights_are_those_of_the_reference() throws IOException {
    JsonNode cases = TextVectors.json("/text/prompt_weights.json").path("parser");
    assertThat(cases.size()).isEqualTo(35);
    for (JsonNode one : cases) {
      List<WeightedText> expected = new ArrayList<>();
      for (JsonNode pair : one.path("pairs")) {
        double weight = PythonFloat.parse(pair.path(1).asString()).orElseThrow();
        expected.add(new WeightedText(pair.path(0).stringValue(), weight));
      }
      assertThat(ComfyGrammar.parse(one.path("text").stringValue()))
          .as(one.path("text").toString())
          .isEqualTo(expected);
    }
  }

  @Test
  void comfy_chunks_are_those_of_the_reference() throws IOException {
    JsonNode cases = TextVectors.json("/text/prompt_weights.json").path("tokens");
    for (var one : cases.properties()) {
      JsonNode expected = one.getValue();
      String text =
          switch (one.getKey()) {
            case "LONG75" -> "cat ".repeat(75).strip();
            case "LONG76" -> "cat ".repeat(76).strip();
            default -> expected.path("text").asString(one.getKey());
          };
      List<Chunk> chunks = PromptGrammar.COMFY.chunks(text, clip);
      assertThat(chunks).as(one.getKey()).hasSize(expected.path("chunks").asInt());
      for (int i = 0; i < expected.path("l").size(); i++) {
        assertStartsWith(chunks.get(i), expected.path("l").path(i));
      }
      if (expected.has("last_chunk_first4")) {
        assertStartsWith(chunks.getLast(), expected.path("last_chunk_first4"));
      }
    }
  }

  private static void assertStartsWith(Chunk chunk, JsonNode pairs) {
    assertThat(chunk.ids()).hasSize(77);
    for (int i = 0; i < pairs.size(); i++) {
      assertThat(chunk.ids()[i]).isEqualTo(pairs.path(i).path(0).asInt());
      assertThat(chunk.weights()[i]).isEqualTo((float) pairs.path(i).path(1).asDouble());
    }
  }

  @Test
  void generated_prompts_are_weighed_and_cut_as_by_comfy() throws IOException {
    int compared = 0;
    for (String line : TextVectors.lines("/text/weighted-prompts.jsonl.gz")) {
      JsonNode prompt = JsonMapper.shared().readTree(line);
      String text = prompt.path("text").stringValue();
      JsonNode expected = prompt.path("comfy");
      assertParts(ComfyGrammar.parse(text), expected.path("parts"), line);
      compared += assertChunks(PromptGrammar.COMFY, text, expected.path("chunks"));
    }
    assertThat(compared).isGreaterThan(700);
  }

  @Test
  void generated_prompts_are_weighed_and_cut_as_by_the_web_ui() throws IOException {
    int compared = 0;
    for (String line : TextVectors.lines("/text/weighted-prompts.jsonl.gz")) {
      JsonNode prompt = JsonMapper.shared().readTree(line);
      String text = prompt.path("text").stringValue();
      JsonNode expected = prompt.path("webui");
      // Two deliberate differences: it fails on ":1.2.3)", and takes BREAK in brackets for a word.
      if (expected.isNull() || (text.contains("BREAK") && text.matches("(?s).*[(\\[].*"))) {
        continue;
      }
      List<WeightedText> parts = new ArrayList<>();
      for (List<WeightedText> section : A1111Grammar.parse(text)) {
        if (!parts.isEmpty()) {
          parts.add(new WeightedText("BREAK", -1));
        }
        parts.addAll(section);
      }
      assertParts(parts, expected.path("parts"), line);
      compared += assertChunks(PromptGrammar.A1111, text, expected.path("chunks"));
    }
    assertThat(compared).isGreaterThan(400);
  }

  /** Parts without text aside: they say nothing. */
  private static void assertParts(List<WeightedText> parts, JsonNode pairs, String line) {
    List<WeightedText> expected = new ArrayList<>();
    for (JsonNode pair : pairs) {
      double weight = PythonFloat.parse(pair.path(1).stringValue()).orElseThrow();
      expected.add(new WeightedText(pair.path(0).stringValue(), weight));
    }
    expected.removeIf(part -> part.text().isEmpty());
    assertThat(parts.stream().filter(part -> !part.text().isEmpty()).toList())
        .as(line)
        .isEqualTo(expected);
  }

  /** How many prompts were compared: none if a weight is not finite. */
  private int assertChunks(PromptGrammar grammar, String text, JsonNode expected) {
    if (expected.toString().matches(".*(nan|inf).*")) {
      assertThatThrownBy(() -> grammar.chunks(text, clip)).isInstanceOf(BadInput.class);
      return 0;
    }
    List<Chunk> chunks = grammar.chunks(text, clip);
    assertThat(chunks).as(text).hasSize(expected.size());
    for (int i = 0; i < chunks.size(); i++) {
      int[] ids = TextVectors.ints(expected.path(i).path(0));
      int[] padded = Arrays.copyOf(ids, Chunk.LENGTH);
      Arrays.fill(padded, ids.length, Chunk.LENGTH, clip.pad());
      assertThat(chunks.get(i).ids()).as(text).isEqualTo(padded);
      for (int t = 0; t < Chunk.LENGTH; t++) {
        float weight =
            t < ids.length
                ? (float) Double.parseDouble(expected.path(i).path(1).path(t).stringValue())
                : 1;
        assertThat(chunks.get(i).weights()[t]).as(text).isEqualTo(weight);
      }
    }
    return 1;
  }

  @Test
  void a_break_in_brackets_breaks() {
    List<Chunk> chunks = PromptGrammar.A1111.chunks("(a cat BREAK a dog:1.5)", clip);
    assertThat(chunks).hasSize(2);
    assertThat(chunks.get(1).ids()).startsWith(clip.begin(), 320, 1929, clip.end());
    assertThat(chunks.get(1).weights()).startsWith(1, 1.5f, 1.5f, 1);
  }

  @Test
  void a_number_with_two_points_is_text_to_the_web_ui() {
    assertThat(A1111Grammar.parse("(a:1.2.3)"))
        .containsExactly(List.of(new WeightedText("a:1.2.3", 1.1)));
  }

  @Test
  void plain_prompts_are_cut_off_after_75_tokens_and_brackets_are_text() {
    List<Chunk> chunks = PromptGrammar.PLAIN.chunks("(a:1.2) [b] " + "cat ".repeat(200), clip);
    assertThat(chunks).hasSize(1);
    int[] ids = chunks.getFirst().ids();
    assertThat(ids).startsWith(49406, 263, 320, 281, 272, 269, 273, 264, 314, 321, 316, 2368);
    assertThat(ids[75]).isEqualTo(2368);
    assertThat(ids[76]).isEqualTo(49407);
    assertThat(chunks.getFirst().isWeighted()).isFalse();
  }

  @Test
  void an_empty_prompt_is_one_chunk_of_padding_in_every_grammar() {
    for (PromptGrammar grammar : PromptGrammar.values()) {
      List<Chunk> chunks = grammar.chunks("", clip.paddedWith("!"));
      assertThat(chunks).hasSize(1);
      assertThat(chunks.getFirst().ids()).startsWith(49406, 49407, 0, 0).endsWith(0);
    }
  }

  @Test
  void a_hundred_thousand_brackets_are_an_error_or_text_but_never_a_crash() {
    String deep = "(".repeat(100_000) + "x" + ")".repeat(100_000);
    assertThatThrownBy(() -> PromptGrammar.COMFY.chunks(deep, clip))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("500 deep");
    assertThatThrownBy(() -> PromptGrammar.A1111.chunks(deep, clip))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("finite");
    assertThat(PromptGrammar.PLAIN.chunks(deep, clip)).hasSize(1);
  }
}
