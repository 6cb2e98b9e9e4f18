package uncrop.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import uncrop.fault.BadInput;
import uncrop.golden.Golden;
import uncrop.tensor.DType;
import uncrop.tensor.RandomStream;
import uncrop.tensor.Tensor;
import uncrop.tensor.TensorScope;

/** Against diffusers' DDIM with a network that predicts tanh(x), and its whole pipelines. */
class DiffusersScheduleTest {
  private static final JsonNode RUNS =
      Golden.json("golden/golden.json").path("ddim_diffusers_toy").path("runs");

  private TensorScope scope;

  @BeforeEach
  void open() {
    scope = TensorScope.open();
  }

  @AfterEach
  void close() {
    scope.close();
  }

  @ParameterizedTest
  @CsvSource({
    "n=10, 10, 1, 0",
    "n=50, 50, 1, 0",
    "n=10 eta=1, 10, 1, 1",
    "n=20 strength=0.6, 20, 0.6, 0"
  })
  void ddim_is_diffusers(String run, int steps, double strength, double eta) {
    JsonNode expected = RUNS.path(run);
    DiffusersSchedule schedule = SchedulerConfig.DDIM.schedule(steps, strength, eta);
    assertThat(IntStream.range(0, schedule.steps()).mapToDouble(schedule::timestep))
        .containsExactlyElementsOf(
            expected.path("timesteps").valueStream().map(JsonNode::asDouble).toList());
    try (RandomStream stream = RandomStream.seeded(0)) {
      Tensor noise = stream.normal(DType.FP32, 1, 4, 8, 8);
      Tensor clean = Tensor.linspace(-1, 1, 256).reshape(1, 4, 8, 8);
      Tensor x = schedule.initial(noise, strength == 1 ? null : clean);
      for (int i = 0; i < schedule.steps(); i++) {
        Tensor predicted = schedule.scaled(x, i).tanh();
        x = schedule.step(predicted, i, x, () -> stream.normal(DType.FP32, 1, 4, 8, 8));
      }
      assertThat(
              Golden.difference(
                  x.reshape(256).narrow(0, 0, 6).toFloats(),
                  Golden.floats(expected.path("first6"))))
          .isLessThan(1e-5);
      assertThat(x.mean().item()).isCloseTo(expected.path("mean").asDouble(), within(1e-5));
      assertThat(x.std().item()).isCloseTo(expected.path("std").asDouble(), within(1e-5));
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void what_the_network_takes_for_clean_is_the_picture_when_it_predicts_the_noise(boolean ddim) {
    DiffusersSchedule schedule =
        (ddim ? SchedulerConfig.DDIM : SchedulerConfig.EULER).schedule(10, 1, 0);
    try (RandomStream stream = RandomStream.seeded(3)) {
      Tensor noise = stream.normal(DType.FP32, 1, 4, 8, 8);
      Tensor clean = Tensor.linspace(-1, 1, 256).reshape(1, 4, 8, 8);
      for (int i = 0; i < schedule.steps(); i++) {
        Tensor denoised = schedule.denoised(noise, i, schedule.noised(clean, noise, i));

        assertThat(Golden.difference(denoised.toFloats(), clean.toFloats())).isLessThan(1e-4);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "sd15-9ch-s1.0, 1",
    "sd15-9ch-s0.6, 0.6",
    "sdxl-9ch-s1.0, 1",
    "sdxl-9ch-s0.9999, 0.9999",
    "sdxl-9ch-s0.6, 0.6"
  })
  void the_first_step_of_a_pipeline_is_diffusers(String run, double strength) {
    Golden golden = Golden.tensors("parity/e2e/" + run + ".safetensors");
    boolean xl = run.startsWith("sdxl");
    DiffusersSchedule schedule =
        (xl ? SchedulerConfig.EULER : SchedulerConfig.DDIM).schedule(10, strength, 0);
    assertThat(IntStream.range(0, schedule.steps()).mapToDouble(schedule::timestep).toArray())
        .isEqualTo(doubles(golden.get("timesteps").toFloats()));
    Tensor shown = golden.get("unet.first.in").narrow(1, 0, 4).narrow(0, 1, 1);
    if (strength == 1) {
      Tensor initial = schedule.initial(golden.get("draw.0"), null);
      assertThat(Golden.difference(schedule.scaled(initial, 0), shown)).isLessThan(1e-6);
    }
    // What the network saw leads, with what it said, to the latents after the step.
    Tensor both = golden.get("unet.first.out");
    Tensor negative = both.narrow(0, 0, 1);
    Tensor predicted = negative.plus(both.narrow(0, 1, 1).minus(negative).times(7.5));
    double scale = schedule.scaled(Tensor.full(1, DType.FP32, 1), 0).item();
    Tensor next = schedule.step(predicted, 0, shown.over(scale), () -> fail());
    assertThat(Golden.difference(next, golden.get("latents").narrow(0, 0, 1))).isLessThan(1e-4);
  }

  private static Tensor fail() {
    throw new AssertionError("no noise was to be added");
  }

  private static double[] doubles(float[] values) {
    return IntStream.range(0, values.length).mapToDouble(i -> values[i]).toArray();
  }

  @Test
  void ddim_ends_at_the_level_of_timestep_0_unless_told_otherwise() {
    Tensor x = Tensor.full(1, DType.FP32, 1);
    Tensor none = Tensor.zeros(DType.FP32, 1);
    DiffusersSchedule usual = SchedulerConfig.DDIM.schedule(10, 1, 0);
    DiffusersSchedule toOne =
        SchedulerConfig.parse(
                STABLE.replace("\"set_alpha_to_one\": false", "\"set_alpha_to_one\": true"))
            .schedule(10, 1, 0);
    double alpha1 = Betas.STABLE_DIFFUSION.alphasCumprod()[1];
    assertThat(usual.step(none, 9, x, DiffusersScheduleTest::fail).item())
        .isCloseTo(Math.sqrt(0.99915 / alpha1), within(1e-6));
    assertThat(toOne.step(none, 9, x, DiffusersScheduleTest::fail).item())
        .isCloseTo(Math.sqrt(1 / alpha1), within(1e-6));
  }

  @ParameterizedTest
  @ValueSource(strings = {"DDIMScheduler", "EulerDiscreteScheduler"})
  void predicting_v_and_predicting_the_noise_lead_to_the_same_place(String kind) {
    String json = STABLE.replace("DDIMScheduler", kind);
    DiffusersSchedule epsilon = SchedulerConfig.parse(json).schedule(10, 1, 0);
    DiffusersSchedule v =
        SchedulerConfig.parse(json.replace("epsilon", "v_prediction")).schedule(10, 1, 0);
    try (RandomStream stream = RandomStream.seeded(3)) {
      Tensor clean = stream.normal(DType.FP32, 1, 4, 8, 8);
      Tensor noise = stream.normal(DType.FP32, 1, 4, 8, 8);
      for (int i = 0; i < 10; i++) {
        Tensor x = epsilon.noised(clean, noise, i);
        double alpha = Betas.STABLE_DIFFUSION.alphasCumprod()[(int) epsilon.timestep(i)];
        Tensor velocity = noise.times(Math.sqrt(alpha)).minus(clean.times(Math.sqrt(1 - alpha)));
        assertThat(
                Golden.difference(
                    v.step(velocity, i, x, DiffusersScheduleTest::fail),
                    epsilon.step(noise, i, x, DiffusersScheduleTest::fail)))
            .as("step %d", i)
            .isLessThan(1e-4);
      }
    }
  }

  @Test
  void a_perfect_prediction_keeps_the_latents_on_their_way() {
    try (RandomStream stream = RandomStream.seeded(3)) {
      Tensor clean = stream.normal(DType.FP32, 1, 4, 8, 8);
      Tensor noise = stream.normal(DType.FP32, 1, 4, 8, 8);
      for (SchedulerConfig config :
          new SchedulerConfig[] {SchedulerConfig.DDIM, SchedulerConfig.EULER}) {
        DiffusersSchedule schedule = config.schedule(20, 1, 0);
        Tensor x = schedule.noised(clean, noise, 0);
        for (int i = 0; i < 19; i++) {
          x = schedule.step(noise, i, x, DiffusersScheduleTest::fail);
          assertThat(Golden.difference(x, schedule.noised(clean, noise, i + 1))).isLessThan(2e-5);
        }
      }
    }
  }

  @Test
  void timesteps_are_spread_in_diffusers_three_ways() {
    assertThat(timesteps("leading", 5)).containsExactly(801, 601, 401, 201, 1);
    assertThat(timesteps("trailing", 5)).containsExactly(999, 799, 599, 399, 199);
    assertThat(timesteps("linspace", 5)).containsExactly(999, 749, 500, 250, 0);
    assertThat(timesteps("leading", 1000)).startsWith(999, 999, 998).endsWith(2, 1);
    assertThat(timesteps("linspace", 1)).containsExactly(0);
  }

  private static double[] timesteps(String spacing, int steps) {
    DiffusersSchedule schedule =
        SchedulerConfig.parse(STABLE.replace("leading", spacing)).schedule(steps, 1, 0);
    return IntStream.range(0, steps).mapToDouble(schedule::timestep).toArray();
  }

  @Test
  void euler_keeps_fractions_of_evenly_spaced_timesteps() {
    SchedulerConfig even =
        SchedulerConfig.parse(
            STABLE
                .replace("DDIMScheduler", "EulerDiscreteScheduler")
                .replace("leading", "linspace"));
    DiffusersSchedule schedule = even.schedule(5, 1, 0);
    assertThat(schedule.timestep(1)).isEqualTo(749.25);
    assertThat(schedule.initialSigma()).isCloseTo(14.614645, within(1e-5));
    assertThat(SchedulerConfig.EULER.schedule(5, 1, 0).initialSigma())
        .isGreaterThan(((EulerSchedule) SchedulerConfig.EULER.schedule(5, 1, 0)).sigma(0));
  }

  @Test
  void strength_cuts_the_beginning_by_whole_steps() {
    assertThat(SchedulerConfig.EULER.schedule(50, 0.9999, 0).steps()).isEqualTo(49);
    assertThat(SchedulerConfig.EULER.schedule(50, 0.9999, 0).startsFromNoise()).isFalse();
    assertThat(SchedulerConfig.DDIM.schedule(50, 1, 0).startsFromNoise()).isTrue();
    assertThat(SchedulerConfig.DDIM.schedule(10, 0.1, 0).steps()).isEqualTo(1);
    assertThatThrownBy(() -> SchedulerConfig.DDIM.schedule(10, 0.09, 0))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("strength 0.09: leaves none of 10 steps");
    assertThatThrownBy(() -> SchedulerConfig.DDIM.schedule(10, 1.5, 0))
        .isInstanceOf(BadInput.class);
    assertThatThrownBy(() -> SchedulerConfig.DDIM.schedule(0, 1, 0)).isInstanceOf(BadInput.class);
    assertThatThrownBy(() -> SchedulerConfig.DDIM.schedule(10, 1, Double.NaN))
        .isInstanceOf(BadInput.class);
  }

  @Test
  void the_file_of_a_checkpoint_says_what_the_inpainting_pipeline_needs() {
    String file =
        Golden.json("parity/tiny-sd15-inpaint/scheduler/scheduler_config.json").toString();
    assertThat(SchedulerConfig.parse(file)).isEqualTo(SchedulerConfig.DDIM);
    assertThat(SchedulerConfig.parse(file, SchedulerConfig.Kind.EULER).kind())
        .isEqualTo(SchedulerConfig.Kind.EULER);
    assertThat(SchedulerConfig.parse(file).withStepsOffset(0).schedule(10, 1, 0).timestep(9))
        .isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "DDIMScheduler, PNDMScheduler, _class_name PNDMScheduler",
    "epsilon, sample, prediction_type sample",
    "leading, sideways, timestep_spacing sideways",
    "scaled_linear, squaredcos_cap_v2, beta_schedule squaredcos_cap_v2",
    "1000, 1, num_train_timesteps 1",
    "0.012, -1, beta_end -1.0",
    "'\"clip_sample\"', '\"use_karras_sigmas\": true, \"clip_sample\"', use_karras_sigmas true"
  })
  void what_is_not_built_in_is_named(String original, String changed, String message) {
    assertThatThrownBy(() -> SchedulerConfig.parse(STABLE.replace(original, changed)))
        .isInstanceOf(BadInput.class)
        .hasMessageStartingWith(message);
  }

  @Test
  void a_file_that_is_no_json_is_refused() {
    assertThatThrownBy(() -> SchedulerConfig.parse("{\"a\":"))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("is not JSON");
  }

  private static final String STABLE =
      """
      {"_class_name": "DDIMScheduler", "num_train_timesteps": 1000, "beta_start": 0.00085,
       "beta_end": 0.012, "beta_schedule": "scaled_linear", "clip_sample": false,
       "set_alpha_to_one": false, "steps_offset": 1, "timestep_spacing": "leading",
       "prediction_type": "epsilon"}
      """;
}
