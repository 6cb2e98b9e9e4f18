package uncrop.text;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import uncrop.checkpoint.Checkpoint;
import uncrop.checkpoint.SafetensorsFile;
import uncrop.fault.BadInput;
import uncrop.layer.Placement;
import uncrop.layer.Precision;
import uncrop.tensor.Tensor;
import uncrop.tensor.TensorScope;

class PromptEncoderTest {
  private static final String ASTRONAUT = "a photo of an astronaut riding a horse on mars";

  private final TensorScope scope = TensorScope.open();

  @AfterEach
  void free() {
    scope.close();
  }

  @Test
  void sd15_prompts_are_encoded_as_by_the_pipeline_of_diffusers() {
    try (Checkpoint checkpoint = Checkpoint.open(TinyModels.SD15_FOLDER);
        PromptEncoder encoder =
            PromptEncoder.load(checkpoint, Placement.onCpu(Precision.FP32), PromptStyle.DIFFUSERS);
        SafetensorsFile expected = TinyModels.vectors("e2e/cond-sd15")) {
      Conditioning positive = encoder.positive(ASTRONAUT, 0);
      assertThat(positive.pooled()).isNull();
      assertClose(positive.context(), expected.get("prompt_embeds").load());
      Tensor negative = expected.get("negative_prompt_embeds").load();
      assertClose(encoder.negative("", 0).context(), negative);
      assertClose(encoder.negative(null, 2).context(), negative);
    }
  }

  @Test
  void a_long_prompt_is_cut_off_by_diffusers_as_in_the_reference() throws IOException {
    try (Checkpoint checkpoint = Checkpoint.open(TinyModels.SD15_FILE);
        PromptEncoder encoder =
            PromptEncoder.load(checkpoint, Placement.onCpu(Precision.FP32), PromptStyle.DIFFUSERS);
        SafetensorsFile text = TinyModels.vectors("text")) {
      String prompt = TextVectors.json("/parity/text.json").path("prompts").path(2).stringValue();
      assertClose(
          encoder.positive(prompt, 0).context(),
          text.get("l.last_hidden_state").load().narrow(0, 2, 1));
    }
  }

  @Test
  void a_long_prompt_is_as_many_chunks_as_it_needs_elsewhere() {
    String prompt = "cat, ".repeat(80) + "(dog:1.5)";
    for (PromptStyle style : EnumSet.complementOf(EnumSet.of(PromptStyle.DIFFUSERS))) {
      try (Checkpoint checkpoint = Checkpoint.open(TinyModels.SD15_FOLDER);
          PromptEncoder encoder =
              PromptEncoder.load(checkpoint, Placement.onCpu(Precision.FP32), style)) {
        Conditioning weighted = encoder.positive(prompt, 0);
        Conditioning plain = encoder.positive(prompt.replace("(dog:1.5)", "dog"), 0);
        assertThat(weighted.context().shape()).containsExactly(1, 231, 4);
        assertThat(weighted.context().narrow(1, 0, 154).toFloats())
            .isEqualTo(plain.context().narrow(1, 0, 154).toFloats());
        assertThat(weighted.context().toFloats()).isNotEqualTo(plain.context().toFloats());
      }
    }
  }

  @Test
  void sdxl_joins_both_encoders_and_pools_the_second(@TempDir Path temporary) throws IOException {
    try (Checkpoint checkpoint = Checkpoint.open(TinyModels.sdxlFolder(temporary));
        PromptEncoder encoder =
            PromptEncoder.load(checkpoint, Placement.onCpu(Precision.FP32), PromptStyle.DIFFUSERS);
        TextEncoder second =
            TextEncoder.load(checkpoint.textEncoder2(), Placement.onCpu(Precision.FP32));
        SafetensorsFile text = TinyModels.vectors("text")) {
      Conditioning positive = encoder.positive(ASTRONAUT, 0);
      assertThat(positive.context().shape()).containsExactly(1, 77, 20);
      assertClose(
          positive.context().narrow(-1, 0, 4),
          text.get("l.hidden_states.2").load().narrow(0, 0, 1));

      Tokenizer small = Tokenizer.read(temporary.resolve("tokenizer_2"));
      int[][] ids = {PromptGrammar.PLAIN.chunks(ASTRONAUT, small).getFirst().ids()};
      assertThat(ids[0]).startsWith(998).contains(999).endsWith(0);
      var states = second.hiddenStates(ids);
      assertClose(positive.context().narrow(-1, 4, 16), states.get(2));
      assertClose(requireNonNull(positive.pooled()), second.pooled(ids, states));
    }
  }

