package uncrop.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import uncrop.tensor.DType;
import uncrop.tensor.Tensor;
import uncrop.tensor.TensorScope;

/** Checkpoints that lie, lack something, or are of other families. */
class CheckpointFaultsTest {
  private static final String UNET = "model.diffusion_model.";

  @TempDir Path folder;

  @Test
  void everything_that_does_not_fit_is_told_in_one_line() {
    Path file =
        changed(tensors -> {
          for (int i = 0; i < 5; i++) {
            tensors.remove(UNET + "output_blocks." + i + ".0.in_layers.2.weight");
          }
          tensors.put(UNET + "middle_block.1.norm.bias", Tensor.zeros(DType.FP16, 7));
          tensors.put(UNET + "middle_block.9.norm.bias", Tensor.zeros(DType.FP16, 7));
        });

    assertRefused(
        file,
        "its unet lacks model.diffusion_model.output_blocks.0.0.in_layers.2.weight,",
        " and 2 more; has tensors of another shape: model.diffusion_model.middle_block.1.norm.bias"
            + " [7], which must give [32]; has tensors that this network does not know:"
            + " model.diffusion_model.middle_block.9.norm.bias");
  }

  @Test
  void tensors_of_no_network_are_only_a_warning() {
    Path file = changed(tensors -> tensors.put("embedding.x", Tensor.zeros(DType.FP16, 2, 2)));

    try (Checkpoint checkpoint = Checkpoint.open(file)) {
      assertThat(checkpoint.warnings())
          .containsExactly(file + ": has tensors that nothing here uses: embedding.x");
    }
  }

  @Test
  void buffers_and_old_names_are_no_trouble() {
    Path file =
        changed(tensors -> {
          tensors.put("betas", Tensor.zeros(DType.FP32, 1000));
          tensors.put("alphas_cumprod", Tensor.zeros(DType.FP32, 1000));
          tensors.put("model_ema.num_updates", Tensor.zeros(DType.INT32));
          tensors.put("cond_stage_model.logit_scale", Tensor.zeros(DType.FP32));
          tensors.put("cond_stage_model.transformer.logit_scale", Tensor.zeros(DType.FP32));
          Stream.of(tensors.keySet().toArray(String[]::new))
              .filter(name -> name.startsWith("cond_stage_model.transformer.text_model."))
              .forEach(name -> tensors.put(name.replace("text_model.", ""), tensors.remove(name)));
        });

    try (Checkpoint checkpoint = Checkpoint.open(file);
        Checkpoint whole = Checkpoint.open(Parity.TINY_FILE)) {
      assertThat(checkpoint.warnings()).isEmpty();
      assertThat(checkpoint.textEncoder().names()).isEqualTo(whole.textEncoder().names());
    }
  }

  @Test
  void a_file_without_an_autoencoder_is_refused_when_one_is_needed() {
    Path file =
        changed(tensors -> tensors.keySet().removeIf(name -> name.startsWith("first_stage_model")));

    try (Checkpoint checkpoint = Checkpoint.open(file)) {
      assertThat(checkpoint.has(Role.VAE)).isFalse();
      assertThatThrownBy(checkpoint::vae)
          .isInstanceOf(CheckpointFault.class)
          .hasMessage(file + ": has no autoencoder (vae): take a complete checkpoint");
    }
  }

