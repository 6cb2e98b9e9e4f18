package uncrop.inpaint;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import uncrop.tensor.Tensor;
import uncrop.tensor.TensorScope;
import uncrop.text.Conditioning;
import uncrop.text.PromptStyle;

class RememberedPromptsTest {
  private final List<String> read = new ArrayList<>();

  private final PromptReader remembered =
      new RememberedPrompts((prompts, style) -> {
        read.add(style + " " + prompts.positive());
        // One tensor in both places: that of two equal prompts.
        Tensor length = Tensor.of(new float[] {prompts.positive().length()}, 1, 1, 1);
        return new Conditionings(new Conditioning(length, null), new Conditioning(length, length));
      });

  @AfterEach
  void close() {
    remembered.close();
  }

  private float answer(String prompt, PromptStyle style) {
    try (TensorScope scope = TensorScope.open()) {
      Conditionings answer = remembered.read(new Prompts(prompt, "", 0), style);
      assertThat(scope.size()).isZero();
      return answer.negative().context().toFloats()[0];
    }
  }

  @Test
  void a_prompt_is_read_once_and_outlives_the_scope_it_was_read_in() {
    assertThat(answer("beach", PromptStyle.COMFY)).isEqualTo(5);
    assertThat(answer("beach", PromptStyle.COMFY)).isEqualTo(5);

    assertThat(read).containsExactly("COMFY beach");
  }

  @Test
  void another_text_and_another_way_of_reading_are_read_anew() {
    answer("beach", PromptStyle.COMFY);
    answer("beach", PromptStyle.FOOOCUS);
    answer("sea", PromptStyle.COMFY);

    assertThat(read).containsExactly("COMFY beach", "FOOOCUS beach", "COMFY sea");
  }

  @Test
  void after_many_others_it_has_forgotten_but_not_what_is_used_again_and_again() {
    answer("rare", PromptStyle.COMFY);
    for (int i = 0; i < 20; i++) {
      answer("often", PromptStyle.COMFY);
      answer("once".repeat(i + 1), PromptStyle.COMFY);
    }
    answer("rare", PromptStyle.COMFY);

    assertThat(read).filteredOn("COMFY rare"::equals).hasSize(2);
    assertThat(read).filteredOn("COMFY often"::equals).hasSize(1);
  }
}
