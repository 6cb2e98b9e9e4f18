package uncrop.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import uncrop.checkpoint.Checkpoint;
import uncrop.checkpoint.Family;
import uncrop.checkpoint.Part;
import uncrop.checkpoint.SafetensorsFile;
import uncrop.checkpoint.TextConfig;
import uncrop.fault.BadInput;
import uncrop.layer.Placement;
import uncrop.layer.Precision;
import uncrop.layer.Weights;
import uncrop.parity.LibtorchPlacements;
import uncrop.tensor.DType;
import uncrop.tensor.Device;
import uncrop.tensor.Tensor;
import uncrop.tensor.TensorScope;

/** The references are hidden states of transformers' own models. */
class TextEncoderTest {
  private static final double TOLERANCE = 1e-4;
  private static final Depth LAST = Depth.of(Family.SD15, 0);

  private final TensorScope scope = TensorScope.open();

  @AfterEach
  void free() {
    scope.close();
  }

  @Test
  void the_first_encoder_has_the_hidden_states_of_the_reference() {
    try (Checkpoint folder = Checkpoint.open(TinyModels.SD15_FOLDER);
        TextEncoder encoder =
            TextEncoder.load(folder.textEncoder(), Placement.onCpu(Precision.FP32));
        SafetensorsFile text = TinyModels.vectors("text")) {
      assertEqual(encoder, text, "l.", "pooled");
    }
  }

  @Test
  void a_single_file_gives_the_same_bits_as_the_folder() {
    try (Checkpoint folder = Checkpoint.open(TinyModels.SD15_FOLDER);
        Checkpoint file = Checkpoint.open(TinyModels.SD15_FILE);
        TextEncoder one = TextEncoder.load(folder.textEncoder(), Placement.onCpu(Precision.FP32));
        TextEncoder other = TextEncoder.load(file.textEncoder(), Placement.onCpu(Precision.FP32));
        SafetensorsFile text = TinyModels.vectors("text")) {
      int[][] ids = ids(text.get("l.ids").load());
      assertThat(one.hiddenStates(ids).getLast().toFloats())
          .isEqualTo(other.hiddenStates(ids).getLast().toFloats());
    }
  }

  @Test
  void the_second_encoder_has_the_hidden_states_of_the_reference(@TempDir Path temporary)
      throws IOException {
    try (Checkpoint folder = Checkpoint.open(TinyModels.sdxlFolder(temporary));
        TextEncoder encoder =
            TextEncoder.load(folder.textEncoder2(), Placement.onCpu(Precision.FP32));
        SafetensorsFile text = TinyModels.vectors("text")) {
      assertEqual(encoder, text, "g.", "text_embeds");
    }
  }

  @Test
  void the_second_encoder_under_the_names_of_open_clip_has_them_too(@TempDir Path temporary)
      throws IOException {
    try (Checkpoint file = Checkpoint.open(TinyModels.sdxlFile(temporary));
        TextEncoder encoder =
            TextEncoder.load(file.textEncoder2(), Placement.onCpu(Precision.FP32));
        SafetensorsFile text = TinyModels.vectors("text")) {
      assertEqual(encoder, text, "g.", "text_embeds");
    }
  }

