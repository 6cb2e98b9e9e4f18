package uncrop.lora;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import uncrop.checkpoint.CheckpointFault;
import uncrop.checkpoint.Family;
import uncrop.checkpoint.SafetensorsWriter;
import uncrop.tensor.DType;
import uncrop.tensor.Tensor;
import uncrop.tensor.TensorScope;

class LoraOutlineTest {
  private static final Path LORAS = Path.of("src", "test", "resources", "loras");
  private static final String KOHYA =
      "lora_unet_down_blocks_1_attentions_0_transformer_blocks_0_attn2_to_k";

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "kohya-sd15,",
    "diffusers-old,",
    "peft,",
    "lora-dots,",
    "lycoris,",
    "kohya-sdxl, SDXL",
  })
  void all_ways_of_naming_are_known(String name, Family family) {
    LoraOutline outline = LoraOutline.of(LORAS.resolve(name + ".safetensors"));

    assertThat(outline.layers()).isPositive();
    assertThat(outline.family()).isEqualTo(Optional.ofNullable(family));
  }

  @ParameterizedTest
  @CsvSource({"768, SD15", "2048, SDXL", "320,"})
  void the_width_of_the_text_tells_the_family(int width, Family family) {
    Path file = lora(KOHYA, 320, width);

    assertThat(LoraOutline.of(file)).isEqualTo(new LoraOutline(1, Optional.ofNullable(family)));
  }

  @Test
  void stacked_transformers_are_those_of_the_large_model() {
    Path file = lora("lora_unet_input_blocks_4_1_transformer_blocks_1_attn1_to_q", 640, 640);

    assertThat(LoraOutline.of(file).family()).contains(Family.SDXL);
  }

  @Test
  void those_for_other_models_say_which_can_be_used() {
    assertThatThrownBy(() -> LoraOutline.of(lora(KOHYA, 320, 1024)))
        .isInstanceOf(CheckpointFault.class)
        .hasMessageContaining("is a LoRA for Stable Diffusion 2: those for");
    assertThatThrownBy(
            () -> LoraOutline.of(lora("lora_unet_double_blocks_0_img_attn_proj", 16, 16)))
        .hasMessageContaining("is a LoRA for another model: it changes double_blocks_0");
  }

  @Test
  void factors_that_do_not_fit_each_other_are_refused() {
    Path file = folder.resolve("misfit.safetensors");
    write(
        file,
        Map.of(
            KOHYA + ".lora_down.weight", new long[] {4, 768},
            KOHYA + ".lora_up.weight", new long[] {320, 5}));

    assertThatThrownBy(() -> LoraOutline.of(file)).isInstanceOf(CheckpointFault.class);
  }

  @Test
  void what_is_named_otherwise_is_no_lora() {
    Path file = folder.resolve("other.safetensors");
    write(file, Map.of("a.weight", new long[] {4}, "b.weight", new long[] {4}));

    assertThatThrownBy(() -> LoraOutline.of(file)).hasMessageContaining("is no LoRA");
  }

  private Path lora(String layer, long out, long in) {
    Path file = folder.resolve("lora-" + in + ".safetensors");
    write(
        file,
        Map.of(
            layer + ".lora_down.weight", new long[] {4, in},
            layer + ".lora_up.weight", new long[] {out, 4}));
    return file;
  }

  private static void write(Path file, Map<String, long[]> shapes) {
    try (TensorScope _ = TensorScope.open()) {
      Map<String, Tensor> tensors = new HashMap<>();
      shapes.forEach((name, shape) -> tensors.put(name, Tensor.zeros(DType.FP16, shape)));
      SafetensorsWriter.write(file, tensors, Map.of());
    }
  }
}
