package uncrop.lora;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import uncrop.checkpoint.Checkpoint;
import uncrop.checkpoint.CheckpointFault;
import uncrop.checkpoint.Part;
import uncrop.checkpoint.SafetensorsWriter;
import uncrop.checkpoint.TensorFile;
import uncrop.checkpoint.TinySdxl;
import uncrop.fault.BadInput;
import uncrop.layer.Weights;
import uncrop.tensor.DType;
import uncrop.tensor.Tensor;
import uncrop.tensor.TensorScope;

/** Against diffusers and the papers' formulas (reference/checkpoints/make_loras.py). */
class LorasTest {
  private static final Path LORAS = Path.of("src", "test", "resources", "loras");
  private static final Path SD15 =
      Path.of("..", "diffusion", "src", "test", "resources", "parity", "tiny-sd15-inpaint");
  private static final double WEIGHT = 0.7;

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"kohya-sd15", "diffusers-old", "peft", "lora-dots", "lycoris"})
  void weights_become_what_the_references_make_of_them(String name) {
    try (Checkpoint base = Checkpoint.open(SD15)) {
      assertMerged(base, name);
    }
  }

  @Test
  void both_spellings_of_the_large_model_are_known() throws IOException {
    try (Checkpoint base = Checkpoint.open(TinySdxl.folder(folder))) {
      assertMerged(base, "kohya-sdxl");
    }
  }

  private static void assertMerged(Checkpoint base, String name) {
    try (Loras loras = Loras.over(base, List.of(choice(name, WEIGHT)));
        TensorFile expected = TensorFile.open(LORAS.resolve(name + ".merged.safetensors"))) {
      assertThat(loras.warnings()).isEmpty();
      int changed = 0;
      for (String role : List.of("unet", "text_encoder", "text_encoder_2")) {
        if (!has(base, role)) {
          continue;
        }
        Weights before = part(base, role).weights();
        Weights after = part(loras.checkpoint(), role).weights();
        for (String tensor : part(base, role).names()) {
          try (TensorScope scope = TensorScope.open()) {
            Tensor merged = after.get(tensor, after.shape(tensor));
            Tensor own = before.get(tensor, before.shape(tensor));
            String wanted = role + "." + tensor;
            if (expected.names().contains(wanted)) {
              changed++;
              assertThat(merged.dtype()).isEqualTo(DType.FP32);
              assertClose(wanted, merged, expected.get(wanted).load());
            } else {
              assertThat(merged.dtype()).isEqualTo(own.dtype());
              assertThat(Arrays.equals(merged.toFloats(), own.toFloats())).as(wanted).isTrue();
            }
          }
        }
      }
      assertThat(changed).isEqualTo(expected.names().size());
    }
  }

  private static void assertClose(String name, Tensor merged, Tensor expected) {
    double difference = merged.minus(expected).abs().max().item();
    assertThat(difference)
        .as(name)
        .isCloseTo(0, within(2e-6 * Math.max(1, expected.abs().max().item())));
  }

  private static boolean has(Checkpoint base, String role) {
    return !role.equals("text_encoder_2") || base.unet().config().hasAddedInputs();
  }

  private static Part<?> part(Checkpoint checkpoint, String role) {
    return switch (role) {
      case "unet" -> checkpoint.unet();
      case "text_encoder" -> checkpoint.textEncoder();
      default -> checkpoint.textEncoder2();
    };
  }

  @Test
  void several_add_up_and_one_taken_away_again_leaves_the_base() {
    String layer = "down_blocks.0.attentions.0.transformer_blocks.0.attn1.to_q.weight";
    try (Checkpoint base = Checkpoint.open(SD15);
        Loras first = Loras.over(base, List.of(choice("kohya-sd15", 0.5)));
        Loras second = Loras.over(base, List.of(choice("peft", -2)));
        Loras both = Loras.over(base, List.of(choice("kohya-sd15", 0.5), choice("peft", -2)));
        Loras none = Loras.over(base, List.of(choice("peft", 1.5), choice("peft", -1.5)));
        TensorScope scope = TensorScope.open()) {
      Tensor own = read(base, layer).to(DType.FP32);
      Tensor sum =
          read(first.checkpoint(), layer).plus(read(second.checkpoint(), layer)).minus(own);

      assertClose(layer, read(both.checkpoint(), layer), sum);
      assertClose(layer, read(none.checkpoint(), layer), own);
    }
  }

  @Test
  void a_weight_of_zero_changes_nothing_and_the_base_stays_open() {
    String layer = "mid_block.attentions.0.proj_in.weight";
    try (Checkpoint base = Checkpoint.open(SD15)) {
      try (Loras loras = Loras.over(base, List.of(choice("kohya-sd15", 0)));
          TensorScope scope = TensorScope.open()) {
        assertThat(read(loras.checkpoint(), layer).toFloats())
            .containsExactly(read(base, layer).toFloats());
        loras.checkpoint().close();
      }
      try (TensorScope scope = TensorScope.open()) {
        assertThat(read(base, layer).hasNaN()).isFalse();
      }
    }
  }

  @Test
  void one_for_another_family_is_refused_by_its_shapes() throws IOException {
    try (Checkpoint small = Checkpoint.open(SD15);
        Checkpoint large = Checkpoint.open(TinySdxl.folder(folder))) {
      assertRefused(
          small,
          LORAS.resolve("kohya-sdxl.safetensors"),
          "is for another model: its lora_unet_",
          " is 32 x 20 where unet.",
          " is 32 x 4");
      assertRefused(
          large,
          LORAS.resolve("peft.safetensors"),
          "is for another model: 2 of its 3 layers are not in this one");
    }
  }

  @Test
  void keys_without_a_layer_are_listed() {
    try (Checkpoint base = Checkpoint.open(SD15);
        TensorScope scope = TensorScope.open();
        TensorFile peft = TensorFile.open(LORAS.resolve("peft.safetensors"))) {
      Path file = folder.resolve("more.safetensors");
      Map<String, Tensor> tensors = new LinkedHashMap<>();
      peft.names().forEach(name -> tensors.put(name, peft.get(name).load()));
      tensors.put("lora_unet_nowhere.lora_up.weight", Tensor.zeros(DType.FP32, 4, 2));
      tensors.put("lora_unet_nowhere.lora_down.weight", Tensor.zeros(DType.FP32, 2, 4));
      tensors.put("note", Tensor.zeros(DType.FP32, 4));
      SafetensorsWriter.write(file, tensors, Map.of());

      try (Loras loras = Loras.over(base, List.of(new LoraChoice(file, 1)))) {
        assertThat(loras.warnings())
            .containsExactly(
                file + ": 2 of its keys match no layer and are left out: note, lora_unet_nowhere");
      }
    }
  }

  @Test
  void factors_that_do_not_fit_or_are_missing_are_refused() {
    String layer = "lora_unet_mid_block_attentions_0_proj_in";
    try (Checkpoint base = Checkpoint.open(SD15)) {
      assertRefused(
          base, written(Map.of(layer + ".lora_up.weight", new long[] {32, 2})), "lacks its DOWN");
      assertRefused(base, written(Map.of(layer + ".alpha", new long[] {})), "lacks the factors");
      assertRefused(
          base,
          written(
              Map.of(
                  layer + ".lora_up.weight",
                  new long[] {32, 2},
                  layer + ".lora_down.weight",
                  new long[] {3, 32})),
          "has factors that do not fit each other");
      assertRefused(
          base,
          written(
              Map.of(
                  layer + ".lora_up.weight",
                  new long[] {32, 0},
                  layer + ".lora_down.weight",
                  new long[] {0, 32})),
          "cannot be of shape [32, 0]");
      assertRefused(
          base,
          written(
              Map.of(
                  layer + ".lora_up.weight",
                  new long[] {32},
                  layer + ".lora_down.weight",
                  new long[] {1, 32})),
          "cannot be of shape [32]");
      assertRefused(
          base,
          written(
              Map.of(
                  layer + ".lora_up.weight",
                  new long[] {32, 2},
                  layer + ".lora_down.weight",
                  new long[] {2, 32},
                  layer + ".dora_scale",
                  new long[] {32, 1})),
          "is a DoRA");
    }
  }

  @Test
  void one_that_was_trained_on_four_channels_serves_the_inpainting_model() {
    try (Checkpoint base = Checkpoint.open(SD15);
        TensorFile peft = TensorFile.open(LORAS.resolve("peft.safetensors"));
        TensorScope scope = TensorScope.open()) {
      Path file = folder.resolve("four.safetensors");
      Map<String, Tensor> tensors = new LinkedHashMap<>();
      peft.names().forEach(name -> tensors.put(name, peft.get(name).load()));
      tensors.put("lora_unet_conv_in.lora_up.weight", Tensor.zeros(DType.FP32, 32, 2, 1, 1));
      tensors.put("lora_unet_conv_in.lora_down.weight", Tensor.zeros(DType.FP32, 2, 4, 3, 3));
      SafetensorsWriter.write(file, tensors, Map.of());

      try (Loras loras = Loras.over(base, List.of(new LoraChoice(file, 1)))) {
        assertThat(loras.warnings()).singleElement().asString().contains("lora_unet_conv_in");
      }
    }
  }

  @Test
  void a_weight_that_is_no_number_is_refused() {
    try (Checkpoint base = Checkpoint.open(SD15)) {
      assertThatThrownBy(() -> Loras.over(base, List.of(choice("peft", Double.NaN))))
          .isInstanceOf(BadInput.class)
          .hasMessageContaining("NaN");
    }
  }

  private Path written(Map<String, long[]> shapes) {
    Path file = folder.resolve("made.safetensors");
    try (TensorScope scope = TensorScope.open()) {
      Map<String, Tensor> tensors = new LinkedHashMap<>();
      shapes.forEach((name, shape) -> tensors.put(name, Tensor.zeros(DType.FP32, shape)));
      SafetensorsWriter.write(file, tensors, Map.of());
    }
    return file;
  }

  private static void assertRefused(Checkpoint base, Path file, String... problems) {
    assertThatThrownBy(() -> Loras.over(base, List.of(new LoraChoice(file, 1))))
        .isInstanceOf(CheckpointFault.class)
        .hasMessageStartingWith(file + ": ")
        .hasMessageContainingAll(problems)
        .message()
        .hasLineCount(1);
  }

  private static LoraChoice choice(String name, double weight) {
    return new LoraChoice(LORAS.resolve(name + ".safetensors"), weight);
  }

  private static Tensor read(Checkpoint checkpoint, String name) {
    Weights weights = checkpoint.unet().weights();
    return weights.get(name, weights.shape(name));
  }
}
