package uncrop.inpaint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import uncrop.checkpoint.Checkpoint;
import uncrop.checkpoint.VaeConfig;
import uncrop.focus.FocusRun;
import uncrop.focus.InpaintEngine;
import uncrop.focus.InpaintPatch;
import uncrop.focus.LatentMask;
import uncrop.focus.SizeConditioning;
import uncrop.focus.TinyFocus;
import uncrop.geometry.Size;
import uncrop.golden.Golden;
import uncrop.layer.Layers;
import uncrop.layer.Precision;
import uncrop.parity.Vectors;
import uncrop.pillow.Levels;
import uncrop.pixels.Mask;
import uncrop.pixels.Raster;
import uncrop.sampler.Denoiser;
import uncrop.sampler.Knobs;
import uncrop.sampler.Sampler;
import uncrop.schedule.Prediction;
import uncrop.schedule.Schedule;
import uncrop.tensor.DType;
import uncrop.tensor.Tensor;
import uncrop.tensor.TensorScope;
import uncrop.text.Conditioning;
import uncrop.text.TinyModels;
import uncrop.unet.UNet;
import uncrop.vae.Vae;

/** Whole runs against those of Fooocus with the same UNet, patch and head. */
class FocusPassTest {
  private static final JsonNode RUNS = Golden.json("golden/fooocus/e2e.json");
  private static final double VAE_FACTOR = 0.13025;
  private static final double ALLOWED_FIRST = 2e-3;
  private static final double ALLOWED = 0.02; // in units of the VAE

  @TempDir private Path folder;
  private TensorScope scope;
  private Vectors golden;
  private Checkpoint checkpoint;

  @BeforeEach
  void open() throws IOException {
    scope = TensorScope.open();
    golden = Vectors.open("golden/fooocus/e2e.safetensors");
    checkpoint = TinyFocus.open(folder);
  }

  @AfterEach
  void close() {
    checkpoint.close();
    golden.close();
    scope.close();
  }

  /** Reads each UNet when it is asked for, and remembers which it was. */
  private static final class Reading implements LoadedUNets, AutoCloseable {
    private final Checkpoint checkpoint;
    private final List<String> read = new ArrayList<>();
    private @Nullable UNet loaded;

    Reading(Checkpoint checkpoint) {
      this.checkpoint = checkpoint;
    }

    @Override
    public UNet plain() {
      return unet("plain", checkpoint);
    }

    @Override
    public UNet patched(Path patch) {
      try (InpaintPatch over = InpaintPatch.over(checkpoint, patch, 1)) {
        return unet("patched", over.checkpoint());
      }
    }

    private UNet unet(String name, Checkpoint of) {
      close();
      read.add(name);
      loaded = new UNet(of.unet().config(), new Layers(of.unet().weights(), Precision.FP32));
      return loaded;
    }

    @Override
    public void close() {
      if (loaded != null) {
        loaded.close();
      }
    }
  }

  private Conditionings prompts() {
    return new Conditionings(
        new Conditioning(golden.get("cond_positive"), golden.get("pooled_positive")),
        new Conditioning(golden.get("cond_negative"), golden.get("pooled_negative")));
  }

  private static Method.Focus method(JsonNode run) {
    boolean patched = run.path("patch_and_head").asBoolean();
    Method.Focus usual = Method.Focus.DEFAULT;
    return new Method.Focus(
        Sampler.named(run.path("sampler").asString()),
        Schedule.named(run.path("scheduler").asString()),
        Knobs.DEFAULT,
        run.path("sharpness").asDouble(),
        run.path("adaptive_cfg").asDouble(),
        usual.sizes(),
        usual.start(),
        patched
            ? new InpaintEngine(
                TinyFocus.file("inpaint_v26.fooocus.patch"),
                TinyFocus.file("fooocus_inpaint_head.pth"))
            : null,
        run.path("synthetic_refiner").asBoolean()
            ? run.path("refiner_switch").asDouble() / run.path("steps").asInt()
            : 1);
  }

  private static InpaintRequest request(JsonNode run, Method method) {
    Size size = new Size(192, 128);
    Raster white = new Raster(192, 128, new int[192 * 128]);
    return new InpaintRequest(
        white,
        white,
        size,
        new Prompts("", "", 0),
        method,
        run.path("steps").asInt(),
        run.path("cfg").asDouble(),
        run.path("denoise").asDouble(),
        run.path("seed").asLong());
  }

