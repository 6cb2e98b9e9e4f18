package uncrop.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import uncrop.fault.BadInput;
import uncrop.golden.Golden;

/** Against ComfyUI's tables and against Fooocus' own functions. */
class ScheduleTest {
  private static final JsonNode GOLDEN = Golden.json("golden/golden.json");
  private static final JsonNode FOOOCUS = Golden.json("golden/fooocus/schedules.json");

  @Test
  void every_schedule_visits_comfys_levels() {
    for (Map.Entry<String, JsonNode> schedule : GOLDEN.path("schedules").properties()) {
      for (Map.Entry<String, JsonNode> run : schedule.getValue().properties()) {
        int steps = Integer.parseInt(run.getKey());
        Sigmas sigmas = Schedule.named(schedule.getKey()).sigmas(SigmaTable.comfy(), steps);
        assertThat(Golden.relative(sigmas.toArray(), Golden.floats(run.getValue())))
            .as("%s of %d steps", schedule.getKey(), steps)
            .isLessThan(1e-6);
      }
    }
  }

  @Test
  void every_schedule_visits_fooocus_levels() {
    for (Map.Entry<String, JsonNode> schedule : FOOOCUS.path("schedulers").properties()) {
      for (Map.Entry<String, JsonNode> run : schedule.getValue().properties()) {
        int steps = Integer.parseInt(run.getKey());
        Sigmas sigmas = Schedule.named(schedule.getKey()).sigmas(SigmaTable.fooocus(), steps);
        assertThat(Golden.relative(sigmas.toArray(), Golden.floats(run.getValue())))
            .as("%s of %d steps", schedule.getKey(), steps)
            .isLessThan(1e-6);
      }
    }
  }

  @Test
  void karras_levels_are_bit_equal() {
    for (Map.Entry<String, JsonNode> run : GOLDEN.path("schedules").path("karras").properties()) {
      int steps = Integer.parseInt(run.getKey());
      assertThat(Schedule.KARRAS.sigmas(SigmaTable.comfy(), steps).toArray())
          .containsExactly(Golden.floats(run.getValue()));
    }
  }

  @Test
  void strength_and_the_dropped_level_follow_the_rules_of_ksampler() {
    int checked = 0;
    for (Map.Entry<String, JsonNode> run : FOOOCUS.path("ksampler").properties()) {
      String[] parts = run.getKey().split("/");
      if (!run.getValue().path("scheduler_used").asString().equals(parts[0])) {
        continue; // Fooocus falls back to normal where we do not.
      }
      int steps = Integer.parseInt(parts[2].substring(1));
      String denoise = parts[3].substring("denoise".length());
      Sigmas sigmas =
          Schedule.named(parts[0])
              .sigmas(
                  SigmaTable.fooocus(),
                  steps,
                  denoise.equals("None") ? 1 : Double.parseDouble(denoise),
                  !parts[1].equals("euler"));
      assertThat(Golden.relative(sigmas.toArray(), Golden.floats(run.getValue().path("sigmas"))))
          .as(run.getKey())
          .isLessThan(1e-6);
      checked++;
    }
    assertThat(checked).isEqualTo(6 * 24);
  }

  @Test
  void the_network_is_told_the_nearest_timestep() {
    for (Map.Entry<String, JsonNode> schedule : FOOOCUS.path("unet_timesteps_n20").properties()) {
      Sigmas sigmas = Schedule.named(schedule.getKey()).sigmas(SigmaTable.comfy(), 20);
      assertThat(
              IntStream.range(0, sigmas.steps())
                  .map(i -> SigmaTable.comfy().timestep(sigmas.at(i))))
          .as(schedule.getKey())
          .containsExactlyElementsOf(
              schedule.getValue().valueStream().map(JsonNode::asInt).toList());
    }
  }

  @Test
  void distilled_models_have_levels_and_timesteps_of_their_own() {
    JsonNode lcm = FOOOCUS.path("distilled").path("lcm");
    for (String steps : new String[] {"1", "2", "4", "8", "10"}) {
      Sigmas sigmas = Schedule.LCM.sigmas(Schedule.LCM.table(), Integer.parseInt(steps));
      assertThat(Golden.relative(sigmas.toArray(), Golden.floats(lcm.path(steps).path("sigmas"))))
          .isLessThan(1e-6);
      assertThat(
              IntStream.range(0, sigmas.steps())
                  .map(i -> SigmaTable.distilled().timestep(sigmas.at(i))))
          .containsExactlyElementsOf(
              lcm.path(steps).path("timesteps").valueStream().map(JsonNode::asInt).toList());
    }
    assertThat(Schedule.TCD.sigmas(Schedule.TCD.table(), 4).toArray())
        .isEqualTo(Schedule.LCM.sigmas(Schedule.LCM.table(), 4).toArray());
  }

  @Test
  void ddim_uniform_takes_more_steps_than_asked_for_where_1000_is_no_multiple() {
    for (Map.Entry<String, JsonNode> entry : GOLDEN.path("ddim_uniform_len").properties()) {
      Sigmas sigmas =
          Schedule.DDIM_UNIFORM.sigmas(SigmaTable.comfy(), Integer.parseInt(entry.getKey()));
      assertThat(sigmas.steps() + 1).as(entry.getKey()).isEqualTo(entry.getValue().asInt());
    }
  }

  @ParameterizedTest
  @EnumSource(Schedule.class)
  void levels_fall_strictly_to_0_whatever_the_number_of_steps(Schedule schedule) {
    int[] counts = {1, 2, 3, 9, 10, 11, 12, 49, 50};
    for (int steps : counts) {
      Sigmas sigmas = schedule.sigmas(schedule.table(), steps);
      assertThat(sigmas.last()).isZero();
      for (int i = 0; i < sigmas.steps(); i++) {
        assertThat(sigmas.at(i)).as("%s, level %d", sigmas, i).isGreaterThan(sigmas.at(i + 1));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Schedule.class)
  void a_thousand_steps_are_the_most(Schedule schedule) {
    assertThat(schedule.sigmas(schedule.table(), 1000).last()).isZero();
    assertThatThrownBy(() -> schedule.sigmas(schedule.table(), 1001))
        .isInstanceOf(BadInput.class)
        .hasMessage("steps 1001: must be 1 to 1000");
    assertThatThrownBy(() -> schedule.sigmas(schedule.table(), 0)).isInstanceOf(BadInput.class);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, Double.NaN, 1e-300})
  void a_strength_that_leaves_nothing_is_refused(double denoise) {
    assertThatThrownBy(() -> Schedule.KARRAS.sigmas(SigmaTable.comfy(), 20, denoise, false))
        .isInstanceOf(BadInput.class)
        .hasMessageStartingWith("denoise ");
  }

  @Test
  void an_unknown_name_is_refused_with_those_that_there_are() {
    assertThatThrownBy(() -> Schedule.named("karas"))
        .hasMessageContaining("schedule karas: must be one of normal, karras, exponential");
  }
}
