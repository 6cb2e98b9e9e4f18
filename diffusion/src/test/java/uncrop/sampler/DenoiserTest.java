package uncrop.sampler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import uncrop.fault.Cancelled;
import uncrop.golden.Golden;
import uncrop.schedule.Prediction;
import uncrop.schedule.Schedule;
import uncrop.schedule.SchedulerConfig;
import uncrop.schedule.SigmaTable;
import uncrop.tensor.DType;
import uncrop.tensor.RandomStream;
import uncrop.tensor.Tensor;
import uncrop.tensor.TensorScope;

/** What makes a denoiser, or a whole diffusers run, of a network. */
class DenoiserTest {
  private TensorScope scope;
  private RandomStream stream;

  @BeforeEach
  void open() {
    scope = TensorScope.open();
    stream = RandomStream.seeded(3);
  }

  @AfterEach
  void close() {
    stream.close();
    scope.close();
  }

  /** Predicts constants, and notes what it is asked. */
  private static final class Constant implements Network {
    final List<String> asked = new ArrayList<>();
    final List<Tensor> seen = new ArrayList<>();

    @Override
    public Tensor positive(Tensor scaled, double timestep) {
      asked.add("positive " + timestep);
      seen.add(TensorScope.release(scaled.copy()));
      return Tensor.full(2, DType.FP32, scaled.shape());
    }

    @Override
    public Tensor both(Tensor scaled, double timestep) {
      asked.add("both " + timestep);
      return Tensor.cat(
          0,
          Tensor.full(1, DType.FP32, scaled.shape()),
          Tensor.full(2, DType.FP32, scaled.shape()));
    }
  }

  @Test
  void guidance_goes_beyond_the_negative_picture() {
    Constant network = new Constant();
    Tensor x = stream.normal(DType.FP32, 1, 4, 4, 4);
    Tensor guided =
        new GuidedDenoiser(network, SigmaTable.comfy(), Prediction.EPSILON, 7.5).denoised(x, 2);
    // Noise of 1 + 7.5 * (2 - 1).
    assertThat(Golden.difference(guided, x.minus(8.5 * 2))).isLessThan(1e-4);
    assertThat(network.asked).containsExactly("both " + SigmaTable.comfy().timestep(2) + ".0");
  }

  @ParameterizedTest
  @CsvSource({"1, positive", "1.0000000001, positive", "0.5, both", "0, both", "1.001, both"})
  void the_negative_prompt_is_not_asked_where_guidance_is_1(double scale, String asked) {
    Constant network = new Constant();
    Tensor x = stream.normal(DType.FP32, 1, 4, 4, 4);
    new GuidedDenoiser(network, SigmaTable.comfy(), Prediction.EPSILON, scale).denoised(x, 2);
    assertThat(network.asked).singleElement().asString().startsWith(asked);
  }

  @Test
  void the_network_sees_latents_of_variance_1() {
    Constant network = new Constant();
    Tensor x = stream.normal(DType.FP32, 1, 4, 64, 64).times(14.6);
    new GuidedDenoiser(network, SigmaTable.comfy(), Prediction.EPSILON, 1).denoised(x, 14.6);
    assertThat(network.seen.getFirst().std().item()).isBetween(0.97, 1.03);
    network.seen.forEach(Tensor::close);
  }

  @ParameterizedTest
  @EnumSource(Prediction.class)
  void a_perfect_network_of_either_kind_finds_the_picture(Prediction prediction) {
    Tensor picture = stream.normal(DType.FP32, 1, 4, 4, 4);
    Tensor noise = stream.normal(DType.FP32, 1, 4, 4, 4);
    for (double sigma : new double[] {0.03, 1, 14.6}) {
      double alpha = 1 / Math.sqrt(1 + sigma * sigma);
      Tensor answer =
          prediction == Prediction.EPSILON
              ? noise
              : noise.times(alpha).minus(picture.times(alpha * sigma));
      Network perfect =
          new Network() {
            @Override
            public Tensor positive(Tensor scaled, double timestep) {
              return answer.copy();
            }

            @Override
            public Tensor both(Tensor scaled, double timestep) {
              return Tensor.cat(0, answer, answer);
            }
          };
      Tensor x = picture.plus(noise.times(sigma));
      for (double scale : new double[] {1, 7.5}) {
        assertThat(
                Golden.difference(
                    new GuidedDenoiser(perfect, SigmaTable.comfy(), prediction, scale)
                        .denoised(x, sigma),
                    picture))
            .isLessThan(2e-5);
      }
    }
  }