  @Test
  void another_width_depth_eps_and_end_token_are_heeded() {
    try (SafetensorsFile file = wide("wide-encoder");
        SafetensorsFile expected = wide("wide-encoder.vectors");
        TextEncoder encoder = TextEncoder.load(wide(file), Placement.onCpu(Precision.FP32))) {
      assertEqual(encoder, expected, "", "text_embeds");
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Precision.class,
      names = {"BF16", "FP16", "INT8"})
  void fewer_digits_give_nearly_the_same(Precision precision) {
    try (SafetensorsFile file = wide("wide-encoder");
        SafetensorsFile expected = wide("wide-encoder.vectors");
        TextEncoder encoder = TextEncoder.load(wide(file), Placement.onCpu(precision))) {
      Tensor last = encoder.at(LAST, encoder.hiddenStates(ids(expected.get("ids").load())));
      assertThat(Closeness.relative(last, expected.get("last_hidden_state").load()))
          .isLessThan(0.1);
    }
  }

  @Test
  void the_hidden_states_are_the_references_on_kernels_of_libtorch_too() {
    for (Placement placement : LibtorchPlacements.exact()) {
      try (SafetensorsFile file = wide("wide-encoder");
          SafetensorsFile expected = wide("wide-encoder.vectors");
          TextEncoder encoder = TextEncoder.load(wide(file), placement)) {
        assertEqual(encoder, expected, "", "text_embeds");
      }
    }
  }

  /** Where there are no numbers, a network comes as far as to what it gives back. */
  @Test
  void nothing_that_it_needs_is_left_on_the_processor() {
    try (SafetensorsFile file = wide("wide-encoder");
        SafetensorsFile expected = wide("wide-encoder.vectors");
        TextEncoder encoder =
            TextEncoder.load(wide(file), new Placement(Device.META, Precision.FP16))) {
      int[][] ids = ids(expected.get("ids").load());
      List<Tensor> states = encoder.hiddenStates(ids);
      assertThat(states).allMatch(state -> state.device().equals(Device.META));
      assertThatThrownBy(() -> encoder.at(LAST, states)).hasMessageContaining("meta tensor");
      assertThatThrownBy(() -> encoder.pooled(ids, states)).hasMessageContaining("meta tensor");
    }
  }

  private static SafetensorsFile wide(String name) {
    return SafetensorsFile.open(Path.of("src", "test", "resources", "text", name + ".safetensors"));
  }

  private static Part<TextConfig> wide(SafetensorsFile file) {
    TextConfig config =
        new TextConfig(300, 24, 52, 5, 3, 77, TextConfig.Activation.QUICK_GELU, 1e-3, 40, 7);
    return new Part<>(config, weights(file), file.names());
  }

  private static void assertEqual(
      TextEncoder encoder, SafetensorsFile expected, String prefix, String pooled) {
    int[][] ids = ids(expected.get(prefix + "ids").load());
    List<Tensor> states = encoder.hiddenStates(ids);
    assertThat(states).hasSize(encoder.config().layers() + 1);
    for (int i = 0; i < states.size(); i++) {
      assertClose(states.get(i), expected, prefix + "hidden_states." + i);
    }
    assertClose(encoder.at(LAST, states), expected, prefix + "last_hidden_state");
    assertClose(encoder.pooled(ids, states), expected, prefix + pooled);
    assertThat(encoder.at(Depth.of(Family.SDXL, 0), states).toFloats())
        .isEqualTo(states.get(states.size() - 2).toFloats());
  }

  private static void assertClose(Tensor actual, SafetensorsFile expected, String name) {
    assertThat(Closeness.relative(actual.to(Device.CPU, DType.FP32), expected.get(name).load()))
        .as(name)
        .isLessThanOrEqualTo(TOLERANCE);
  }

  @Test
  void a_clip_skip_takes_an_earlier_layer_and_for_sd15_still_normalises_it() {
    try (Checkpoint folder = Checkpoint.open(TinyModels.SD15_FOLDER);
        TextEncoder encoder =
            TextEncoder.load(folder.textEncoder(), Placement.onCpu(Precision.FP32));
        SafetensorsFile text = TinyModels.vectors("text")) {
      List<Tensor> states = encoder.hiddenStates(ids(text.get("l.ids").load()));
      assertThat(encoder.at(Depth.of(Family.SDXL, 1), states).toFloats())
          .isEqualTo(states.get(1).toFloats());
      float[] skipped = encoder.at(Depth.of(Family.SD15, 1), states).toFloats();
      assertThat(skipped)
          .isEqualTo(
              encoder
                  .at(LAST, List.of(states.get(0), states.get(0), states.get(0), states.get(2)))
                  .toFloats())
          .isNotEqualTo(encoder.at(LAST, states).toFloats());
      assertThatThrownBy(() -> encoder.at(Depth.of(Family.SD15, 4), states))
          .isInstanceOf(BadInput.class)
          .hasMessage("clip skip 4: the text encoder has 3 layers");
      assertThatThrownBy(() -> Depth.of(Family.SDXL, -1)).isInstanceOf(BadInput.class);
    }
  }

  @Test
  void an_id_beyond_the_vocabulary_is_refused(@TempDir Path temporary) throws IOException {
    try (Checkpoint folder = Checkpoint.open(TinyModels.sdxlFolder(temporary));
        TextEncoder encoder =
            TextEncoder.load(folder.textEncoder2(), Placement.onCpu(Precision.FP32))) {
      assertThatThrownBy(() -> encoder.hiddenStates(new int[][] {{998, 1000, 999}}))
          .isInstanceOf(BadInput.class)
          .hasMessage(
              "token 1000: the text encoder knows 1000: its tokenizer must be of the same model");
    }
  }

  @Test
  void encoding_leaves_nothing_behind_but_its_results() {
    try (Checkpoint folder = Checkpoint.open(TinyModels.SD15_FOLDER);
        TextEncoder encoder =
            TextEncoder.load(folder.textEncoder(), Placement.onCpu(Precision.FP32))) {
      int before = scope.size();
      List<Tensor> states = encoder.hiddenStates(new int[][] {new int[77]});
      assertThat(scope.size() - before).isEqualTo(states.size());
    }
  }

  private static int[][] ids(Tensor ids) {
    long[] flat = ids.toLongs();
    int length = (int) ids.size(1);
    int[][] rows = new int[(int) ids.size(0)][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] =
          Arrays.stream(flat, i * length, (i + 1) * length).mapToInt(Math::toIntExact).toArray();
    }
    return rows;
  }

  private static Weights weights(SafetensorsFile file) {
    return new Weights() {
      @Override
      public Tensor get(String name, long... shape) {
        assertThat(file.shape(name)).isEqualTo(shape);
        return file.get(name).load();
      }

      @Override
      public boolean has(String name) {
        return file.names().contains(name);
      }

      @Override
      public long[] shape(String name) {
        return file.shape(name);
      }
    };
  }
}