  @Test
  void a_text_encoder_of_another_model_is_refused() {
    Path file =
        changed(tensors ->
            Stream.of(tensors.keySet().toArray(String[]::new))
                .filter(name -> name.matches(".*attn2\\.to_[kv]\\.weight"))
                .forEach(name -> tensors.put(name, Tensor.zeros(DType.FP16, 32, 6))));

    assertRefused(file, "its text encoders give 4 numbers a token, and its UNet takes 6");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "model.diffusion_model.joint_blocks.0.x.weight|is Stable Diffusion 3: Stable Diffusion 1.5",
        "double_blocks.0.img_attn.proj.weight|is Flux",
        "lora_unet_x.lora_up.weight|is a LoRA, not a checkpoint",
        "down_blocks.0.resnets.0.conv1.weight|name the folder",
        "x|holds no UNet",
      })
  void other_files_are_refused_by_what_they_are(String tensor, String problem) {
    Path file = folder.resolve("other.safetensors");
    try (TensorScope scope = TensorScope.open()) {
      SafetensorsWriter.write(file, Map.of(tensor, Tensor.zeros(DType.FP16, 2, 2)), Map.of());
    }

    assertRefused(file, problem);
  }

  @Test
  void other_families_with_the_same_names_are_refused() {
    assertRefused(
        changed(tensors -> tensors.put("control_model.x", Tensor.zeros(DType.FP16, 1))),
        "is a ControlNet");
    assertRefused(
        changed(tensors -> tensors.put("cond_stage_model.model.x", Tensor.zeros(DType.FP16, 1))),
        "is Stable Diffusion 2");
    assertRefused(
        changed(tensors ->
            tensors.put(UNET + "input_blocks.0.0.weight", Tensor.zeros(DType.FP16, 32, 8, 3, 3))),
        "its UNet takes 8 channels");
  }

  @Test
  void heads_that_shapes_do_not_show_are_asked_for() throws IOException {
    Path file = changed(tensors -> {});
    Files.delete(sidecar());

    assertThatThrownBy(() -> Checkpoint.open(file))
        .isInstanceOf(CheckpointFault.class)
        .hasMessageContaining("num_attention_heads")
        .hasMessageContaining("changed.json");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "unet|\"in_channels\": 9|\"in_channels\": 5|its UNet takes 5 channels",
        "unet|\"in_channels\": 9|\"in_channels\": 4|has tensors of another shape: conv_in.weight [32, 9, 3, 3]",
        "unet|\"in_channels\": 9|\"in_channels\": -9|in_channels -9 must be a whole number",
        "unet|\"in_channels\": 9|\"in_channels\": \"9\"|in_channels 9 must be a whole number",
        "unet|\"in_channels\": 9|\"other\": 9|lacks in_channels",
        "unet|\"layers_per_block\": 2|\"layers_per_block\": 3|its unet lacks",
        "unet|\"layers_per_block\": 2|\"layers_per_block\": 1|has tensors that this network does not know",
        "unet|\"cross_attention_dim\": 4|\"cross_attention_dim\": 1024|is Stable Diffusion 2",
        "unet|\"class_embed_type\": null|\"class_embed_type\": \"timestep\"|class_embed_type timestep is not supported",
        "unet|\"attention_head_dim\": 8|\"attention_head_dim\": 5|must divide the widths",
        "unet|UNet2DConditionModel|SD3Transformer2DModel|_class_name SD3Transformer2DModel is not supported",
        "unet|{|[|is not",
        "unet|\"layers_per_block\": 2|\"layers_per_block\": 2000000000|must be at most 100",
        "unet|\"transformer_layers_per_block\": 1|\"transformer_layers_per_block\": 2000000000|must be at most 100",
        "unet|\"in_channels\": 9|\"in_channels\": 99999999999999999999|is not valid JSON",
        "vae|\"layers_per_block\": 2|\"layers_per_block\": 2000000000|must be at most 100",
        "text_encoder|\"num_hidden_layers\": 3|\"num_hidden_layers\": 2000000000|must be at most 1000",
        "vae|\"scaling_factor\": 0.18215|\"scaling_factor\": \"x\"|scaling_factor x must be a number",
        "vae|\"use_quant_conv\": true|\"use_quant_conv\": false|use_quant_conv false is not supported",
        "text_encoder|\"num_hidden_layers\": 3|\"num_hidden_layers\": 4|its text_encoder lacks text_model.encoder.layers.3",
        "text_encoder|\"hidden_act\": \"quick_gelu\"|\"hidden_act\": \"relu\"|hidden_act relu is not supported",
      })
  void a_folder_whose_configuration_lies_is_refused(
      String part, String from, String to, String problem) throws IOException {
    Path config = copiedFolder().resolve(part).resolve("config.json");
    String text = Files.readString(config);
    assertThat(text).contains(from);
    Files.writeString(config, text.replaceFirst(Pattern.quote(from), to));

    assertRefused(folder.resolve("copy"), problem);
  }

  @Test
  void a_folder_that_is_none_and_a_network_without_weights_are_refused() throws IOException {
    assertRefused(folder, "is no diffusers folder");
    Path copy = copiedFolder();
    Files.delete(copy.resolve("vae/diffusion_pytorch_model.safetensors"));
    assertRefused(copy, "has no weights: there is no diffusion_pytorch_model.safetensors");
  }

  private void assertRefused(Path path, String... problems) {
    assertThatThrownBy(() -> Checkpoint.open(path))
        .isInstanceOf(CheckpointFault.class)
        .hasMessageContainingAll(problems)
        .hasMessageStartingWith(path.toString())
        .message()
        .hasLineCount(1);
  }

  private Path sidecar() {
    return folder.resolve("changed.json");
  }

  private Path changed(Consumer<Map<String, Tensor>> change) {
    Path file = folder.resolve("changed.safetensors");
    try (TensorScope scope = TensorScope.open();
        TensorFile tiny = TensorFile.open(Parity.TINY_FILE)) {
      Map<String, Tensor> tensors = new LinkedHashMap<>();
      tiny.names().forEach(name -> tensors.put(name, tiny.get(name).load()));
      change.accept(tensors);
      SafetensorsWriter.write(file, tensors, Map.of());
      Files.writeString(sidecar(), "{\"text_encoder\": {\"num_attention_heads\": 2}}");
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return file;
  }

  private Path copiedFolder() throws IOException {
    Path copy = folder.resolve("copy");
    for (String part : new String[] {"unet", "vae", "text_encoder"}) {
      Path own = Files.createDirectories(copy.resolve(part));
      try (Stream<Path> files = Files.list(Parity.TINY_FOLDER.resolve(part))) {
        for (Path file : files.toList()) {
          Files.copy(file, own.resolve(file.getFileName().toString()));
        }
      }
    }
    return copy;
  }
}
