package uncrop.inpaint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import uncrop.checkpoint.Checkpoint;
import uncrop.checkpoint.Family;
import uncrop.fault.BadInput;
import uncrop.fault.Cancelled;
import uncrop.geometry.Size;
import uncrop.layer.Layers;
import uncrop.layer.Placement;
import uncrop.layer.Precision;
import uncrop.pixels.Raster;
import uncrop.sampler.Sampler;
import uncrop.schedule.Schedule;
import uncrop.tensor.TensorScope;
import uncrop.text.TinyModels;
import uncrop.vae.Vae;

class InpainterTest {
  private static final Size SIZE = new Size(64, 64);

  @TempDir private Path folder;

  private static Method comfy(String sampler, String schedule) {
    return Method.of(Compat.COMFY, sampler, schedule, OptionalDouble.empty());
  }

  private static InpaintRequest request(Method method, int steps, double guidance) {
    InpaintRequest usual = TinyPipelines.request(SIZE, method, 1);
    return new InpaintRequest(
        usual.picture(), usual.mask(), SIZE, usual.prompts(), method, steps, guidance, 1, 5);
  }

  static Stream<Arguments> samplersAndSchedules() {
    return Stream.concat(
        Stream.of(Sampler.values()).map(sampler -> Arguments.of(sampler.label(), "karras")),
        Stream.of(Schedule.values()).map(schedule -> Arguments.of("euler", schedule.label())));
  }

  @ParameterizedTest
  @MethodSource("samplersAndSchedules")
  void with_comfys_samplers_the_latents_outside_of_the_mask_are_the_pictures(
      String sampler, String schedule) throws IOException {
    try (TensorScope scope = TensorScope.open();
        Checkpoint checkpoint = TinyPipelines.open(Family.SD15, 4, folder);
        Vae vae =
            new Vae(
                checkpoint.vae().config(), new Layers(checkpoint.vae().weights(), Precision.FP32));
        Inpainter inpainter = TinyPipelines.told(checkpoint)) {
      InpaintRequest request = request(comfy(sampler, schedule), 4, 7.5);
      Frame frame = Frame.of(request);
      float[] picture = vae.encode(frame.picture()).mean().toFloats();
      float[] mask = frame.mask().bilinear(8, 8).toFloats();

      float[] latents = inpainter.paint(request, InpaintListener.NONE).latents().toFloats();

      // Some stop where sigma is 0.03 in units of the UNet: 0.16 in those of the VAE.
      boolean stopsEarly = List.of("dpm_fast", "dpm_adaptive", "tcd").contains(sampler);
      double left = stopsEarly ? 4 * 0.16 : 0.03;
      int painted = 0;
      for (int i = 0; i < latents.length; i++) {
        if (mask[i % mask.length] == 0) {
          assertThat(latents[i]).isCloseTo(picture[i], within((float) left));
        } else {
          painted += Math.abs(latents[i] - picture[i]) > 1 ? 1 : 0;
        }
      }
      assertThat(painted).isPositive();
    }
  }

