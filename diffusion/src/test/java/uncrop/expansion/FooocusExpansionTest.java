package uncrop.expansion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import uncrop.fault.Cancelled;
import uncrop.style.MergedPrompt;
import uncrop.style.PromptExpansion.Expanded;
import uncrop.style.PromptExpansion.Unavailable;
import uncrop.style.PromptMerger;
import uncrop.style.PromptRequest;
import uncrop.style.Styles;
import uncrop.style.Wildcards;
import uncrop.tensor.TensorScope;
import uncrop.text.GptTokenizer;

class FooocusExpansionTest {
  private static final Set<String> WORDS =
      Set.of(
          "calm", "soft", "light", "wide", "warm", "fine", "detail", "bright", "deep", "sharp",
          "rich", "golden", "view", "harbour", "red");

  @TempDir private Path folder;

  private static String expanded(FooocusExpansion expansion, String prompt, long seed) {
    return ((Expanded) expansion.expand(prompt, seed)).text();
  }

  @Test
  void a_prompt_is_followed_by_good_words_each_at_most_once() {
    try (FooocusExpansion expansion = new FooocusExpansion(GptParityTest.FOLDER)) {
      Set<String> different = new HashSet<>();
      for (long seed = 0; seed < 12; seed++) {
        String text = expanded(expansion, "a stone bridge", seed);
        assertThat(text).as("seed " + seed).startsWith("a stone bridge,");
        List<String> added =
            Arrays.stream(text.substring("a stone bridge,".length()).split("[ ,]+"))
                .filter(word -> !word.isEmpty())
                .toList();
        assertThat(WORDS).as("seed " + seed).containsAll(added);
        assertThat(added).as("seed " + seed).doesNotHaveDuplicates().isNotEmpty();
        assertThat(expanded(expansion, "a stone bridge", seed)).isEqualTo(text);
        different.add(text);
      }
      assertThat(different).hasSizeGreaterThan(9);
      assertThat(expanded(expansion, "a stone bridge", (7L << 32) + 3))
          .isEqualTo(expanded(expansion, "a stone bridge", 3));
    }
  }

  @Test
  void words_of_the_prompt_do_not_come_again() {
    try (FooocusExpansion expansion = new FooocusExpansion(GptParityTest.FOLDER)) {
      for (long seed = 0; seed < 6; seed++) {
        String text = expanded(expansion, "a bright, calm and golden view", seed);
        assertThat(text.split("bright|calm|golden|view", -1)).as(text).hasSize(5);
      }
    }
  }

  @Test
  void a_prompt_that_fills_its_chunks_or_is_too_long_stays_as_it_is() {
    GptTokenizer tokenizer = GptTokenizer.read(GptParityTest.FOLDER);
    try (FooocusExpansion expansion = new FooocusExpansion(GptParityTest.FOLDER)) {
      for (int tokens : List.of(74, 149, 151, 160, 5000)) {
        String prompt = "!?".repeat(tokens).substring(0, tokens);
        assertThat(tokenizer.ids(prompt + ",")).hasSize(tokens + 1);
        assertThat(expanded(expansion, prompt, 1)).isEqualTo(prompt);
      }
      for (int tokens : List.of(73, 75, 148)) {
        String prompt = "!?".repeat(tokens).substring(0, tokens);
        assertThat(expanded(expansion, prompt, 1)).startsWith(prompt);
      }
      assertThat(expanded(expansion, " ,. ", 1)).isEmpty();
      assertThat(expanded(expansion, "  a   hill. ", 1)).startsWith("a hill,");
    }
  }

  @Test
  void nothing_is_left_in_the_callers_memory_and_it_works_again_after_it_was_closed() {
    FooocusExpansion expansion = new FooocusExpansion(GptParityTest.FOLDER);
    try (TensorScope scope = TensorScope.open()) {
      String first = expanded(expansion, "a hill", 5);
      expansion.close();
      expansion.close();
      assertThat(expanded(expansion, "a hill", 5)).isEqualTo(first);
      assertThat(scope.size()).isZero();
    } finally {
      expansion.close();
    }
  }

  @Test
  void an_interrupted_thread_stops() {
    try (FooocusExpansion expansion = new FooocusExpansion(GptParityTest.FOLDER)) {
      Thread.currentThread().interrupt();
      assertThatThrownBy(() -> expansion.expand("a hill", 0)).isInstanceOf(Cancelled.class);
      assertThat(Thread.interrupted()).isTrue();
      assertThat(expanded(expansion, "a hill", 0)).startsWith("a hill,");
    }
  }

  @Test
  void weights_under_the_name_of_the_download_are_found_and_make_the_same_words()
      throws IOException {
    copy("config.json", "vocab.json", "merges.txt", "positive.txt");
    Files.copy(
        GptParityTest.FOLDER.resolve("pytorch_model.bin"), folder.resolve("fooocus_expansion.bin"));
    try (FooocusExpansion download = new FooocusExpansion(folder);
        FooocusExpansion expansion = new FooocusExpansion(GptParityTest.FOLDER)) {
      assertThat(download.missing()).isEmpty();
      assertThat(expanded(download, "a hill", 9)).isEqualTo(expanded(expansion, "a hill", 9));
    }
  }

