package uncrop.sampler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import uncrop.focus.FocusRun;
import uncrop.golden.Golden;
import uncrop.schedule.Schedule;
import uncrop.schedule.SigmaTable;
import uncrop.tensor.DType;
import uncrop.tensor.RandomStream;
import uncrop.tensor.Tensor;
import uncrop.tensor.TensorScope;

/** What stays of a picture, against ComfyUI's mask and Fooocus' own. */
class BlendTest {
  private static final Golden GOLDEN = Golden.tensors("golden/fooocus/blend.safetensors");
  private static final JsonNode RUNS = Golden.json("golden/fooocus/blend.json").path("runs");
  private static final double VAE_FACTOR = 0.13025;

  private TensorScope scope;
  private Tensor fill;
  private Tensor mask;

  @BeforeEach
  void open() {
    scope = TensorScope.open();
    fill = GOLDEN.get("fill_latent_vae_units").times(VAE_FACTOR);
    mask = GOLDEN.get("latent_mask");
  }

  @AfterEach
  void close() {
    scope.close();
  }

  static Stream<String> runs() {
    return RUNS.propertyNames().stream().filter(name -> !name.startsWith("generic"));
  }

  /** Fooocus covers the picture with new noise for each evaluation; UniPC escapes it. */
  @ParameterizedTest
  @MethodSource("runs")
  void fresh_noise_for_each_evaluation_is_fooocus(String name) {
    JsonNode expected = RUNS.path(name);
    String sampler = expected.path("sampler").asString();
    long seed = expected.path("seed").asLong();
    FocusRun run =
        FocusRun.of(
            Sampler.named(sampler),
            Schedule.named(expected.path("scheduler").asString()),
            expected.path("steps").asInt(),
            expected.path("denoise").asDouble(),
            seed,
            Knobs.DEFAULT);
    Tensor latent =
        expected.path("initial_latent").asString().equals("fill")
            ? fill
            : Tensor.zeros(DType.FP32, 1, 4, 8, 8);
    Toy toy = new Toy();
    check(name, toy, run.sample(toy, latent, new FocusRun.Task(fill, mask), StepListener.NONE));
    float[] levels = Golden.floats(expected.path("model_call_sigmas"));
    assertThat(toy.calls()).isEqualTo(levels.length);
    for (int i = 0; i < levels.length; i++) {
      assertThat(toy.sigmas.get(i)).isCloseTo(levels[i], within(1e-5f));
    }
  }

  @Test
  void uni_pc_mixes_the_picture_into_its_latents_even_where_the_mask_is_grey() {
    float[] elements = mask.toFloats();
    elements[2 * 8 + 3] = 0.5f;
    Toy toy = new Toy();
    Tensor result =
        run(Sampler.UNI_PC, 4, 7)
            .sample(toy, fill, Tensor.of(elements, 1, 1, 8, 8), StepListener.NONE);
    check("generic_mask.uni_pc.karras4.seed7", toy, result);
  }

  /**
   * Fooocus replaces ComfyUI's mask by its own, and then has none where it paints no inpainting.
   */
  @ParameterizedTest
  @ValueSource(strings = {"euler", "ddim"})
  void a_run_from_a_picture_without_a_mask_is_fooocus(String sampler) {
    Toy toy = new Toy();
    Tensor result = run(Sampler.named(sampler), 4, 7).sample(toy, fill, null, StepListener.NONE);
    check("generic_mask." + sampler + ".karras4.seed7", toy, result);
  }

  /** ComfyUI's rule, spelled out: x where to paint, elsewhere the picture at the level of x. */
  @ParameterizedTest
  @CsvSource({"euler, 7", "heun, 7", "dpmpp_2m, 7", "ddim, 8"})
  void the_model_sees_the_picture_under_noise_where_it_stays(String sampler, long coveringSeed) {
    Toy toy = new Toy();
    float[] grey = mask.toFloats();
    grey[2 * 8 + 3] = 0.5f;
    Tensor greyMask = Tensor.of(grey, 1, 1, 8, 8);
    run(Sampler.named(sampler), 4, 7).sample(toy, fill, greyMask, StepListener.NONE);
    try (RandomStream initial = RandomStream.seeded(7);
        RandomStream covering = RandomStream.seeded(coveringSeed)) {
      double level = toy.sigmas.getFirst();
      float[] picture = fill.toFloats();
      float[] noise = initial.normal(DType.FP32, 1, 4, 8, 8).toFloats();
      float[] cover = covering.normal(DType.FP32, 1, 4, 8, 8).toFloats();
      for (int call = 0; call < toy.calls(); call++) {
        float sigma = toy.sigmas.get(call);
        for (int i = 0; i < picture.length; i++) {
          double kept = picture[i] + cover[i] * (double) sigma;
          double m = grey[i % 64];
          double x = picture[i] + noise[i] * Math.sqrt(1 + level * level);
          if (m == 0 || call == 0) {
            assertThat((double) toy.inputs.get(call)[i])
                .as("call %d, element %d", call, i)
                .isCloseTo(m * x + (1 - m) * kept, within(1e-5));
          }
        }
      }
    }
  }

  private static ComfyRun run(Sampler sampler, int steps, long seed) {
    return new ComfyRun(
        sampler, Schedule.KARRAS, SigmaTable.fooocus(), steps, 1, seed, Knobs.DEFAULT);
  }

  private static void check(String name, Toy toy, Tensor result) {
    float[] inputs = GOLDEN.get(name + ".model_inputs").toFloats();
    for (int i = 0; i < 3; i++) {
      assertThat(
              Golden.difference(
                  toy.inputs.get(i), Arrays.copyOfRange(inputs, i * 256, i * 256 + 256)))
          .as("input of call %d", i)
          .isLessThan(2e-5);
    }
    assertThat(Golden.difference(result, GOLDEN.get(name + ".result_vae_units").times(VAE_FACTOR)))
        .isLessThan(5e-6);
  }

  @ParameterizedTest
  @EnumSource(Sampler.class)
  void the_picture_stays_outside_the_mask_with_every_sampler(Sampler sampler) {
    Tensor result = run(sampler, 6, 3).sample(new Toy(), fill, mask, StepListener.NONE);
    Tensor outside = mask.negate().plus(1);
    // These end at the least level or at timestep 0: a rest of noise stays too.
    double rest =
        List.of(Sampler.DPM_FAST, Sampler.DPM_ADAPTIVE, Sampler.TCD).contains(sampler) ? 0.2 : 0.01;
    assertThat(result.minus(fill).times(outside).abs().max().item()).isLessThan(rest);
    assertThat(result.minus(fill).times(mask).abs().max().item()).isGreaterThan(0.1);
  }

  @Test
  void an_empty_mask_gives_the_picture_back_and_a_full_one_ignores_it() {
    Tensor none = Tensor.zeros(DType.FP32, 1, 1, 8, 8);
    ComfyRun run = run(Sampler.EULER, 6, 3);
    assertThat(Golden.difference(run.sample(new Toy(), fill, none, StepListener.NONE), fill))
        .isLessThan(1e-5);
    assertThat(
            Golden.difference(
                run.sample(new Toy(), fill, none.plus(1), StepListener.NONE),
                run.sample(new Toy(), fill, null, StepListener.NONE)))
        .isLessThan(1e-6);
  }
}
