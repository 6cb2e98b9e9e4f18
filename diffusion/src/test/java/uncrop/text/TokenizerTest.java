package uncrop.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import uncrop.fault.BadInput;

/** The references are ids of transformers' own tokenizer: see reference/text/make_tokens.py. */
class TokenizerTest {
  private final Tokenizer clip = Tokenizer.clip();

  @Test
  void golden_prompts_have_the_ids_of_the_reference() throws IOException {
    JsonNode golden = TextVectors.json("/text/golden_tokens.json");
    assertThat(golden.size()).isEqualTo(12);
    golden
        .properties()
        .forEach(prompt ->
            assertThat(clip.ids(prompt.getKey()))
                .as(prompt.getKey())
                .isEqualTo(TextVectors.ints(prompt.getValue())));
  }

  @Test
  void awkward_texts_have_the_ids_of_transformers_where_others_differ() throws IOException {
    JsonNode golden = TextVectors.json("/text/golden_tokens_edge.json").path("prompts");
    assertThat(golden.size()).isEqualTo(27);
    golden
        .properties()
        .forEach(prompt ->
            assertThat(clip.ids(prompt.getKey()))
                .as(prompt.getKey())
                .isEqualTo(TextVectors.ints(prompt.getValue().path("hf"))));
  }

  @Test
  void a_thousand_generated_prompts_have_the_ids_of_the_reference() throws IOException {
    var lines = TextVectors.lines("/text/generated-tokens.jsonl.gz");
    assertThat(lines).hasSize(1000);
    for (String line : lines) {
      JsonNode prompt = JsonMapper.shared().readTree(line);
      assertThat(clip.ids(prompt.path("text").stringValue()))
          .as(line)
          .isEqualTo(TextVectors.ints(prompt.path("ids")));
    }
  }

  @Test
  void every_assigned_code_point_is_composed_lowered_and_cut_as_in_the_reference()
      throws Exception {
    for (String line : TextVectors.lines("/text/code-points.txt")) {
      int start = Integer.parseInt(line.substring(0, line.indexOf(' ')), 16);
      StringBuilder text = new StringBuilder();
      for (int c = start; c < start + 4096; c++) {
        if (c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE) {
          String between = Character.toString(c);
          text.append(" b\u0315").append(between).append("\u0334x").append(between).append('1');
        }
      }
      String ids =
          Arrays.stream(clip.ids(text.toString()))
              .mapToObj(Integer::toString)
              .collect(Collectors.joining(" "));
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(ids.getBytes(StandardCharsets.UTF_8));
      assertThat(HexFormat.of().formatHex(hash)).as(line).isEqualTo(line.split(" ", 2)[1]);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"bare", "sd15", "sdxl-2", "old-sdxl-2"})
  void a_checkpoint_may_declare_its_special_tokens_in_all_known_ways(
      String declarations, @TempDir Path folder) throws IOException {
    JsonNode cases = TextVectors.json("/text/tokenizer-" + declarations + "/cases.json");
    Tokenizer read = Tokenizer.read(TextVectors.tokenizer("tokenizer-" + declarations, folder));
    cases
        .path("ids")
        .properties()
        .forEach(text ->
            assertThat(read.ids(text.getKey()))
                .as(text.getKey())
                .isEqualTo(TextVectors.ints(text.getValue())));
    int[] padded = TextVectors.ints(cases.path("padded"));
    assertThat(new int[] {read.begin(), read.end(), read.pad()})
        .containsExactly(padded[0], padded[3], padded[4]);
  }

  @Test
  void the_built_in_second_tokenizer_of_sdxl_is_that_of_its_checkpoints(@TempDir Path folder)
      throws IOException {
    Tokenizer read = Tokenizer.read(TextVectors.tokenizer("tokenizer-sdxl-2", folder));
    Tokenizer builtIn = clip.paddedWithSpecial("!");
    assertThat(builtIn.ids("wow!! yes")).isEqualTo(read.ids("wow!! yes"));
    assertThat(builtIn.pad()).isEqualTo(read.pad()).isZero();
  }

  @Test
  void padding_alone_does_not_change_what_a_text_says() {
    assertThat(clip.paddedWith("!").pad()).isZero();
    assertThat(clip.paddedWith("!").ids("wow!!")).isEqualTo(clip.ids("wow!!"));
  }

  @Test
  void half_a_character_is_the_replacement_character() {
    assertThat(clip.ids("a\ud800b \udc00")).isEqualTo(clip.ids("a\ufffdb \ufffd"));
  }

  @Test
  void a_word_of_a_million_letters_is_done_in_seconds() {
    assertThat(clip.ids("ab".repeat(500_000))).hasSizeBetween(100_000, 1_000_000);
  }

  @Test
  void a_folder_without_a_vocabulary_is_refused_by_name(@TempDir Path folder) {
    assertThatThrownBy(() -> Tokenizer.read(folder))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("vocab.json");
  }

  @Test
  void merges_of_another_vocabulary_are_refused_with_the_line(@TempDir Path folder)
      throws IOException {
    Files.writeString(folder.resolve("vocab.json"), "{\"a\": 0, \"b\": 1}");
    Files.writeString(folder.resolve("merges.txt"), "#version: 0.2\na b\n");
    assertThatThrownBy(() -> Tokenizer.read(folder))
        .isInstanceOf(BadInput.class)
        .hasMessage("merges.txt a b: makes use of ab, not in vocab.json");
  }

  @Test
  void a_small_vocabulary_says_unknown_for_what_it_lacks(@TempDir Path folder) throws IOException {
    Files.writeString(
        folder.resolve("vocab.json"),
        """
        {"a": 0, "b</w>": 1, "ab</w>": 2, "<|startoftext|>": 998, "<|endoftext|>": 999}\
        """);
    Files.writeString(folder.resolve("merges.txt"), "a b</w>\n");
    Tokenizer small = Tokenizer.read(folder);
    assertThat(small.ids("ab acb")).containsExactly(2, 0, 999, 1);
    assertThat(small.begin()).isEqualTo(998);
  }
}