  private FocusPass pass(LoadedUNets unets) throws IOException {
    // Never asked: latents are given.
    Checkpoint other = Checkpoint.open(TinyModels.sdxlFolder(folder.resolve("vae")));
    VaeConfig config = other.vae().config();
    Vae vae = new Vae(config, new Layers(other.vae().weights(), Precision.FP32));
    return new FocusPass(checkpoint.unet().config(), unets, vae, Prediction.EPSILON);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "outpaint_default",
        "euler_cfg9_sharp10",
        "heun_swap_inside_step",
        "no_refiner",
        "engine_none",
        "cfg1",
      })
  void each_step_and_the_latents_are_fooocus(String name) throws IOException {
    JsonNode run = RUNS.path(name);
    Method.Focus method = method(run);
    List<float[]> steps = new ArrayList<>();
    InpaintListener keeping =
        new InpaintListener() {
          @Override
          public void begin(Stage stage) {}

          @Override
          public void after(Step step) {
            steps.add(step.denoised().toFloats());
          }
        };
    FocusPass.Latents latents =
        new FocusPass.Latents(
            golden.get("fill_latent_vae_units").times(VAE_FACTOR),
            golden.get("inpaint_latent_vae_units").times(VAE_FACTOR),
            golden.get("latent_mask"));
    try (Reading unets = new Reading(checkpoint)) {

      Tensor result =
          pass(unets).sampled(request(run, method), method, latents, prompts(), keeping);

      List<Double> differences = new ArrayList<>();
      Tensor expected = golden.get(name + ".steps_x0");
      for (int i = 0; i < steps.size(); i++) {
        differences.add(
            Golden.difference(steps.get(i), expected.select(0, i).toFloats()) / VAE_FACTOR);
      }
      double last =
          Golden.difference(result.over(VAE_FACTOR), golden.get(name + ".result_vae_units"));
      System.out.printf(
          Locale.ROOT,
          "%s: first step %.1e, worst step %.1e, latents %.1e%n",
          name,
          differences.getFirst() * VAE_FACTOR,
          differences.stream().mapToDouble(x -> x).max().orElseThrow(),
          last);
      assertThat(steps).hasSize((int) expected.size(0));
      assertThat(differences.getFirst() * VAE_FACTOR).isLessThan(ALLOWED_FIRST);
      assertThat(differences).allSatisfy(each -> assertThat(each).isLessThan(ALLOWED));
      assertThat(last).isLessThan(ALLOWED);
      assertThat(unets.read).isEqualTo(unetsOf(run));
    }
  }

  /** Which UNets a run of Fooocus called, one after the other. */
  private static List<String> unetsOf(JsonNode run) {
    JsonNode calls = run.path("unet_of_each_call");
    return calls.isArray()
        ? calls.valueStream().map(JsonNode::asString).distinct().toList()
        : List.of(calls.asString());
  }

  @Test
  void without_a_picture_everything_is_generated_as_fooocus_does() {
    JsonNode run = RUNS.path("txt2img");
    Method.Focus method = method(run);
    FocusRun levels =
        FocusRun.of(
            method.sampler(),
            method.schedule(),
            run.path("steps").asInt(),
            1,
            run.path("seed").asLong(),
            Knobs.DEFAULT);
    try (Reading unets = new Reading(checkpoint);
        FocusedUNet network =
            new FocusedUNet(
                unets.plain(),
                prompts(),
                true,
                SizeConditioning.DEFAULT,
                new Size(192, 128),
                null,
                null)) {
      Denoiser denoiser = levels.levels().denoiser(network, Prediction.EPSILON, method.guidance(4));

      Tensor result =
          levels.sample(
              denoiser, Tensor.zeros(DType.FP32, 1, 4, 16, 24), null, InpaintListener.NONE);

      assertThat(Golden.difference(result.over(VAE_FACTOR), golden.get("txt2img.result_vae_units")))
          .isLessThan(ALLOWED);
    }
  }

  @Test
  void the_encoder_sees_grey_in_the_hole_as_fooocus_has_it() {
    try (Vectors pieces = Vectors.open("golden/fooocus/inpaint_model.safetensors")) {
      Raster levels = Levels.grey(pieces.get("grey40x32.mask_u8"));
      Mask mask = Mask.keeping(levels.size());
      Raster picture = new Raster(40, 32);
      for (int i = 0; i < picture.argb().length; i++) {
        int x = i % 40;
        int y = i / 40;
        int base = 37 * x + 101 * y + x * y;
        picture.argb()[i] = (base & 255) << 16 | (base + 53 & 255) << 8 | base + 106 & 255;
        mask.values()[i] = (levels.argb()[i] & 255) > 127 ? Mask.PAINT : Mask.KEEP;
      }

      Tensor masked = FocusPass.masked(Frame.picture(picture), mask);

      Tensor seen = masked.plus(1).over(2).permute(0, 2, 3, 1);
      assertThat(Golden.difference(seen, pieces.get("grey40x32.pixels")))
          .isCloseTo(0, within(1e-6));
      assertThat(Golden.difference(LatentMask.of(mask), pieces.get("grey40x32.latent_mask")))
          .isZero();
    }
  }

  @Test
  void a_head_for_another_network_leaves_nothing_behind() throws IOException {
    Method.Focus method =
        Method.Focus.DEFAULT.with(
            new InpaintEngine(
                TinyFocus.file("inpaint_v26.fooocus.patch"), TinyFocus.file("head64.pth")));
    Tensor zeros = Tensor.zeros(DType.FP32, 1, 4, 16, 24);
    Tensor mask = Tensor.zeros(DType.FP32, 1, 1, 16, 24);
    try (Reading unets = new Reading(checkpoint)) {
      FocusPass pass = pass(unets);
      Conditionings prompts = prompts();
      int before = scope.size();

      assertThatThrownBy(() ->
              pass.sampled(
                  request(RUNS.path("outpaint_default"), method),
                  method,
                  new FocusPass.Latents(zeros, zeros, mask),
                  prompts,
                  InpaintListener.NONE))
          .hasMessageContaining("it is for another network");

      assertThat(scope.size()).isEqualTo(before);
      assertThat(unets.read).as("UNets read in vain").isEmpty();
    }
  }
}
