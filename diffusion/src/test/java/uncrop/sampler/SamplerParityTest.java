package uncrop.sampler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import uncrop.golden.Golden;
import uncrop.noise.BrownianNoise;
import uncrop.noise.ComfyNoise;
import uncrop.noise.Noise;
import uncrop.schedule.Schedule;
import uncrop.schedule.SigmaTable;
import uncrop.schedule.Sigmas;
import uncrop.tensor.DType;
import uncrop.tensor.Tensor;
import uncrop.tensor.TensorScope;

/** Against k-diffusion 0.1.1.post1 and against Fooocus' KSampler, on a denoiser without weights. */
class SamplerParityTest {
  private static final Golden K_DIFFUSION = Golden.tensors("parity/samplers.safetensors");
  private static final JsonNode K_CALLS = Golden.json("parity/samplers.json").path("calls");
  private static final JsonNode COMFY = Golden.json("golden/golden.json").path("toy");
  private static final Golden FOOOCUS = Golden.tensors("golden/fooocus/samplers.safetensors");
  private static final JsonNode FOOOCUS_RUNS =
      Golden.json("golden/fooocus/samplers.json").path("runs");
  private static final double VAE_FACTOR = 0.13025;

  private TensorScope scope;

  @BeforeEach
  void open() {
    scope = TensorScope.open();
  }

  @AfterEach
  void close() {
    scope.close();
  }

  static Stream<String> runsOfKDiffusion() {
    return K_CALLS.propertyNames().stream();
  }

  @ParameterizedTest
  @MethodSource("runsOfKDiffusion")
  void a_sampler_ends_where_k_diffusions_does(String run) {
    String[] parts = run.split("/");
    Setup setup = new Setup(parts[0], parts[1], SigmaTable.comfy(), 0, 1);
    assertThat(Golden.difference(setup.initial(zeros()), K_DIFFUSION.get("x0/" + parts[1])))
        .isLessThan(2e-6);
    Tensor x = setup.sample(zeros());
    assertThat(Golden.difference(x, K_DIFFUSION.get("out/" + run))).isLessThan(tolerance(parts[0]));
    assertThat(setup.toy.calls()).isEqualTo(K_CALLS.path(run).asInt());
  }

  static Stream<String> runsOfComfy() {
    return COMFY.propertyNames().stream();
  }

  @ParameterizedTest
  @MethodSource("runsOfComfy")
  void a_sampler_ends_where_comfys_does(String run) {
    String[] parts = run.split("/");
    JsonNode expected = COMFY.path(run);
    Setup setup = new Setup(parts[0], parts[1], SigmaTable.comfy(), 0, 1);
    Tensor x = setup.sample(zeros());
    double tolerance = tolerance(parts[0]);
    assertThat(first6(x))
        .containsExactly(Golden.floats(expected.path("first6")), within((float) tolerance));
    assertThat(x.mean().item()).isCloseTo(expected.path("mean").asDouble(), within(tolerance));
    assertThat(x.std().item()).isCloseTo(expected.path("std").asDouble(), within(tolerance));
    assertThat(setup.toy.calls()).isEqualTo(expected.path("calls").asInt());
  }

  static Stream<String> runsOfFooocus() {
    return FOOOCUS_RUNS.propertyNames().stream();
  }

  @ParameterizedTest
  @MethodSource("runsOfFooocus")
  void a_sampler_ends_where_fooocus_does(String run) {
    String[] parts = run.split("/");
    JsonNode expected = FOOOCUS_RUNS.path(run);
    boolean distilled = run.endsWith("/distilled50");
    boolean picture = run.contains("/latent11/");
    double denoise = picture ? Double.parseDouble(parts[3].substring("denoise".length())) : 1;
    Setup setup =
        new Setup(
            parts[0],
            parts[1],
            distilled ? SigmaTable.distilled() : SigmaTable.fooocus(),
            picture ? 5 : 0,
            denoise);
    Tensor latent = picture ? FOOOCUS.get("toy_latent11").times(VAE_FACTOR) : zeros();
    Tensor x = setup.sample(latent);
    assertThat(Golden.difference(x, FOOOCUS.get("toy." + run.replace('/', '.'))))
        .isLessThan(tolerance(parts[0]));
    assertThat(setup.toy.calls()).isEqualTo(expected.path("calls").asInt());
    if (expected.has("called_sigmas")) {
      assertThat(floats(setup.toy.sigmas))
          .containsExactly(Golden.floats(expected.path("called_sigmas")), within(2e-5f));
    }
    if (expected.has("sigmas")) {
      assertThat(Golden.relative(setup.sigmas.toArray(), Golden.floats(expected.path("sigmas"))))
          .isLessThan(1e-6);
    }
  }

  /** dpm_adaptive amplifies the rounding of the sigma range. */
  private static double tolerance(String sampler) {
    return sampler.equals("dpm_adaptive") ? 5e-4 : 5e-6;
  }

  private static Tensor zeros() {
    return Tensor.zeros(DType.FP32, 1, 4, 8, 8);
  }

  private static float[] first6(Tensor x) {
    return x.reshape(x.count()).narrow(0, 0, 6).toFloats();
  }

  private static float[] floats(List<Float> list) {
    float[] values = new float[list.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = list.get(i);
    }
    return values;
  }

  /** The vectors' runs: Brownian noise of seed 42, all other noise of one stream. */
  private static final class Setup {
    private static final Pattern SCHEDULE = Pattern.compile("([a-z_]+)(\\d+)");
    final Toy toy = new Toy();
    final Sigmas sigmas;
    private final ComfyRun run;

    Setup(String sampler, String schedule, SigmaTable table, long seed, double denoise) {
      Matcher matcher = SCHEDULE.matcher(schedule);
      assertThat(matcher.matches()).isTrue();
      run =
          new ComfyRun(
              Sampler.named(sampler),
              Schedule.named(matcher.group(1)),
              table,
              Integer.parseInt(matcher.group(2)),
              denoise,
              seed,
              Knobs.DEFAULT);
      sigmas = run.sigmas();
    }

    Tensor initial(Tensor latent) {
      try (ComfyNoise source = new ComfyNoise(run.seed(), latent.shape())) {
        return run.start(source.initial(), latent, sigmas);
      }
    }

    Tensor sample(Tensor latent) {
      try (ComfyNoise source = new ComfyNoise(run.seed(), latent.shape())) {
        Tensor x = run.start(source.initial(), latent, sigmas);
        Noise noise =
            run.sampler().isBrownian()
                ? BrownianNoise.of(42, sigmas.leastPositive(), sigmas.first(), latent.shape())
                : source.following();
        return run.sampler()
            .sample(toy, x, sigmas, run.table(), noise, Knobs.DEFAULT, StepListener.NONE);
      }
    }
  }
}