  @Test
  void without_its_files_it_says_which_are_missing_until_they_are_there() throws IOException {
    FooocusExpansion expansion = new FooocusExpansion(folder);
    assertThat(expansion.missing()).hasSize(5);
    copy("config.json", "vocab.json", "merges.txt");
    assertThat(expansion.expand("a hill", 0))
        .isEqualTo(
            new Unavailable(
                "the style V2 is left out, its model is not installed: see uncrop styles (missing:"
                    + " positive.txt, model.safetensors or pytorch_model.bin or"
                    + " fooocus_expansion.bin)"));
    copy("positive.txt", "model.safetensors");
    assertThat(expansion.expand("a hill", 0)).isInstanceOf(Expanded.class);
    expansion.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "config.json       | {}                        | wte.weight must give [50257, 768]",
        "config.json       | {\"n_layer\": 0}          | n_layer 0 must be a whole number",
        "config.json       | {\"n_head\": 7}           | must be a multiple of n_head 7",
        "config.json       | {\"activation_function\": \"relu\"} | relu is not supported",
        "config.json       | {\"layer_norm_epsilon\": 0} | layer_norm_epsilon 0 must be small",
        "config.json       | {\"vocab_size\": 300}     | has 384 tokens, the model 300",
        "config.json       | [                         | is not",
        "vocab.json        | {\"a\": 0}                | merges.txt",
        "merges.txt        | a b c                     | must be two symbols",
        "positive.txt      | neverheard                | has no words that the model knows",
        "model.safetensors | x                         | model.safetensors"
      })
  void damaged_files_are_named_and_the_prompt_stays(String file, String content, String problem)
      throws IOException {
    copy("config.json", "vocab.json", "merges.txt", "positive.txt", "model.safetensors");
    Files.writeString(folder.resolve(file), content);
    try (FooocusExpansion expansion = new FooocusExpansion(folder)) {
      assertThat(((Unavailable) expansion.expand("a hill", 0)).reason())
          .startsWith("the style V2 is left out, its model is damaged: ")
          .contains(problem)
          .doesNotContain("\n");
    }
  }

  @Test
  void damaged_bytes_anywhere_never_end_otherwise_than_in_words_or_a_reason() throws IOException {
    List<String> files = List.of("config.json", "vocab.json", "merges.txt", "positive.txt");
    for (long seed = 0; seed < 60; seed++) {
      copy(files.toArray(String[]::new));
      copy("model.safetensors");
      Random random = new Random(seed);
      Path damaged = folder.resolve(files.get(random.nextInt(files.size())));
      byte[] bytes = Files.readAllBytes(damaged);
      for (int i = 0; i < 3; i++) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
      }
      Files.write(damaged, bytes);
      try (FooocusExpansion expansion = new FooocusExpansion(folder)) {
        assertThat(expansion.expand("a warm hill", seed))
            .as("seed " + seed + " in " + damaged)
            .isNotNull();
      }
    }
  }

  @Test
  void the_merged_prompt_ends_in_the_expansion_and_is_not_pooled_with_it() {
    try (FooocusExpansion expansion = new FooocusExpansion(GptParityTest.FOLDER)) {
      PromptMerger merger = new PromptMerger(Styles.builtIn(), Wildcards.NONE, expansion);
      MergedPrompt merged =
          merger.merge(
              new PromptRequest("a hill", "", List.of("V2", "Enhance", "Sharp"), 3, 0, false));

      assertThat(merged.expands()).isTrue();
      assertThat(merged.pooled()).isEqualTo(1);
      assertThat(merged.positives()).hasSize(2).last().asString().startsWith("a hill,");
      assertThat(merged.warnings()).isEmpty();
      assertThat(merged.positive().split("a hill", -1)).hasSize(2);
    }
  }

  @Test
  void a_prompt_of_nothing_but_blanks_is_not_expanded() {
    try (FooocusExpansion expansion = new FooocusExpansion(GptParityTest.FOLDER)) {
      PromptMerger merger = new PromptMerger(Styles.builtIn(), Wildcards.NONE, expansion);
      MergedPrompt merged =
          merger.merge(new PromptRequest("[[a, ]]", "", List.of("V2"), 3, 1, false));

      assertThat(merged.main()).isEqualTo(" ");
      assertThat(merged.positives()).containsExactly(" ");
      assertThat(merged.expands()).isFalse();
    }
  }

  private void copy(String... names) throws IOException {
    for (String name : names) {
      byte[] bytes = Files.readAllBytes(GptParityTest.FOLDER.resolve(name));
      Files.write(folder.resolve(name), bytes);
    }
    assertThat(Stream.of(names)).allMatch(name -> Files.exists(folder.resolve(name)));
  }
}
