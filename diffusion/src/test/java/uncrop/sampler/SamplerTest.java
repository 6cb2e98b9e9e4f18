package uncrop.sampler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import uncrop.fault.BadInput;
import uncrop.fault.Cancelled;
import uncrop.golden.Golden;
import uncrop.noise.Noise;
import uncrop.schedule.Schedule;
import uncrop.schedule.SigmaTable;
import uncrop.schedule.Sigmas;
import uncrop.tensor.DType;
import uncrop.tensor.RandomStream;
import uncrop.tensor.Tensor;
import uncrop.tensor.TensorScope;

/** What holds for every sampler, on denoisers whose answers are known in closed form. */
class SamplerTest {
  private static final long[] SHAPE = {1, 4, 8, 8};

  private TensorScope scope;
  private RandomStream stream;

  @BeforeEach
  void open() {
    scope = TensorScope.open();
    stream = RandomStream.seeded(1);
  }

  @AfterEach
  void close() {
    stream.close();
    scope.close();
  }

  private static ComfyRun run(Sampler sampler, int steps, Knobs knobs) {
    return new ComfyRun(sampler, Schedule.KARRAS, SigmaTable.comfy(), steps, 1, 11, knobs);
  }

  @ParameterizedTest
  @EnumSource(Sampler.class)
  void a_denoiser_that_knows_the_picture_leads_to_it(Sampler sampler) {
    Tensor picture = stream.normal(DType.FP32, SHAPE);
    Denoiser knowing = (x, sigma) -> picture.copy();
    Tensor zeros = Tensor.zeros(DType.FP32, SHAPE);
    long seed = System.nanoTime();
    int steps = 2 + new Random(seed).nextInt(40);
    Tensor x = run(sampler, steps, Knobs.DEFAULT).sample(knowing, zeros, null, StepListener.NONE);
    // These end at the least level or at timestep 0: that much noise is left.
    boolean stopsEarly =
        List.of(Sampler.DPM_FAST, Sampler.DPM_ADAPTIVE, Sampler.TCD).contains(sampler);
    assertThat(Golden.difference(x, picture))
        .as("seed %d, %d steps", seed, steps)
        .isLessThan(stopsEarly ? 0.2 : 0.01);
  }

  /** For normal data of variance 1 the denoiser is x / (1 + sigma^2), and the exact path known. */
  @ParameterizedTest
  @EnumSource(
      value = Sampler.class,
      names = {
        "EULER",
        "HEUN",
        "DPM_2",
        "LMS",
        "DPM_FAST",
        "DPMPP_2M",
        "UNI_PC",
        "UNI_PC_BH2",
        "DDIM"
      })
  void more_steps_come_nearer_to_the_exact_path(Sampler sampler) {
    Denoiser normal = (x, sigma) -> x.over(1 + sigma * sigma);
    Tensor zeros = Tensor.zeros(DType.FP32, SHAPE);
    double few = error(sampler, normal, zeros, 10);
    double many = error(sampler, normal, zeros, 40);
    assertThat(many).isLessThan(few / 2).isLessThan(0.15);
  }

