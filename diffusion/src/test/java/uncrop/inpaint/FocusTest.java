package uncrop.inpaint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import uncrop.checkpoint.Checkpoint;
import uncrop.checkpoint.CheckpointFault;
import uncrop.checkpoint.Family;
import uncrop.fault.BadInput;
import uncrop.fault.Cancelled;
import uncrop.focus.InpaintEngine;
import uncrop.focus.LatentMask;
import uncrop.focus.TinyFocus;
import uncrop.geometry.Size;
import uncrop.layer.Layers;
import uncrop.layer.Placement;
import uncrop.layer.Precision;
import uncrop.pixels.Raster;
import uncrop.sampler.Sampler;
import uncrop.schedule.Schedule;
import uncrop.tensor.Device;
import uncrop.tensor.Tensor;
import uncrop.tensor.TensorScope;
import uncrop.text.Conditioning;
import uncrop.text.PromptStyle;
import uncrop.vae.Vae;

/** Fooocus' way from the picture to the picture. */
class FocusTest {
  private static final Size SIZE = new Size(64, 64);
  private static final InpaintEngine ENGINE =
      new InpaintEngine(
          TinyFocus.file("inpaint_v26.fooocus.patch"), TinyFocus.file("fooocus_inpaint_head.pth"));

  @TempDir private Path folder;

  private static InpaintRequest request(Method method, int steps, double strength) {
    InpaintRequest usual = TinyPipelines.request(SIZE, method, strength);
    Prompts prompts =
        new Prompts(
            List.of("a pier", "a photo, sharp", "trees, light"), 2, List.of("blurry", "text"), 0);
    return new InpaintRequest(
        usual.picture(), usual.mask(), SIZE, prompts, method, steps, 4, strength, 5);
  }

  @ParameterizedTest
  @CsvSource({"SDXL, 4", "SDXL, 9", "SD15, 4", "SD15, 9"})
  void each_kind_of_model_paints_the_same_twice(Family family, int channels) throws IOException {
    try (TensorScope scope = TensorScope.open();
        Checkpoint checkpoint = TinyPipelines.open(family, channels, folder);
        Inpainter inpainter =
            new Inpainter(checkpoint, Placement.onCpu(Precision.FP32), Residency.PAINTERS)) {
      InpaintRequest request = request(Method.Focus.DEFAULT, 3, 1);

      Raster once = inpainter.paint(request, InpaintListener.NONE).picture();
      Raster twice = inpainter.paint(request, InpaintListener.NONE).picture();

      assertThat(once.argb()).containsExactly(twice.argb());
      assertThat(once.argb()).isNotEqualTo(request.picture().argb());
    }
  }

