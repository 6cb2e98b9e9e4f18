package uncrop.outpaint;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import uncrop.checkpoint.Family;
import uncrop.inpaint.Method;
import uncrop.sampler.Sampler;
import uncrop.schedule.Schedule;
import uncrop.style.MergedPrompt;

class RecipeTest {
  private static final MergedPrompt PROMPT =
      new MergedPrompt(
          "a beach",
          List.of(),
          List.of("a beach", "sharp", "expanded"),
          2,
          List.of("blurred", "dark"),
          List.of(),
          false,
          List.of());

  private static Recipe recipe(Family family, int channels, Map<String, String> options) {
    ModelFacts facts = new ModelFacts("model", Path.of("model"), family, channels);
    Settings settings = new Settings(Tiny.sampling("a beach", 1, options));
    return Recipe.of(facts, Optional.empty(), settings, PROMPT);
  }

  @Test
  void sdxl_with_4_channels_goes_fooocus_way_with_its_settings() {
    Recipe recipe = recipe(Family.SDXL, 4, Map.of());

    assertThat(recipe.method()).isEqualTo(Method.Focus.DEFAULT);
    assertThat(recipe.steps()).isEqualTo(30);
    assertThat(recipe.guidance()).isEqualTo(4);
    assertThat(recipe.prompts().positives()).isEqualTo(PROMPT.positives());
    assertThat(recipe.prompts().pooled()).isEqualTo(2);
    assertThat(recipe.prompts().negatives()).isEqualTo(PROMPT.negatives());
  }

  @Test
  void settings_of_sdxl_are_taken_over() {
    Recipe recipe =
        recipe(
            Family.SDXL,
            4,
            Map.of("sampler", "euler", "scheduler", "normal", "sharpness", "11", "steps", "7"));

    assertThat(recipe.method())
        .isInstanceOfSatisfying(
            Method.Focus.class,
            focus -> {
              assertThat(focus.sampler()).isEqualTo(Sampler.EULER);
              assertThat(focus.schedule()).isEqualTo(Schedule.NORMAL);
              assertThat(focus.sharpness()).isEqualTo(11);
            });
    assertThat(recipe.steps()).isEqualTo(7);
  }

  @Test
  void without_a_patch_it_says_that_one_would_help() {
    assertThat(recipe(Family.SDXL, 4, Map.of()).warnings())
        .singleElement()
        .asString()
        .contains("patch", "uncrop models available");
    assertThat(recipe(Family.SDXL, 9, Map.of()).warnings()).isEmpty();
    assertThat(recipe(Family.SD15, 4, Map.of()).warnings()).isEmpty();
  }

  @Test
  void all_others_go_comfys_way_with_one_text() {
    for (Recipe recipe :
        List.of(
            recipe(Family.SDXL, 9, Map.of()),
            recipe(Family.SD15, 9, Map.of()),
            recipe(Family.SD15, 4, Map.of()))) {
      assertThat(recipe.method()).isInstanceOf(Method.Comfy.class);
      assertThat(recipe.prompts().positives()).containsExactly(PROMPT.positive());
      assertThat(recipe.prompts().negative()).isEqualTo(PROMPT.negative());
    }
  }

  @Test
  void ddim_is_diffusers_with_every_model() {
    for (Family family : Family.values()) {
      assertThat(recipe(family, 4, Map.of("scheduler", "DDIM")).method())
          .isInstanceOf(Method.Diffusers.class);
    }
  }

  @Test
  void sharpness_is_a_warning_where_it_has_no_use() {
    assertThat(recipe(Family.SD15, 9, Map.of("sharpness", "2")).warnings())
        .singleElement()
        .asString()
        .contains("sharpness");
  }

  @Test
  void a_share_of_the_schedule_has_that_share_of_the_steps_but_one_at_least() {
    Recipe recipe = recipe(Family.SDXL, 4, Map.of("steps", "10"));

    assertThat(recipe.steps(1)).isEqualTo(10);
    assertThat(recipe.steps(0.5)).isEqualTo(5);
    assertThat(recipe.steps(0.01)).isEqualTo(1);
    assertThat(recipe(Family.SD15, 9, Map.of("steps", "10", "scheduler", "ddim")).steps(0.5))
        .isEqualTo(10);
  }
}
