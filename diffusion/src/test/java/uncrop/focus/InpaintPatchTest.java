package uncrop.focus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import uncrop.checkpoint.Checkpoint;
import uncrop.checkpoint.CheckpointFault;
import uncrop.checkpoint.SafetensorsWriter;
import uncrop.golden.Golden;
import uncrop.layer.Weights;
import uncrop.parity.Vectors;
import uncrop.tensor.DType;
import uncrop.tensor.Tensor;
import uncrop.tensor.TensorScope;
import uncrop.text.TinyModels;

class InpaintPatchTest {
  private static final String PUBLISHED = "inpaint_v26.fooocus.patch";

  @TempDir private Path folder;
  private TensorScope scope;

  @BeforeEach
  void open() {
    scope = TensorScope.open();
  }

  @AfterEach
  void close() {
    scope.close();
  }

  private static Tensor of(Checkpoint checkpoint, String name) {
    Weights weights = checkpoint.unet().weights();
    return weights.get(name, weights.shape(name)).to(DType.FP32);
  }

  /** In double, by the definition. */
  private static float[] added(Tensor weight, Tensor bytes, double least, double most) {
    float[] sum = weight.toFloats();
    float[] levels = bytes.toFloats();
    for (int i = 0; i < sum.length; i++) {
      sum[i] = (float) (sum[i] + levels[i] / 255 * (most - least) + least);
    }
    return sum;
  }

  @Test
  void what_a_patch_names_is_changed_and_nothing_else() throws IOException {
    double least = Float.float16ToFloat(Float.floatToFloat16(-0.06f));
    double most = Float.float16ToFloat(Float.floatToFloat16(0.05f));
    Map<String, String> originals =
        Map.of(
            "conv_in.weight", "input_blocks.0.0.weight",
            "down_blocks.1.attentions.0.transformer_blocks.0.attn2.to_k.weight",
                "input_blocks.4.1.transformer_blocks.0.attn2.to_k.weight",
            "mid_block.resnets.0.conv1.weight", "middle_block.0.in_layers.2.weight",
            "up_blocks.1.resnets.2.time_emb_proj.weight", "output_blocks.5.0.emb_layers.1.weight");
    try (Checkpoint base = TinyFocus.open(folder);
        InpaintPatch patch = InpaintPatch.over(base, TinyFocus.file(PUBLISHED), 1);
        Vectors golden = Vectors.open("golden/fooocus/e2e.safetensors")) {
      Set<String> changed = new TreeSet<>();
      for (String name : base.unet().names()) {
        float[] patched = of(patch.checkpoint(), name).toFloats();
        float[] own = of(base, name).toFloats();
        if (Golden.difference(patched, own) > 0) {
          changed.add(name);
          Tensor bytes = golden.get("patch.diffusion_model." + originals.get(name));
          assertThat(Golden.difference(patched, added(of(base, name), bytes, least, most)))
              .as(name)
              .isLessThan(1e-7);
        }
      }

      assertThat(changed).isEqualTo(originals.keySet());
      assertThat(patch.changes()).isEqualTo(4);
      assertThat(patch.warnings()).isEmpty();
      assertThat(patch.version()).isEqualTo(PatchVersion.V2_6);
    }
  }

  @Test
  void each_row_may_have_limits_of_its_own() throws IOException {
    try (Checkpoint base = TinyFocus.open(folder);
        InpaintPatch patch = InpaintPatch.over(base, TinyFocus.file("rows.patch"), 0.5)) {
      String name = "time_embedding.linear_1.weight";
      float[] own = of(base, name).toFloats();

      float[] patched = of(patch.checkpoint(), name).toFloats();

      for (int i = 0; i < own.length; i++) {
        double row = i / 32 / 127.0;
        double least = -0.3 + row * 0.3;
        double most = 0.0003 + row * 0.6997;
        double expected = own[i] + 0.5 * ((i & 255) / 255.0 * (most - least) + least);
        // The limits are in FP16.
        assertThat(Math.abs(patched[i] - expected)).as("element %d", i).isLessThan(2.5e-4);
      }
    }
  }

