package uncrop.style;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import uncrop.fault.BadInput;

class PromptMergerTest {
  private static final PromptExpansion NONE =
      (prompt, seed) -> new PromptExpansion.Unavailable("V2 is not here");

  private static final Styles STYLES = Styles.builtIn();

  @TempDir private Path folder;

  private MergedPrompt merged(String prompt, String... styles) {
    return merger(NONE).merge(request(prompt, 0, 0, styles));
  }

  private PromptMerger merger(PromptExpansion expansion) {
    return new PromptMerger(STYLES, Wildcards.in(folder), expansion);
  }

  private static PromptRequest request(String prompt, long seed, int index, String... styles) {
    return new PromptRequest(prompt, "", List.of(styles), seed, index, false);
  }

  @Test
  void the_default_of_the_hosted_api_is_one_prompt_and_two_negatives() {
    MergedPrompt merged = merged("a hill", "V2", "Enhance", "Sharp");

    assertThat(merged.styles()).containsExactly("Fooocus Enhance", "Fooocus Sharp");
    assertThat(merged.positives()).singleElement().asString().contains(", a hill, ");
    assertThat(merged.pooled()).isEqualTo(1);
    assertThat(merged.negatives()).hasSize(2);
    assertThat(merged.expands()).isFalse();
    assertThat(merged.warnings()).containsExactly("V2 is not here");
  }

  @Test
  void an_unknown_style_is_left_out_with_a_warning() {
    MergedPrompt merged = merged("a hill", "Sharp", "Shrap", "x\n".repeat(1000));

    assertThat(merged.styles()).containsExactly("Fooocus Sharp");
    assertThat(merged.warnings())
        .hasSize(2)
        .first()
        .isEqualTo("there is no style Shrap here, so it is left out");
    assertThat(merged.warnings()).allMatch(w -> w.length() < 120 && !w.contains("\n"));
  }

  @Test
  void many_warnings_end_in_their_number() {
    StringBuilder prompt = new StringBuilder();
    for (int i = 0; i < 100; i++) {
      prompt.append("__no").append(i).append("__ ");
    }
    MergedPrompt merged = merged(prompt.toString());

    assertThat(merged.warnings())
        .hasSize(9)
        .last()
        .isEqualTo("there are 92 more warnings about this prompt");
    assertThat(merged.main()).startsWith("no0 no1 ").endsWith(" no99");
  }

  @Test
  void a_style_named_twice_counts_once() {
    assertThat(merged("a", "Sharp", "fooocus-sharp", "SHARP").positives()).hasSize(1);
  }

  @Test
  void nothing_at_all_is_one_empty_text_on_each_side() {
    for (String blank : List.of("", " ", "\n\n", " ,., ", "<lora:a:1>")) {
      MergedPrompt merged = merged(blank);
      assertThat(merged.positives()).containsExactly("");
      assertThat(merged.negatives()).containsExactly("");
      assertThat(merged.pooled()).isEqualTo(1);
      assertThat(merged.positive()).isEmpty();
      assertThat(merged.negative()).isEmpty();
    }
  }

  @Test
  void an_empty_prompt_is_not_expanded() {
    PromptExpansion never =
        (prompt, seed) -> {
          throw new AssertionError();
        };
    assertThat(merger(never).merge(request("", 0, 0, "V2")).expands()).isFalse();
    assertThat(merger(never).merge(request("a", 0, 0, "Sharp")).expands()).isFalse();
  }

  @Test
  void one_text_for_models_that_take_one_does_not_say_the_prompt_twice() {
    PromptExpansion more = (prompt, _) -> new PromptExpansion.Expanded(prompt + ", vivid, calm");
    MergedPrompt merged = merger(more).merge(request("a hill\nat dusk.", 0, 0, "V2"));

    assertThat(merged.expands()).isTrue();
    assertThat(merged.positives()).containsExactly("a hill", "at dusk", "a hill, vivid, calm");
    assertThat(merged.pooled()).isEqualTo(2);
    assertThat(merged.positive()).isEqualTo("a hill, at dusk, vivid, calm");
  }

