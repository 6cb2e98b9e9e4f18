package uncrop.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointTest {

  @Test
  void the_folder_says_what_its_networks_look_like() {
    try (Checkpoint checkpoint = Checkpoint.open(Parity.TINY_FOLDER)) {
      assertThat(checkpoint.family()).isEqualTo(Family.SD15);
      assertThat(checkpoint.unet().config())
          .isEqualTo(
              new UnetConfig(
                  9,
                  4,
                  List.of(32, 32, 32, 32),
                  2,
                  List.of(1, 1, 1, 0),
                  1,
                  4,
                  List.of(8, 8, 8, 8),
                  false,
                  0,
                  0,
                  32));
      assertThat(checkpoint.vae().config())
          .isEqualTo(new VaeConfig(4, List.of(32, 32, 32, 32), 2, 32, 0.18215, true, 64));
      assertThat(checkpoint.textEncoder().config())
          .isEqualTo(
              new TextConfig(49408, 4, 16, 3, 2, 77, TextConfig.Activation.QUICK_GELU, 1e-5, 0, 2));
      assertThat(checkpoint.files().scheduler())
          .containsEntry("_class_name", "DDIMScheduler")
          .containsEntry("steps_offset", 1L);
      assertThat(checkpoint.files().tokenizer()).hasValue(Parity.TINY_FOLDER.resolve("tokenizer"));
      assertThat(checkpoint.files().tokenizer2()).isEmpty();
      assertThat(checkpoint.warnings()).isEmpty();
    }
  }

  @Test
  void the_single_file_holds_the_same_networks_bit_for_bit() {
    try (Checkpoint folder = Checkpoint.open(Parity.TINY_FOLDER);
        Checkpoint file = Checkpoint.open(Parity.TINY_FILE)) {
      assertThat(file.family()).isEqualTo(folder.family());
      assertThat(file.warnings()).isEmpty();
      for (Function<Checkpoint, Part<?>> part :
          List.<Function<Checkpoint, Part<?>>>of(
              Checkpoint::unet, Checkpoint::textEncoder, Checkpoint::vae)) {
        SameWeights.check(part.apply(folder), part.apply(file));
      }
      assertThat(file.unet().config()).isEqualTo(folder.unet().config());
      assertThat(file.textEncoder().config()).isEqualTo(folder.textEncoder().config());
      assertThat(file.vae().config().widths()).isEqualTo(folder.vae().config().widths());
    }
  }

  @Test
  void the_large_model_is_the_same_as_folder_and_as_file(@TempDir Path parent) throws IOException {
    Path path = TinySdxl.file(parent);
    try (Checkpoint folder = Checkpoint.open(parent.resolve("tiny-sdxl"));
        Checkpoint file = Checkpoint.open(path)) {
      assertThat(folder.family()).isEqualTo(Family.SDXL);
      assertThat(file.family()).isEqualTo(Family.SDXL);
      assertThat(folder.unet().config())
          .isEqualTo(
              new UnetConfig(
                  9,
                  4,
                  List.of(32, 32, 32),
                  2,
                  List.of(0, 1, 2),
                  2,
                  20,
                  List.of(1, 2, 4),
                  true,
                  64,
                  8,
                  32));
      assertThat(file.unet().config()).isEqualTo(folder.unet().config());
      assertThat(folder.unet().config().pooledWidth()).isEqualTo(16);
      assertThat(folder.textEncoder2().config())
          .isEqualTo(
              new TextConfig(1000, 16, 64, 3, 2, 77, TextConfig.Activation.GELU, 1e-5, 16, 2));
      assertThat(file.textEncoder2().config()).isEqualTo(folder.textEncoder2().config());
      assertThat(file.vae().config().scalingFactor()).isEqualTo(0.13025);
      SameWeights.check(folder.unet(), file.unet());
      SameWeights.check(folder.vae(), file.vae());
      SameWeights.check(folder.textEncoder(), file.textEncoder());
      SameWeights.check(folder.textEncoder2(), file.textEncoder2());
    }
  }
}