  @Test
  void a_consistency_model_mixes_in_what_it_was_shown() {
    JsonNode expected =
        Golden.json("golden/fooocus/schedules.json")
            .path("distilled")
            .path("lcm")
            .path("denoise_test");
    Tensor x = stream.normal(DType.FP32, 1, 4, 4, 4);
    Tensor output = stream.normal(DType.FP32, 1, 4, 4, 4);
    Network network =
        new Network() {
          @Override
          public Tensor positive(Tensor scaled, double timestep) {
            assertThat(timestep).isEqualTo(expected.path("timestep").asDouble());
            assertThat(scaled.reshape(64).toFloats())
                .containsExactly(Golden.floats(expected.path("input")), within(1e-6f));
            return output.copy();
          }

          @Override
          public Tensor both(Tensor scaled, double timestep) {
            throw new AssertionError("guidance is 1");
          }
        };
    ComfyRun run =
        new ComfyRun(Sampler.LCM, Schedule.LCM, Schedule.LCM.table(), 8, 1, 1, Knobs.DEFAULT);
    Denoiser denoiser = run.denoiser(network, Prediction.EPSILON, 1);
    assertThat(
            Golden.difference(
                denoiser.denoised(x, 2.56286).reshape(64).toFloats(),
                Golden.floats(expected.path("out"))))
        .isLessThan(1e-5);
  }

  @ParameterizedTest
  @EnumSource(SchedulerConfig.Kind.class)
  void a_diffusers_run_keeps_the_picture_outside_the_mask(SchedulerConfig.Kind kind) {
    SchedulerConfig config =
        kind == SchedulerConfig.Kind.DDIM ? SchedulerConfig.DDIM : SchedulerConfig.EULER;
    Tensor picture = stream.normal(DType.FP32, 1, 4, 8, 8);
    Tensor noise = stream.normal(DType.FP32, 1, 4, 8, 8);
    float[] half = new float[64];
    Arrays.fill(half, 0, 32, 1);
    Tensor mask = Tensor.of(half, 1, 1, 8, 8);
    Constant network = new Constant();
    DiffusersRun run = new DiffusersRun(config.schedule(10, 0.6, 0), network, 7.5, stream);
    List<Integer> steps = new ArrayList<>();
    Tensor kept = mask.negate().plus(1);
    int before = scope.size();
    Tensor x =
        run.sample(
            run.schedule().initial(noise, picture),
            Blend.with(picture, mask, noise),
            step -> {
              steps.add(step.index());
              if (step.index() < 5) {
                Tensor level = run.schedule().noised(picture, noise, step.index() + 1);
                assertThat(step.latents().minus(level).times(kept).abs().max().item()).isZero();
              }
            });
    assertThat(scope.size()).as("the first latents and the last").isEqualTo(before + 2);
    assertThat(steps).containsExactly(0, 1, 2, 3, 4, 5);
    assertThat(x.minus(picture).times(kept).abs().max().item()).isZero();
    assertThat(network.asked).hasSize(6).allMatch(asked -> asked.startsWith("both"));
  }

  @Test
  void a_diffusers_run_asks_for_the_negative_prompt_above_1_only() {
    for (double scale : new double[] {0, 1}) {
      Constant network = new Constant();
      Tensor noise = stream.normal(DType.FP32, 1, 4, 8, 8);
      new DiffusersRun(SchedulerConfig.DDIM.schedule(2, 1, 0), network, scale, stream)
          .sample(noise, null, StepListener.NONE);
      assertThat(network.asked).containsExactly("positive 501.0", "positive 1.0");
      network.seen.forEach(Tensor::close);
    }
  }

  @Test
  void a_diffusers_run_stops_where_the_listener_wants_it_to() {
    Constant network = new Constant();
    Tensor noise = stream.normal(DType.FP32, 1, 4, 8, 8);
    int before = scope.size();
    DiffusersRun run =
        new DiffusersRun(SchedulerConfig.EULER.schedule(10, 1, 0), network, 7.5, stream);
    assertThatThrownBy(() ->
            run.sample(
                noise,
                null,
                step -> {
                  throw new Cancelled();
                }))
        .isInstanceOf(Cancelled.class);
    assertThat(network.asked).hasSize(1);
    assertThat(scope.size()).isEqualTo(before);
  }
}