  private static double error(Sampler sampler, Denoiser denoiser, Tensor zeros, int steps) {
    ComfyRun run = run(sampler, steps, Knobs.DEFAULT);
    Tensor x = run.sample(denoiser, zeros, null, StepListener.NONE);
    try (RandomStream noise = RandomStream.seeded(11)) {
      // x / sqrt(1 + sigma^2) does not change along the path.
      return Golden.difference(x, noise.normal(DType.FP32, SHAPE));
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Sampler.class,
      names = {
        "EULER_ANCESTRAL",
        "DPM_2_ANCESTRAL",
        "DPMPP_2S_ANCESTRAL",
        "DPMPP_SDE",
        "DPMPP_2M_SDE",
        "DPMPP_3M_SDE"
      })
  void without_eta_nothing_is_random_and_with_it_the_noise_scale_counts(Sampler sampler) {
    Sigmas sigmas = run(sampler, 8, Knobs.DEFAULT).sigmas();
    Tensor x = stream.normal(DType.FP32, SHAPE).times(sigmas.first());
    Tensor still = sample(sampler, x, sigmas, Knobs.DEFAULT.withEta(0), 1);
    assertThat(sample(sampler, x, sigmas, Knobs.DEFAULT.withEta(0), 2).toFloats())
        .containsExactly(still.toFloats());
    Tensor moved = sample(sampler, x, sigmas, Knobs.DEFAULT, 1);
    assertThat(Golden.difference(moved, still)).isGreaterThan(0.01);
    assertThat(Golden.difference(sample(sampler, x, sigmas, Knobs.DEFAULT, 2), moved))
        .isGreaterThan(0.01);
    assertThat(
            Golden.difference(
                sample(sampler, x, sigmas, Knobs.DEFAULT.withNoiseScale(0.5), 1), moved))
        .isGreaterThan(0.01);
  }

  @ParameterizedTest
  @EnumSource(
      value = Sampler.class,
      names = {"EULER", "HEUN", "HEUNPP2", "DPM_2"})
  void churn_adds_noise_within_its_window_only(Sampler sampler) {
    Sigmas sigmas = run(sampler, 8, Knobs.DEFAULT).sigmas();
    Tensor x = stream.normal(DType.FP32, SHAPE).times(sigmas.first());
    Tensor still = sample(sampler, x, sigmas, Knobs.DEFAULT, 1);
    Knobs churned = Knobs.DEFAULT.withChurn(4, 0, Double.POSITIVE_INFINITY);
    assertThat(Golden.difference(sample(sampler, x, sigmas, churned, 1), still))
        .isGreaterThan(0.01);
    Knobs outside = Knobs.DEFAULT.withChurn(4, 100, 200);
    assertThat(sample(sampler, x, sigmas, outside, 1).toFloats()).containsExactly(still.toFloats());
  }

  @Test
  void dpm_fast_adds_noise_only_if_asked_to() {
    Sigmas sigmas = run(Sampler.DPM_FAST, 8, Knobs.DEFAULT).sigmas();
    Tensor x = stream.normal(DType.FP32, SHAPE).times(sigmas.first());
    Tensor still = sample(Sampler.DPM_FAST, x, sigmas, Knobs.DEFAULT, 1);
    assertThat(sample(Sampler.DPM_FAST, x, sigmas, Knobs.DEFAULT, 2).toFloats())
        .containsExactly(still.toFloats());
    Tensor moved = sample(Sampler.DPM_FAST, x, sigmas, Knobs.DEFAULT.withEta(1), 1);
    assertThat(moved.hasNaN()).isFalse();
    assertThat(Golden.difference(moved, still)).isGreaterThan(0.01);
  }

  private static Tensor sample(Sampler sampler, Tensor x, Sigmas sigmas, Knobs knobs, long seed) {
    try (RandomStream noise = RandomStream.seeded(seed)) {
      return sampler.sample(
          new Toy(),
          x,
          sigmas,
          SigmaTable.comfy(),
          Noise.of(noise, SHAPE),
          knobs,
          StepListener.NONE);
    }
  }

  @ParameterizedTest
  @EnumSource(Sampler.class)
  void nothing_is_left_of_a_run_but_its_latents(Sampler sampler) {
    Tensor zeros = Tensor.zeros(DType.FP32, SHAPE);
    int before = scope.size();
    List<Integer> steps = new ArrayList<>();
    Tensor x =
        run(sampler, 24, Knobs.DEFAULT)
            .sample(new Toy(), zeros, null, step -> steps.add(step.index()));
    assertThat(scope.size()).isEqualTo(before + 1);
    assertThat(x.hasNaN()).isFalse();
    assertThat(steps).startsWith(0, 1, 2).isSorted().doesNotHaveDuplicates();
    assertThat(zeros.norm()).as("what it started from is as it was").isZero();
  }

  @ParameterizedTest
  @EnumSource(Sampler.class)
  void a_run_stops_where_the_listener_wants_it_to(Sampler sampler) {
    Tensor zeros = Tensor.zeros(DType.FP32, SHAPE);
    int before = scope.size();
    Toy toy = new Toy();
    StepListener impatient =
        step -> {
          if (step.index() == 1) {
            throw new Cancelled();
          }
        };
    assertThatThrownBy(() -> run(sampler, 10, Knobs.DEFAULT).sample(toy, zeros, null, impatient))
        .isInstanceOf(Cancelled.class);
    assertThat(toy.calls()).isBetween(2, 6);
    assertThat(scope.size()).isEqualTo(before);
  }

  @Test
  void a_run_stops_before_an_evaluation_too() {
    Toy toy = new Toy();
    Denoiser watched =
        toy.before(() -> {
          if (toy.calls() == 2) {
            throw new Cancelled();
          }
        });
    Tensor zeros = Tensor.zeros(DType.FP32, SHAPE);
    assertThatThrownBy(() ->
            run(Sampler.HEUN, 10, Knobs.DEFAULT).sample(watched, zeros, null, StepListener.NONE))
        .isInstanceOf(Cancelled.class);
    assertThat(toy.calls()).isEqualTo(2);
  }

  @ParameterizedTest
  @EnumSource(
      value = Sampler.class,
      mode = Mode.EXCLUDE,
      names = {"UNI_PC", "UNI_PC_BH2"})
  void one_step_is_enough(Sampler sampler) {
    Tensor zeros = Tensor.zeros(DType.FP32, SHAPE);
    Tensor x = run(sampler, 1, Knobs.DEFAULT).sample(new Toy(), zeros, null, StepListener.NONE);
    assertThat(x.hasNaN()).isFalse();
  }

  @Test
  void uni_pc_needs_two_steps_and_says_so() {
    Tensor zeros = Tensor.zeros(DType.FP32, SHAPE);
    assertThatThrownBy(() ->
            run(Sampler.UNI_PC, 1, Knobs.DEFAULT).sample(new Toy(), zeros, null, StepListener.NONE))
        .isInstanceOf(BadInput.class)
        .hasMessage("steps 1: must be at least 2 with uni_pc");
  }

  @ParameterizedTest
  @EnumSource(Schedule.class)
  void tcd_is_a_number_at_the_least_level_with_every_schedule(Schedule schedule) {
    ComfyRun run = new ComfyRun(Sampler.TCD, schedule, schedule.table(), 10, 1, 11, Knobs.DEFAULT);
    Tensor zeros = Tensor.zeros(DType.FP32, SHAPE);
    assertThat(run.sample(new Toy(), zeros, null, StepListener.NONE).hasNaN()).isFalse();
  }

  @Test
  void the_names_are_the_forks() {
    assertThat(Arrays.stream(Sampler.values()).map(Sampler::label))
        .hasSize(24)
        .doesNotHaveDuplicates();
    assertThatThrownBy(() -> Sampler.named("euler_a"))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("sampler euler_a: must be one of euler, euler_ancestral, heun");
  }

  @Test
  void knobs_out_of_range_are_refused() {
    assertThatThrownBy(() -> Knobs.DEFAULT.withEta(1.1)).hasMessageStartingWith("eta 1.1");
    assertThatThrownBy(() -> Knobs.DEFAULT.withEta(Double.NaN)).isInstanceOf(BadInput.class);
    assertThatThrownBy(() -> Knobs.DEFAULT.withNoiseScale(-1)).hasMessageStartingWith("s_noise");
    assertThatThrownBy(() -> Knobs.DEFAULT.withChurn(-1, 0, 1)).hasMessageStartingWith("s_churn");
    assertThatThrownBy(() -> Knobs.DEFAULT.withChurn(1, 2, 1)).hasMessageStartingWith("s_tmin");
    assertThat(new Knobs(OptionalDouble.empty(), 1, 0, 0, 0).eta()).isEmpty();
  }
}