  @Test
  void an_engine_paints_otherwise_and_the_same_whatever_was_painted_before() throws IOException {
    try (TensorScope scope = TensorScope.open();
        Checkpoint checkpoint = TinyPipelines.open(Family.SDXL, 4, folder);
        Inpainter inpainter =
            new Inpainter(checkpoint, Placement.onCpu(Precision.FP32), Residency.PAINTERS);
        Inpainter once =
            new Inpainter(checkpoint, Placement.onCpu(Precision.FP32), Residency.SINGLE);
        Inpainter all =
            new Inpainter(checkpoint, Placement.onCpu(Precision.FP32), Residency.EVERYTHING)) {
      InpaintRequest plain = request(Method.Focus.DEFAULT, 6, 1);
      InpaintRequest patched = request(Method.Focus.DEFAULT.with(ENGINE), 6, 1);

      int[] without = inpainter.paint(plain, InpaintListener.NONE).picture().argb();
      int[] with = inpainter.paint(patched, InpaintListener.NONE).picture().argb();
      int[] again = inpainter.paint(patched, InpaintListener.NONE).picture().argb();
      int[] withoutAgain = inpainter.paint(plain, InpaintListener.NONE).picture().argb();

      assertThat(with).isNotEqualTo(without).containsExactly(again);
      assertThat(without).containsExactly(withoutAgain);
      for (Inpainter other : List.of(once, all)) {
        for (int round = 0; round < 2; round++) {
          int[] patchedThere = other.paint(patched, InpaintListener.NONE).picture().argb();
          int[] plainThere = other.paint(plain, InpaintListener.NONE).picture().argb();
          assertThat(patchedThere).containsExactly(with);
          assertThat(plainThere).containsExactly(without);
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"dpmpp_2m_sde_gpu", "euler", "heun", "dpmpp_sde", "lcm"})
  void the_latents_outside_of_the_mask_are_the_pictures(String sampler) throws IOException {
    try (TensorScope scope = TensorScope.open();
        Checkpoint checkpoint = TinyPipelines.open(Family.SDXL, 4, folder);
        Vae vae =
            new Vae(
                checkpoint.vae().config(), new Layers(checkpoint.vae().weights(), Precision.FP32));
        Inpainter inpainter = TinyPipelines.told(checkpoint)) {
      Method.Focus method =
          Method.Focus.DEFAULT.with(ENGINE).with(Sampler.named(sampler), Schedule.KARRAS);
      InpaintRequest request = request(method, 4, 0.5);
      Frame frame = Frame.of(request);
      float[] picture = vae.encode(frame.picture()).mean().toFloats();
      float[] mask = LatentMask.of(frame.hole()).toFloats();

      float[] latents = inpainter.paint(request, InpaintListener.NONE).latents().toFloats();

      int painted = 0;
      for (int i = 0; i < latents.length; i++) {
        if (mask[i % mask.length] == 0) {
          assertThat(latents[i]).isCloseTo(picture[i], within(0.03f));
        } else {
          painted += Math.abs(latents[i] - picture[i]) > 1 ? 1 : 0;
        }
      }
      assertThat(painted).isPositive();
    }
  }

  @Test
  void what_a_hole_holds_counts_only_where_it_is_not_filled() throws IOException {
    try (TensorScope scope = TensorScope.open();
        Checkpoint checkpoint = TinyPipelines.open(Family.SDXL, 4, folder);
        Inpainter inpainter = TinyPipelines.told(checkpoint)) {
      Method.Focus usual = Method.Focus.DEFAULT;
      Method.Focus asGiven = usual.with(Method.Focus.Start.AS_GIVEN);
      List<float[]> latents = new ArrayList<>();
      for (Method.Focus method : List.of(usual, asGiven)) {
        for (double strength : List.of(1.0, 0.98)) {
          latents.add(
              inpainter
                  .paint(request(method, 2, strength), InpaintListener.NONE)
                  .latents()
                  .toFloats());
        }
      }

      assertThat(latents.get(0)).as("filled, all noise").isNotEqualTo(latents.get(2));
      assertThat(latents.get(1)).as("not all noise").isEqualTo(latents.get(3));
    }
  }

  @Test
  void a_run_stops_within_a_step_also_with_the_second_unet_and_the_next_one_works()
      throws IOException {
    try (TensorScope scope = TensorScope.open();
        Checkpoint checkpoint = TinyPipelines.open(Family.SDXL, 4, folder);
        Inpainter inpainter = TinyPipelines.told(checkpoint)) {
      for (int last : List.of(0, 4, 5)) {
        InpaintListener impatient =
            new InpaintListener() {
              @Override
              public void begin(Stage stage) {}

              @Override
              public void after(Step step) {
                if (step.index() == last) {
                  throw new Cancelled();
                }
              }
            };
        InpaintRequest request = request(Method.Focus.DEFAULT.with(ENGINE), 6, 1);

        assertThatThrownBy(() -> inpainter.paint(request, impatient)).isInstanceOf(Cancelled.class);

        assertThat(scope.size()).as("tensors left behind").isZero();
      }
      inpainter.paint(request(Method.Focus.DEFAULT.with(ENGINE), 2, 1), InpaintListener.NONE);
    }
  }

  @Test
  void a_patch_that_is_none_is_one_clear_fault_and_the_next_call_works() throws IOException {
    InpaintEngine wrong = new InpaintEngine(TinyFocus.file("no.patch"), ENGINE.head());
    try (TensorScope scope = TensorScope.open();
        Checkpoint checkpoint = TinyPipelines.open(Family.SDXL, 4, folder);
        Inpainter inpainter = TinyPipelines.told(checkpoint)) {
      assertThatThrownBy(() ->
              inpainter.paint(
                  request(Method.Focus.DEFAULT.with(wrong), 1, 1), InpaintListener.NONE))
          .isInstanceOf(CheckpointFault.class)
          .hasMessageContaining("no.patch: is no inpaint patch");

      assertThat(scope.size()).as("tensors left behind").isZero();
      inpainter.paint(request(Method.Focus.DEFAULT, 1, 1), InpaintListener.NONE);
    }
  }

  @Test
  void texts_are_encoded_one_by_one_and_the_first_are_summed() throws IOException {
    try (TensorScope scope = TensorScope.open();
        Checkpoint checkpoint = TinyPipelines.open(Family.SDXL, 4, folder)) {
      PromptReader reader = PromptReader.of(checkpoint, Device.CPU);
      Conditionings a = reader.read(new Prompts("a pier", "blurry", 0), PromptStyle.FOOOCUS);
      Conditionings b = reader.read(new Prompts("sharp", "text", 0), PromptStyle.FOOOCUS);
      Conditionings c = reader.read(new Prompts("(trees:1.3)", null, 0), PromptStyle.FOOOCUS);

      Conditionings all =
          reader.read(
              new Prompts(
                  List.of("a pier", "sharp", "(trees:1.3)"), 2, List.of("blurry", "text", ""), 0),
              PromptStyle.FOOOCUS);

      assertThat(all.positive().context().toFloats())
          .containsExactly(
              Tensor.cat(1, a.positive().context(), b.positive().context(), c.positive().context())
                  .toFloats());
      assertThat(all.negative().context().toFloats())
          .containsExactly(
              Tensor.cat(1, a.negative().context(), b.negative().context(), c.negative().context())
                  .toFloats());
      assertThat(pooled(all.positive()).toFloats())
          .containsExactly(pooled(a.positive()).plus(pooled(b.positive())).toFloats());
      assertThat(pooled(all.negative()).toFloats())
          .containsExactly(
              pooled(a.negative())
                  .plus(pooled(b.negative()))
                  .plus(pooled(c.negative()))
                  .toFloats());
    }
  }

  private static Tensor pooled(Conditioning conditioning) {
    return Objects.requireNonNull(conditioning.pooled());
  }

  @Test
  void other_ways_take_several_texts_as_one() {
    Prompts prompts = new Prompts(List.of("a pier", "sharp"), 1, List.of("blurry", "text"), 0);

    assertThat(prompts.positive()).isEqualTo("a pier, sharp");
    assertThat(prompts.negative()).isEqualTo("blurry, text");
    assertThat(new Prompts("a pier", null, 0).negative()).isNull();
    assertThat(new Prompts("a pier", "", 0).negative()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, 1.1, Double.NaN})
  void a_share_of_the_steps_is_0_to_1(double share) {
    Method.Focus usual = Method.Focus.DEFAULT;
    assertThatThrownBy(() ->
            new Method.Focus(
                usual.sampler(),
                usual.schedule(),
                usual.knobs(),
                2,
                7,
                usual.sizes(),
                usual.start(),
                null,
                share))
        .isInstanceOf(BadInput.class)
        .hasMessage("patched share " + share + ": must be 0 to 1");
  }

  @ParameterizedTest
  @CsvSource({"30, 24", "60, 48", "8, 6", "4, 3", "1, 1"})
  void the_patch_goes_after_four_fifths_of_the_steps(int steps, int last) {
    assertThat(Method.Focus.DEFAULT.lastPatched(steps)).isEqualTo(last);
  }
}
