package uncrop.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import uncrop.tensor.Tensor;
import uncrop.tensor.TensorScope;

/** The same networks in the other forms in which they come. */
class CheckpointFormsTest {
  private static final String NAME = "diffusion_pytorch_model";

  @TempDir Path parent;
  private Path copy;

  @BeforeEach
  void copy() throws IOException {
    copy = parent.resolve("copy");
    for (Role role : new Role[] {Role.UNET, Role.VAE, Role.TEXT_ENCODER}) {
      Path own = Files.createDirectories(copy.resolve(role.folder()));
      try (var files = Files.list(Parity.TINY_FOLDER.resolve(role.folder()))) {
        for (Path file : files.toList()) {
          Files.copy(file, own.resolve(file.getFileName().toString()));
        }
      }
    }
  }

  @Test
  void a_ckpt_is_a_single_file_too() throws IOException {
    Path ckpt = parent.resolve("tiny.ckpt");
    try (TensorFile tensors = TensorFile.open(Parity.TINY_FILE)) {
      PickleWriter.write(ckpt, tensors);
    }
    Files.copy(Parity.file("tiny-sd15-inpaint.single.json"), parent.resolve("tiny.json"));

    assertSameAsTheFolder(ckpt);
  }

  @Test
  void weights_may_be_pickled() throws IOException {
    Path weights = copy.resolve("unet").resolve(NAME + ".safetensors");
    try (TensorFile tensors = TensorFile.open(weights)) {
      PickleWriter.write(copy.resolve("unet").resolve(NAME + ".bin"), tensors);
    }
    Files.delete(weights);

    assertSameAsTheFolder(copy);
  }

  @Test
  void weights_may_be_of_the_half_precision_variant() throws IOException {
    Path own = copy.resolve("vae");
    Files.move(own.resolve(NAME + ".safetensors"), own.resolve(NAME + ".fp16.safetensors"));

    assertSameAsTheFolder(copy);
  }

  @Test
  void text_encoders_may_lack_the_outer_name() {
    rewrite(Role.TEXT_ENCODER, "model", name -> name.replace("text_model.", ""));

    assertSameAsTheFolder(copy);
  }

  @Test
  void the_attention_of_autoencoders_may_have_its_old_names() {
    rewrite(
        Role.VAE,
        NAME,
        name ->
            name.replace("attentions.0.to_q.", "attentions.0.query.")
                .replace("attentions.0.to_k.", "attentions.0.key.")
                .replace("attentions.0.to_v.", "attentions.0.value.")
                .replace("attentions.0.to_out.0.", "attentions.0.proj_attn."));

    assertSameAsTheFolder(copy);
  }

  @Test
  void weights_may_be_in_several_files() throws IOException {
    shard();

    assertSameAsTheFolder(copy);
  }

  @Test
  void an_index_that_lies_is_refused() throws IOException {
    Path index = shard();
    String text = Files.readString(index);

    for (String[] lie :
        new String[][] {
          {"\"part-2.", "\"../part-2.", "names a file that is not beside it"},
          {"\"part-2.", "\"part-3.", "does not exist"},
          {"\"part-2.", "\"part-1.", "and it is not"},
          {"weight_map", "map", "has no weight_map"},
        }) {
      assertThat(text).contains(lie[0]);
      Files.writeString(index, text.replace(lie[0], lie[1]));
      assertThatThrownBy(() -> Checkpoint.open(copy))
          .isInstanceOf(CheckpointFault.class)
          .hasMessageContaining(lie[2])
          .message()
          .hasLineCount(1);
    }
  }

  private Path shard() throws IOException {
    Path own = copy.resolve("unet");
    Path whole = own.resolve(NAME + ".safetensors");
    StringBuilder index = new StringBuilder("{\"metadata\": {}, \"weight_map\": {");
    try (TensorScope scope = TensorScope.open();
        TensorFile tensors = TensorFile.open(whole)) {
      Map<String, Tensor> one = new LinkedHashMap<>();
      Map<String, Tensor> two = new LinkedHashMap<>();
      for (String name : tensors.names()) {
        boolean first = one.size() <= two.size();
        (first ? one : two).put(name, tensors.get(name).load());
        index.append(index.charAt(index.length() - 1) == '{' ? "" : ",");
        index.append("\"%s\": \"part-%d.safetensors\"".formatted(name, first ? 1 : 2));
      }
      index.append("}}");
      SafetensorsWriter.write(own.resolve("part-1.safetensors"), one, Map.of());
      SafetensorsWriter.write(own.resolve("part-2.safetensors"), two, Map.of());
    }
    Files.delete(whole);
    return Files.writeString(own.resolve(NAME + ".safetensors.index.json"), index);
  }

  private void rewrite(Role role, String file, UnaryOperator<String> renamed) {
    Path path = copy.resolve(role.folder()).resolve(file + ".safetensors");
    try (TensorScope scope = TensorScope.open()) {
      Map<String, Tensor> tensors = new LinkedHashMap<>();
      try (TensorFile before = TensorFile.open(path)) {
        before.names().forEach(name -> tensors.put(renamed.apply(name), before.get(name).load()));
        assertThat(tensors.keySet()).isNotEqualTo(before.names());
      }
      SafetensorsWriter.write(path, tensors, Map.of());
    }
  }

  private static void assertSameAsTheFolder(Path path) {
    try (Checkpoint folder = Checkpoint.open(Parity.TINY_FOLDER);
        Checkpoint other = Checkpoint.open(path)) {
      SameWeights.check(folder.unet(), other.unet());
      SameWeights.check(folder.vae(), other.vae());
      SameWeights.check(folder.textEncoder(), other.textEncoder());
    }
  }
}