  @Test
  void one_negative_text_has_the_styles_and_the_users_last() {
    MergedPrompt merged =
        merger(NONE)
            .merge(new PromptRequest("a", "mist.\nfog", List.of("Sharp", "Enhance"), 0, 0, false));

    assertThat(merged.negative()).startsWith("soft focus, ").endsWith("signature, mist, fog");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "11",
        "-10.01",
        "1e3",
        "NaN",
        "",
        "one",
        "99999999999999999999999999999999999999999999",
        "--1",
        "."
      })
  void a_lora_whose_weight_is_no_number_from_minus_10_to_10_is_left_out(String weight) {
    MergedPrompt merged = merged("a <lora:b:%s> c".formatted(weight));

    assertThat(merged.main()).isEqualTo("a c");
    assertThat(merged.loras()).isEmpty();
    assertThat(merged.warnings())
        .singleElement()
        .asString()
        .endsWith("is left out: its weight must be a number from -10 to 10");
  }

  @Test
  void loras_keep_their_order_and_any_allowed_weight() {
    MergedPrompt merged =
        merged(
            "<lora:a:-10>x<lora:b b:+.5>, <lora:../../etc/passwd:10.>y <lora:c>, <lora::1> <lora:d");

    assertThat(merged.loras())
        .containsExactly(
            new LoraTag("a", -10),
            new LoraTag("b b", 0.5),
            new LoraTag("../../etc/passwd", 10),
            new LoraTag("c", 1));
    assertThat(merged.main()).isEqualTo("x, y, <lora::1> <lora:d");
    assertThat(merged.warnings()).isEmpty();
  }

  @Test
  void loras_of_the_prompt_come_after_those_chosen_and_only_if_they_are_new() {
    List<LoraTag> chosen = List.of(new LoraTag("x", 1), new LoraTag("y", 1));
    List<LoraTag> tags = List.of(new LoraTag("y", 2), new LoraTag("no", 1), new LoraTag("z", 3));

    assertThat(LoraTag.after(chosen, tags, name -> !name.equals("no"), 5))
        .containsExactly(new LoraTag("x", 1), new LoraTag("y", 1), new LoraTag("z", 3));
    assertThat(LoraTag.after(chosen, tags, _ -> true, 2)).isEqualTo(chosen);
    assertThat(LoraTag.after(chosen, List.of(), _ -> true, 1)).isEqualTo(chosen);
  }

  @Test
  void arrays_give_each_combination_once_before_any_comes_again() {
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < 12; i++) {
      MergedPrompt merged = merger(NONE).merge(request("[[a,b]] [[c,d,e]] [[f]] [[,g]]", 3, i));
      assertThat(seen.add(merged.main())).as("picture " + i).isTrue();
    }
    assertThat(merger(NONE).merge(request("[[a,b]]", 0, Integer.MAX_VALUE)).main()).isEqualTo(" b");
    assertThat(merged("[[]] [[a $1 \\ b]] [c] [[d").main()).isEqualTo(" a $1 \\ b [c] [[d");
  }

  @Test
  void words_may_hold_wildcards_64_deep() throws IOException {
    for (int depth = 1; depth <= 64; depth++) {
      Files.writeString(folder.resolve("d" + depth + ".txt"), "__d" + (depth + 1) + "__\n");
    }
    Files.writeString(folder.resolve("d65.txt"), "ground");

    assertThat(merged("__d2__").main()).isEqualTo("ground");
    assertThat(merged("__d2__").warnings()).isEmpty();
    assertThat(merged("__d1__").main()).isEqualTo("__d65__");
    assertThat(merged("__d1__").warnings())
        .containsExactly("__d65__ stays: its words lead back to itself");
  }

  @Test
  void words_that_double_the_prompt_with_each_pass_are_stopped() throws IOException {
    Files.writeString(folder.resolve("twice.txt"), "__twice__ __twice__ abcdefgh");

    MergedPrompt merged = merged("__twice__");
    assertThat(merged.main().length()).isBetween(32_768, 33_000);
    assertThat(merged.warnings())
        .containsExactly("wildcards make this prompt too long: the rest of them stays as it is");
  }

  @Test
  void a_wildcard_without_a_readable_file_is_only_its_name() throws IOException {
    Files.write(folder.resolve("broken.txt"), new byte[] {(byte) 0xff, (byte) 0xfe, 65});
    Files.createDirectory(folder.resolve("sub.txt"));

    MergedPrompt merged = merged("__broken__ __sub__ __none__ __../secret__ ____");
    assertThat(merged.main()).isEqualTo("broken sub none __../secret__ ____");
    assertThat(merged.warnings())
        .hasSize(3)
        .contains("__none__ is only its name: there is no file of words for it");
  }

  @Test
  void the_first_of_a_series_counts_on_to_the_greatest_seed_and_then_from_0() {
    assertThat(PromptRequest.seedOf(5, 3)).isEqualTo(8);
    assertThat(PromptRequest.seedOf(Long.MAX_VALUE, 1)).isZero();
    assertThatThrownBy(() -> request("a", 0, -1))
        .isInstanceOf(BadInput.class)
        .hasMessage("index -1: must be 0 or more");
  }

  @Test
  void an_additional_prompt_is_the_main_one() {
    MergedPrompt merged = merger(NONE).merge(request("a hill", 0, 0).withFirst("a lake"));
    assertThat(merged.positives()).containsExactly("a lake", "a hill");
    assertThat(request("a hill", 0, 0).withFirst(" ").prompt()).isEqualTo("a hill");
    assertThat(merger(NONE).merge(request("", 0, 0).withFirst("a lake")).positives())
        .containsExactly("a lake");
  }

  @Test
  void without_a_prompt_there_is_a_neutral_one() {
    PromptRequest filled = Promptless.filled(request(" \n", 7, 2, "v2"));
    assertThat(filled.prompt()).isEqualTo(Promptless.PROMPT);
    assertThat(filled.negative()).isEqualTo(Promptless.NEGATIVE);
    assertThat(filled.styles()).isEmpty();
    assertThat(filled.seed()).isEqualTo(7);

    PromptRequest styled = Promptless.filled(request("", 0, 0, "sai-anime", "Fooocus V2"));
    assertThat(styled.styles()).containsExactly("sai-anime");
    assertThat(styled.negative()).isEmpty();
    PromptRequest own = request("a hill", 0, 0, "V2");
    assertThat(Promptless.filled(own)).isSameAs(own);
  }

  @Test
  void any_text_whatever_is_merged_the_same_way_twice() throws IOException {
    Files.writeString(folder.resolve("col.txt"), "red\n__col__ blue\n[[x,y]] green\n$1\\\n");
    String[] parts = {
      "a",
      ",",
      ".",
      "\n",
      "\r\n",
      "\u2028",
      " ",
      "__col__",
      "__",
      "[[",
      "]]",
      "[[a,b]]",
      "<lora:a:1>",
      "<lora:",
      ">",
      "{prompt}",
      "\ud83d\ude00",
      "\ud83d",
      "$",
      "\\",
      "(b:1.2)"
    };
    String[] styles = {"V2", "Random Style", "Sharp", "enhance", "SAI Anime", "fooocus negative"};
    PromptExpansion more = (prompt, _) -> new PromptExpansion.Expanded(prompt + ", more");
    for (long seed = 0; seed < 2000; seed++) {
      Random random = new Random(seed);
      PromptRequest wanted =
          new PromptRequest(
              some(parts, random, 20, ""),
              some(parts, random, 10, ""),
              Styles.listed(some(styles, random, 4, ",")),
              random.nextLong(),
              random.nextInt(Integer.MAX_VALUE),
              random.nextBoolean());
      MergedPrompt merged = merger(more).merge(wanted);

      assertThat(merged).as("seed " + seed).isEqualTo(merger(more).merge(wanted));
      assertThat(merged.positives()).as("seed " + seed).isNotEmpty();
      assertThat(merged.negatives()).as("seed " + seed).isNotEmpty();
      assertThat(merged.pooled())
          .as("seed " + seed)
          .isEqualTo(merged.positives().size() - (merged.expands() ? 1 : 0))
          .isPositive();
      if (merged.positives().size() > 1) {
        assertThat(merged.positives()).as("seed " + seed).doesNotContain("");
      }
    }
  }

  private static String some(String[] parts, Random random, int most, String between) {
    List<String> some = new ArrayList<>();
    for (int i = random.nextInt(most); i > 0; i--) {
      some.add(parts[random.nextInt(parts.length)]);
    }
    return String.join(between, some);
  }
}