  @Test
  void no_negative_prompt_is_zeros_for_sdxl_in_diffusers_only(@TempDir Path temporary)
      throws IOException {
    try (Checkpoint checkpoint = Checkpoint.open(TinyModels.sdxlFolder(temporary));
        PromptEncoder diffusers =
            PromptEncoder.load(checkpoint, Placement.onCpu(Precision.FP32), PromptStyle.DIFFUSERS);
        PromptEncoder comfy =
            PromptEncoder.load(checkpoint, Placement.onCpu(Precision.FP32), PromptStyle.COMFY)) {
      Conditioning zeros = diffusers.negative(null, 0);
      assertThat(zeros.context().toFloats()).hasSize(77 * 20).containsOnly(0);
      assertThat(requireNonNull(zeros.pooled()).toFloats()).hasSize(16).containsOnly(0);
      float[] empty = diffusers.negative("", 0).context().toFloats();
      assertThat(empty).doesNotContain(0);
      assertThat(comfy.negative(null, 0).context().toFloats()).isEqualTo(empty);
    }
  }

  @Test
  void weights_change_what_both_encoders_say_but_never_the_pooled_vector(@TempDir Path temporary)
      throws IOException {
    try (Checkpoint checkpoint = Checkpoint.open(TinyModels.sdxlFolder(temporary));
        PromptEncoder encoder =
            PromptEncoder.load(checkpoint, Placement.onCpu(Precision.FP32), PromptStyle.COMFY)) {
      Conditioning weighted = encoder.positive("a (cat:1.5) here", 0);
      Conditioning plain = encoder.positive("a cat here", 0);
      assertClose(requireNonNull(weighted.pooled()), requireNonNull(plain.pooled()));
      assertFar(weighted.context().narrow(-1, 0, 4), plain.context().narrow(-1, 0, 4));
      assertFar(weighted.context().narrow(-1, 4, 16), plain.context().narrow(-1, 4, 16));
    }
  }

  @Test
  void a_tokenizer_of_another_model_is_refused(@TempDir Path temporary) throws IOException {
    // A single file brings no tokenizer, and this one's second encoder knows 1000 tokens only.
    try (Checkpoint checkpoint = Checkpoint.open(TinyModels.sdxlFile(temporary));
        PromptEncoder encoder =
            PromptEncoder.load(checkpoint, Placement.onCpu(Precision.FP32), PromptStyle.COMFY)) {
      assertThatThrownBy(() -> encoder.positive(ASTRONAUT, 0))
          .isInstanceOf(BadInput.class)
          .hasMessageContaining("tokenizer must be of the same model");
    }
  }

  @Test
  void encoding_leaves_nothing_behind_but_its_results(@TempDir Path temporary) throws IOException {
    try (Checkpoint checkpoint = Checkpoint.open(TinyModels.sdxlFolder(temporary));
        PromptEncoder encoder =
            PromptEncoder.load(checkpoint, Placement.onCpu(Precision.FP32), PromptStyle.COMFY)) {
      int before = scope.size();
      encoder.positive("a (cat:1.5) here", 0);
      assertThat(scope.size() - before).isEqualTo(2);
    }
  }

  @Test
  void conditionings_of_different_lengths_meet_at_their_least_common_multiple() {
    Conditioning two = new Conditioning(Tensor.of(new float[] {1, 2}, 1, 2, 1), null);
    Conditioning three = new Conditioning(Tensor.of(new float[] {3, 4, 5}, 1, 3, 1), null);
    assertThat(two.commonTokens(three)).isEqualTo(6).isEqualTo(three.commonTokens(two));
    assertThat(two.repeatedTo(6).context().toFloats()).containsExactly(1, 2, 1, 2, 1, 2);
    assertThat(two.repeatedTo(2)).isSameAs(two);
    assertThatThrownBy(() -> three.repeatedTo(7)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void sizes_are_told_in_the_order_of_the_reference() {
    assertThat(new TimeIds(80, 48, 8, 4, 128, 64).tensor().toFloats())
        .containsExactly(80, 48, 8, 4, 128, 64);
    assertThat(TimeIds.of(64, 96).tensor().shape()).containsExactly(1, 6);
  }

  private static void assertFar(Tensor one, Tensor other) {
    assertThat(Closeness.relative(one, other)).isGreaterThan(0.01);
  }

  private static void assertClose(Tensor actual, Tensor expected) {
    assertThat(Closeness.relative(actual, expected)).isLessThanOrEqualTo(1e-4);
  }
}
