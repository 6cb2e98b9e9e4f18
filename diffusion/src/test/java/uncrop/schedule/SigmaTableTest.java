package uncrop.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.Random;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import uncrop.golden.Golden;

class SigmaTableTest {
  private static final JsonNode TABLES = Golden.json("golden/golden.json").path("tables");
  private static final JsonNode FOOOCUS = Golden.json("golden/fooocus/schedules.json");
  private final SigmaTable comfy = SigmaTable.comfy();

  @Test
  void comfys_levels_are_the_references_bit_for_bit() {
    for (Map.Entry<String, JsonNode> entry : TABLES.path("sigma_comfy").properties()) {
      assertThat(comfy.at(Integer.parseInt(entry.getKey())))
          .isEqualTo((float) entry.getValue().asDouble());
    }
    assertThat(comfy.sigmaMin()).isEqualTo(0.029167158529162407f);
    assertThat(comfy.sigmaMax()).isEqualTo(14.614641189575195f);
  }

  @Test
  void what_is_left_of_the_picture_is_computed_in_double() {
    double[] alphas = Betas.STABLE_DIFFUSION.alphasCumprod();
    for (Map.Entry<String, JsonNode> entry : TABLES.path("alphas_cumprod64").properties()) {
      assertThat(alphas[Integer.parseInt(entry.getKey())])
          .isCloseTo(entry.getValue().asDouble(), Percentage.withPercentage(1e-10));
    }
  }

  /** The vectors' linspace is of another instruction set: an ulp here and there. */
  @Test
  void diffusers_computes_it_in_float() {
    float[] alphas = Betas.STABLE_DIFFUSION.alphasCumprod32();
    for (Map.Entry<String, JsonNode> entry :
        TABLES.path("alphas_cumprod32_diffusers").properties()) {
      assertThat(alphas[Integer.parseInt(entry.getKey())])
          .isCloseTo((float) entry.getValue().asDouble(), Percentage.withPercentage(1e-4));
    }
    int different = 0;
    for (int t = 0; t < alphas.length; t++) {
      different += alphas[t] == comfy.alphaCumprod(t) ? 0 : 1;
    }
    assertThat(different).isEqualTo(TABLES.path("n_diff_ac_f32_vs_f64").asInt());
  }

  @Test
  void levels_between_timesteps_are_interpolated_in_the_logarithm() {
    for (Map.Entry<String, JsonNode> entry : FOOOCUS.path("sigma_of_t").properties()) {
      assertThat(SigmaTable.fooocus().sigma(Double.parseDouble(entry.getKey())))
          .isCloseTo((float) entry.getValue().asDouble(), Percentage.withPercentage(1e-4));
    }
  }

  @Test
  void the_distilled_table_holds_every_twentieth_level() {
    float[] expected = Golden.floats(FOOOCUS.path("distilled").path("lcm").path("sigmas50"));
    SigmaTable distilled = SigmaTable.distilled();
    assertThat(distilled.size()).isEqualTo(50);
    for (int i = 0; i < 50; i++) {
      assertThat(distilled.at(i)).isEqualTo(comfy.at(20 * i + 19));
      assertThat(distilled.timestep(distilled.at(i))).isEqualTo(20 * i + 19);
    }
    for (int i = 0; i < 50; i++) {
      assertThat(distilled.at(i)).isCloseTo(expected[i], Percentage.withPercentage(1e-4));
    }
  }

  @Test
  void the_level_of_a_timestep_leads_back_to_it() {
    for (int t = 0; t < 1000; t++) {
      assertThat(comfy.timestep(comfy.sigma(t))).isEqualTo(t);
      assertThat(comfy.timestep(comfy.at(t))).isEqualTo(t);
    }
  }

  @Test
  void whatever_the_level_no_timestep_is_nearer() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int i = 0; i < 200; i++) {
      double sigma = Math.exp(random.nextDouble() * 8 - 4.5);
      int t = comfy.timestep(sigma);
      double off = Math.abs(Math.log(sigma) - Math.log(comfy.at(t)));
      for (int other = Math.max(0, t - 1); other <= Math.min(999, t + 1); other++) {
        assertThat(off)
            .as("seed %d, sigma %s", seed, sigma)
            .isLessThanOrEqualTo(Math.abs(Math.log(sigma) - Math.log(comfy.at(other))) + 1e-6);
      }
    }
  }

  @Test
  void timesteps_outside_the_table_are_clamped() {
    assertThat(comfy.sigma(-5)).isEqualTo(comfy.sigma(0));
    assertThat(comfy.sigma(2000)).isEqualTo(comfy.sigma(999));
    assertThat(SigmaTable.distilled().sigma(0)).isEqualTo(SigmaTable.distilled().sigma(19));
    assertThat(comfy.timestep(1e-30)).isZero();
    assertThat(comfy.timestep(1e30)).isEqualTo(999);
  }

  @Test
  void a_run_starts_from_noise_alone_at_the_highest_level_or_a_rounding_below() {
    assertThat(comfy.isMaximum(Schedule.KARRAS.sigmas(comfy, 10).first())).isTrue();
    assertThat(comfy.isMaximum(Schedule.NORMAL.sigmas(comfy, 10).first())).isTrue();
    assertThat(comfy.isMaximum(Schedule.DDIM_UNIFORM.sigmas(comfy, 10).first())).isFalse();
    assertThat(comfy.isMaximum(100)).isTrue();
    assertThat((double) comfy.sigmaMax()).isCloseTo(14.6146, within(1e-4));
  }
}
