package uncrop.inpaint;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import uncrop.checkpoint.Checkpoint;
import uncrop.checkpoint.Family;
import uncrop.geometry.Size;
import uncrop.layer.Placement;
import uncrop.layer.Precision;
import uncrop.parity.LibtorchPlacements;
import uncrop.parity.Vectors;
import uncrop.tensor.TensorScope;
import uncrop.text.TinyModels;

/** Whole runs against those of diffusers' pipelines with the same weights. */
class EndToEndParityTest {
  private static final double ALLOWED = 1e-3;
  private static final double SHARE_BEYOND_A_LEVEL = 0.001;

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    "sd15-9ch-s1.0, ddim, 0",
    "sd15-9ch-s0.6, ddim, 0",
    "sd15-9ch-s1.0-eta1, ddim, 1",
    "sd15-9ch-s1.0-72x96, ddim, 0",
    "sd15-4ch-s1.0, ddim, 0",
    "sd15-4ch-s0.6, ddim, 0",
    "sdxl-9ch-s1.0, euler, 0",
    "sdxl-9ch-s0.6, euler, 0",
    "sdxl-9ch-s0.9999, euler, 0",
    "sdxl-4ch-s1.0, euler, 0",
    "sdxl-4ch-s0.6, euler, 0",
  })
  void latents_after_each_step_and_the_picture_are_diffusers(
      String name, String sampler, double eta) throws IOException {
    compare(name, sampler, eta, Placement.onCpu(Precision.FP32));
  }

  /** Those that run on a graphics processor, and there if there is one. */
  @ParameterizedTest
  @CsvSource({"sd15-9ch-s0.6, ddim", "sd15-4ch-s1.0, ddim", "sdxl-9ch-s1.0, euler"})
  void the_same_on_kernels_of_libtorch(String name, String sampler) throws IOException {
    for (Placement placement : LibtorchPlacements.exact()) {
      compare(name, sampler, 0, placement);
    }
  }

  private void compare(String name, String sampler, double eta, Placement placement)
      throws IOException {
    Family family = name.startsWith("sdxl") ? Family.SDXL : Family.SD15;
    int channels = name.contains("9ch") ? 9 : 4;
    double strength = Double.parseDouble(name.split("-")[2].substring(1));
    Size size = name.endsWith("72x96") ? new Size(72, 96) : new Size(64, 64);
    Method method = Method.of(Compat.DIFFUSERS, sampler, "diffusers", OptionalDouble.of(eta));
    Recording steps = new Recording();
    try (TensorScope scope = TensorScope.open();
        Vectors expected = Vectors.open("parity/e2e/" + name + ".safetensors");
        Checkpoint checkpoint = TinyPipelines.open(family, channels, fresh());
        Inpainter inpainter = TinyPipelines.told(checkpoint, placement)) {

      InpaintResult result = inpainter.paint(TinyPipelines.request(size, method, strength), steps);

      assertThat(steps.timesteps()).containsExactly(expected.get("timesteps").toFloats());
      List<Double> shares = steps.differences(expected.get("latents"));
      double beyond = Recording.beyondALevel(result.picture(), expected.get("out.image_u8"));
      System.out.printf(
          Locale.ROOT,
          "%s, %s: latents differ by %.1e of the largest at most, %.2f %% of levels by more than 1%n",
          name,
          placement.kernels(),
          shares.stream().mapToDouble(x -> x).max().orElseThrow(),
          beyond * 100);
      assertThat(shares).allSatisfy(share -> assertThat(share).isLessThanOrEqualTo(ALLOWED));
      assertThat(beyond).isLessThanOrEqualTo(SHARE_BEYOND_A_LEVEL);
    }
  }

  private Path fresh() throws IOException {
    return Files.createTempDirectory(folder, "model");
  }

  @Test
  void folder_and_single_file_give_the_same_bits_from_the_prompt_on() {
    InpaintRequest request =
        TinyPipelines.request(new Size(64, 64), TinyPipelines.diffusers("ddim"), 1);
    try (TensorScope scope = TensorScope.open();
        Vectors expected = Vectors.open("parity/e2e/sd15-9ch-s1.0.safetensors")) {
      InpaintResult folders = painted(TinyModels.SD15_FOLDER, request);
      InpaintResult file = painted(TinyModels.SD15_FILE, request);

      assertThat(file.latents().toFloats()).containsExactly(folders.latents().toFloats());
      assertThat(file.picture().argb()).containsExactly(folders.picture().argb());
      assertThat(Recording.beyondALevel(file.picture(), expected.get("out.image_u8")))
          .isLessThanOrEqualTo(SHARE_BEYOND_A_LEVEL);
    }
  }

  private static InpaintResult painted(Path model, InpaintRequest request) {
    try (Checkpoint checkpoint = Checkpoint.open(model);
        Inpainter inpainter =
            new Inpainter(checkpoint, Placement.onCpu(Precision.FP32), Residency.PAINTERS)) {
      return inpainter.paint(request, InpaintListener.NONE);
    }
  }
}