  @ParameterizedTest
  @CsvSource({"SD15, 4", "SD15, 9", "SDXL, 4", "SDXL, 9"})
  void each_kind_of_model_paints_the_same_twice_in_either_way(Family family, int channels)
      throws IOException {
    try (TensorScope scope = TensorScope.open();
        Checkpoint checkpoint = TinyPipelines.open(family, channels, folder);
        Inpainter inpainter =
            new Inpainter(checkpoint, Placement.onCpu(Precision.FP32), Residency.PAINTERS)) {
      for (Method method : List.of(comfy("euler", "normal"), TinyPipelines.diffusers("euler"))) {
        InpaintRequest request = request(method, 2, 7.5);

        Raster once = inpainter.paint(request, InpaintListener.NONE).picture();
        Raster twice = inpainter.paint(request, InpaintListener.NONE).picture();

        assertThat(once.argb()).containsExactly(twice.argb());
        assertThat(once.argb()).isNotEqualTo(request.picture().argb());
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Compat.class)
  void at_guidance_1_the_negative_prompt_does_not_count(Compat compat) {
    Method method = Method.of(compat, "euler", null, OptionalDouble.empty());
    try (TensorScope scope = TensorScope.open();
        Checkpoint checkpoint = Checkpoint.open(TinyModels.SD15_FOLDER);
        Inpainter inpainter =
            new Inpainter(checkpoint, Placement.onCpu(Precision.FP32), Residency.PAINTERS)) {
      List<float[]> latents = new ArrayList<>();
      for (double guidance : List.of(1.0, 3.0)) {
        for (String negative : List.of("", "blurry")) {
          InpaintRequest usual = request(method, 2, guidance);
          InpaintRequest request =
              new InpaintRequest(
                  usual.picture(),
                  usual.mask(),
                  SIZE,
                  new Prompts("a pier", negative, 0),
                  method,
                  2,
                  guidance,
                  1,
                  5);
          latents.add(inpainter.paint(request, InpaintListener.NONE).latents().toFloats());
        }
      }

      assertThat(latents.get(0)).containsExactly(latents.get(1));
      assertThat(latents.get(2)).isNotEqualTo(latents.get(3));
    }
  }

  @Test
  void a_long_prompt_in_comfys_way_goes_with_a_short_negative_one() {
    InpaintRequest usual = request(comfy("euler", "normal"), 1, 7.5);
    InpaintRequest request =
        new InpaintRequest(
            usual.picture(),
            usual.mask(),
            SIZE,
            new Prompts("a (very:1.3) long pier, ".repeat(30), null, 1),
            usual.method(),
            1,
            7.5,
            0.5,
            5);
    try (TensorScope scope = TensorScope.open();
        Checkpoint checkpoint = Checkpoint.open(TinyModels.SD15_FOLDER);
        Inpainter inpainter =
            new Inpainter(checkpoint, Placement.onCpu(Precision.FP32), Residency.PAINTERS)) {
      assertThat(inpainter.paint(request, InpaintListener.NONE).picture().size()).isEqualTo(SIZE);
    }
  }

  @Test
  void a_run_stops_within_a_step_and_the_next_one_works() {
    try (TensorScope scope = TensorScope.open();
        Checkpoint checkpoint = Checkpoint.open(TinyModels.SD15_FOLDER);
        Inpainter inpainter =
            new Inpainter(checkpoint, Placement.onCpu(Precision.FP32), Residency.PAINTERS)) {
      List<Integer> taken = new ArrayList<>();
      InpaintListener impatient =
          new InpaintListener() {
            @Override
            public void begin(Stage stage) {}

            @Override
            public void after(Step step) {
              taken.add(step.index());
              if (step.index() == 1) {
                throw new Cancelled();
              }
            }
          };

      assertThatThrownBy(
              () -> inpainter.paint(request(TinyPipelines.diffusers("ddim"), 5, 7.5), impatient))
          .isInstanceOf(Cancelled.class);

      assertThat(taken).containsExactly(0, 1);
      assertThat(scope.size()).as("tensors left behind").isZero();
      inpainter.paint(request(TinyPipelines.diffusers("ddim"), 1, 7.5), InpaintListener.NONE);
    }
  }

  @Test
  void a_call_says_what_it_does_in_order() {
    List<InpaintListener.Stage> begun = new ArrayList<>();
    InpaintListener listener =
        new InpaintListener() {
          @Override
          public void begin(Stage stage) {
            begun.add(stage);
          }

          @Override
          public void after(Step step) {
            assertThat(begun.getLast()).isEqualTo(Stage.DENOISING);
          }
        };
    try (TensorScope scope = TensorScope.open();
        Checkpoint checkpoint = Checkpoint.open(TinyModels.SD15_FOLDER);
        Inpainter inpainter =
            new Inpainter(checkpoint, Placement.onCpu(Precision.FP32), Residency.PAINTERS)) {
      inpainter.paint(request(TinyPipelines.diffusers("ddim"), 1, 7.5), listener);
      inpainter.paint(request(comfy("euler", "normal"), 1, 7.5), listener);
    }

    assertThat(begun)
        .containsExactly(
            Stream.of(InpaintListener.Stage.values(), InpaintListener.Stage.values())
                .flatMap(Stream::of)
                .toArray(InpaintListener.Stage[]::new));
  }

  @ParameterizedTest
  @CsvSource({
    "unet, mid_block.resnets.0.conv1.bias, what the UNet predicts at timestep 501.0",
    "vae, decoder.conv_in.bias, what the VAE decodes the latents to",
  })
  void weights_that_are_not_numbers_are_one_clear_fault(String part, String name, String what)
      throws IOException {
    Path damaged =
        TinyPipelines.changed(
            TinyModels.SD15_FOLDER,
            folder,
            part,
            (tensor, value) -> tensor.equals(name) ? value.times(Double.NaN) : value);
    try (TensorScope scope = TensorScope.open();
        Checkpoint checkpoint = Checkpoint.open(damaged);
        Inpainter inpainter = TinyPipelines.told(checkpoint)) {
      InpaintRequest request = request(TinyPipelines.diffusers("ddim"), 2, 7.5);

      assertThatThrownBy(() -> inpainter.paint(request, InpaintListener.NONE))
          .isInstanceOf(NotFinite.class)
          .hasMessageStartingWith(what + " is not a number (NaN)")
          .message()
          .hasLineCount(1);
    }
  }

  @Test
  void a_mask_too_dark_to_paint_anything_is_refused() {
    InpaintRequest usual = request(TinyPipelines.diffusers("ddim"), 1, 7.5);
    Raster clear = usual.mask().copy();
    for (int i = 0; i < clear.argb().length; i++) {
      clear.argb()[i] = i % 2 == 0 ? 0x00FFFFFF : 0xFF7F7F7F;
    }
    InpaintRequest request =
        new InpaintRequest(
            usual.picture(), clear, SIZE, usual.prompts(), usual.method(), 1, 7.5, 1, 5);
    try (Checkpoint checkpoint = Checkpoint.open(TinyModels.SD15_FOLDER);
        Inpainter inpainter = TinyPipelines.told(checkpoint)) {
      assertThatThrownBy(() -> inpainter.paint(request, InpaintListener.NONE))
          .isInstanceOf(BadInput.class)
          .hasMessage("mask 64x64, all dark: paints nothing: make it white somewhere");
    }
  }
}
