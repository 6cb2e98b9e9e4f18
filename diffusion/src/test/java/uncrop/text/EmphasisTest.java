package uncrop.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import uncrop.checkpoint.SafetensorsFile;
import uncrop.tensor.Tensor;
import uncrop.tensor.TensorScope;

class EmphasisTest {
  private final TensorScope scope = TensorScope.open();
  private final Tensor encoded = Tensor.of(new float[] {1, 2, 3, 4, 5, 7}, 1, 3, 2);
  private final Tensor empty = Tensor.of(new float[] {1, 1, 0, 2, 1, 1}, 3, 2);

  @AfterEach
  void free() {
    scope.close();
  }

  @Test
  void fooocus_weights_are_those_of_the_reference() {
    Path file = Path.of("src", "test", "resources", "text", "mean_restore.safetensors");
    float[] ones = {1, 1, 1, 1, 1};
    try (SafetensorsFile reference = SafetensorsFile.open(file)) {
      Tensor all = reference.get("encoded_3x5x6_last_is_empty").load();
      Tensor chunks = all.narrow(0, 0, 2);
      Tensor ofEmpty = all.select(0, 2);
      Tensor both =
          Emphasis.FROM_EMPTY_MEAN_KEPT.joined(
              chunks,
              List.of(new float[] {1, 1.3f, 0.5f, 1, 1}, new float[] {1, 1, -0.4f, 1, 1}),
              ofEmpty);
      assertThat(Closeness.relative(both, reference.get("weighted.out").load())).isLessThan(5e-6);
      Tensor first =
          Emphasis.FROM_EMPTY_MEAN_KEPT.joined(
              chunks, List.of(new float[] {1, 1.3f, 0.5f, 1, 1}, ones), ofEmpty);
      assertThat(Closeness.relative(first, reference.get("second_chunk_unweighted.out").load()))
          .isLessThan(5e-6);
    }
  }

  @Test
  void comfy_moves_a_token_away_from_the_empty_prompt() {
    Tensor moved = Emphasis.FROM_EMPTY.joined(encoded, List.of(new float[] {1, 2, 0}), empty);
    assertThat(moved.shape()).containsExactly(1, 3, 2);
    assertThat(moved.toFloats()).containsExactly(1, 2, 6, 6, 1, 1);
  }

  @Test
  void the_web_ui_multiplies_and_brings_the_mean_back() {
    Tensor scaled = Emphasis.TIMES_MEAN_KEPT.joined(encoded, List.of(new float[] {1, 2, 0}), empty);
    float[] expected = {1, 2, 6, 8, 0, 0};
    for (int i = 0; i < expected.length; i++) {
      assertThat(scaled.toFloats()[i]).isCloseTo(expected[i] * 22 / 17, within(1e-5f));
    }
    assertThat(scaled.mean().item()).isCloseTo(encoded.mean().item(), within(1e-6));
  }

  @Test
  void a_weight_of_one_changes_no_bit() {
    for (Emphasis emphasis : Emphasis.values()) {
      assertThat(emphasis.joined(encoded, List.of(new float[] {1, 1, 1}), empty).toFloats())
          .isEqualTo(encoded.toFloats());
    }
  }
}