  /** Weights, bytes and limits as in the reference, but in place of a network's own. */
  @ParameterizedTest
  @CsvSource({
    "a, conv_in, 0, f32",
    "a, conv_in, 0.5, f32",
    "a, conv_in, 1, f32",
    "a, conv_in, 1, f16",
    "b, conv_in, 0.5, f32",
    "b, conv_in, 1, f32",
    "b, conv_in, 1, f16",
  })
  void a_patched_weight_is_fooocus(String vector, String layer, double strength, String kind)
      throws IOException {
    try (Vectors golden = Vectors.open("golden/fooocus/inpaint_model.safetensors");
        Checkpoint real = TinyFocus.open(folder)) {
      String start = "patch." + vector + ".";
      DType dtype = kind.equals("f16") ? DType.FP16 : DType.FP32;
      Tensor weight = golden.get(start + "weight").to(dtype).to(DType.FP32);
      if (vector.equals("b")) {
        Tensor lora = golden.get(start + "lora_up").matmul(golden.get(start + "lora_down"));
        weight = weight.plus(lora, 0.7 * 1 / 2);
      }
      Tensor own = weight;
      String name = layer + ".weight";
      Checkpoint base = real.adapted((role, weights) -> new One(name, own));
      Map<String, Tensor> parts = new LinkedHashMap<>();
      String key = "diffusion_model.input_blocks.0.0.weight";
      parts.put(key + ".0", golden.get(start + "u8"));
      parts.put(key + ".1", golden.get(start + "min").to(DType.FP16));
      parts.put(key + ".2", golden.get(start + "max").to(DType.FP16));
      Path file = folder.resolve("one.safetensors");
      SafetensorsWriter.write(file, parts, Map.of());
      try (InpaintPatch patch = InpaintPatch.over(base, file, strength)) {
        Tensor patched =
            patch.checkpoint().unet().weights().get(name, own.shape()).to(dtype).to(DType.FP32);

        Tensor expected = golden.get("%sout.%s.alpha%.1f".formatted(start, kind, strength));
        if (dtype == DType.FP16) {
          assertThat(Golden.relative(patched.toFloats(), expected.toFloats()))
              .as("one step of FP16")
              .isLessThanOrEqualTo(1.0 / 1024);
        } else {
          assertThat(Golden.difference(patched, expected)).isLessThanOrEqualTo(5e-8);
        }
      }
    }
  }

  /** A network with a single tensor. */
  private record One(String name, Tensor tensor) implements Weights {
    @Override
    public Tensor get(String wanted, long... shape) {
      assertThat(wanted).isEqualTo(name);
      return tensor.copy();
    }

    @Override
    public boolean has(String wanted) {
      return wanted.equals(name);
    }

    @Override
    public long[] shape(String wanted) {
      return wanted.equals(name) ? tensor.shape() : new long[0];
    }
  }

  @Test
  void up_to_twelve_strangers_are_left_out_with_a_warning() throws IOException {
    try (Checkpoint base = TinyFocus.open(folder);
        InpaintPatch patch = InpaintPatch.over(base, TinyFocus.file("twelve-strangers.patch"), 1)) {
      assertThat(patch.changes()).isEqualTo(4);
      assertThat(patch.warnings())
          .singleElement()
          .asString()
          .contains("12 of its weights are not in the checkpoint")
          .contains("diffusion_model.out.2.weight");
    }
  }

  @Test
  void a_patch_for_another_network_is_refused() throws IOException {
    try (Checkpoint base = TinyFocus.open(folder)) {
      assertThatThrownBy(
              () -> InpaintPatch.over(base, TinyFocus.file("thirteen-strangers.patch"), 1))
          .isInstanceOf(CheckpointFault.class)
          .message()
          .contains("13 of its 17 weights are not in")
          .hasLineCount(1);
    }
  }

  @Test
  void a_patch_over_another_family_is_refused() {
    try (Checkpoint base = Checkpoint.open(TinyModels.SD15_FOLDER)) {
      assertThatThrownBy(() -> InpaintPatch.over(base, TinyFocus.file(PUBLISHED), 1))
          .isInstanceOf(CheckpointFault.class)
          .hasMessageContaining("is for Stable Diffusion XL");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"no.patch", "head64.pth", "absent.patch"})
  void what_is_no_patch_is_one_clear_fault(String name) throws IOException {
    try (Checkpoint base = TinyFocus.open(folder)) {
      assertThatThrownBy(() -> InpaintPatch.over(base, TinyFocus.file(name), 1))
          .isInstanceOf(CheckpointFault.class)
          .message()
          .contains(name)
          .hasLineCount(1);
    }
  }

  @Test
  void a_file_that_ends_too_soon_is_one_clear_fault() throws IOException {
    byte[] whole = Files.readAllBytes(TinyFocus.file(PUBLISHED));
    try (Checkpoint base = TinyFocus.open(folder)) {
      for (int length : List.of(0, 1, 100, whole.length / 2, whole.length - 1)) {
        Path file = folder.resolve("cut.patch");
        Files.write(file, Arrays.copyOf(whole, length));

        assertThatThrownBy(() -> InpaintPatch.over(base, file, 1))
            .as("%d bytes", length)
            .isInstanceOf(CheckpointFault.class)
            .message()
            .hasLineCount(1);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "inpaint.fooocus.patch, V1", "INPAINT_v25.fooocus.patch, V2_5",
    "inpaint_v26.fooocus.patch, V2_6", "renamed.patch, V2_6",
  })
  void versions_are_told_by_their_names(String name, PatchVersion version) {
    assertThat(PatchVersion.of(Path.of("models", name), false)).isEqualTo(version);
  }

  @Test
  void a_renamed_patch_of_a_whole_network_is_the_one_that_has_that() {
    assertThat(PatchVersion.of(Path.of("renamed.patch"), true)).isEqualTo(PatchVersion.V2_5);
  }
}
