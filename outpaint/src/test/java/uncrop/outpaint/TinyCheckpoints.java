package uncrop.outpaint;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;
import uncrop.checkpoint.SafetensorsFile;
import uncrop.checkpoint.SafetensorsWriter;
import uncrop.tensor.Tensor;
import uncrop.tensor.TensorScope;

/** Further small models of true structure, put together from the vectors of the parity tests. */
final class TinyCheckpoints {
  private static final Path PARITY =
      Path.of("..", "diffusion", "src", "test", "resources", "parity");
  private static final String UNET = "unet/diffusion_pytorch_model.safetensors";
  private static final JsonMapper JSON = JsonMapper.shared();

  /** The second text encoder's; of SDXL they are 49408. */
  private static final int TOKENS = 1000;

  private TinyCheckpoints() {}

  /** Stable Diffusion 1.5 that does not see the mask. */
  static Path sd15Of4Channels(Path folder) throws IOException {
    copy(Tiny.SD15, folder);
    return withoutSight(folder);
  }

  /** SDXL that does not see the mask. */
  static Path sdxlOf4Channels(Path folder) throws IOException {
    copy(Tiny.SD15, folder);
    copy(PARITY.resolve("sdxl-unet.config.json"), folder.resolve("unet/config.json"));
    copy(PARITY.resolve("sdxl-unet.safetensors"), folder.resolve(UNET));
    copy(PARITY.resolve("sdxl-te2.config.json"), folder.resolve("text_encoder_2/config.json"));
    copy(
        PARITY.resolve("sdxl-te2.safetensors"), folder.resolve("text_encoder_2/model.safetensors"));
    smallTokenizer(Files.createDirectories(folder.resolve("tokenizer_2")));
    return withoutSight(folder);
  }

  /** The first tokens of the usual ones, and as many merges as make no others. */
  private static void smallTokenizer(Path folder) throws IOException {
    List<String> merges = Files.readAllLines(Tiny.SD15.resolve("tokenizer/merges.txt"));
    Files.write(folder.resolve("merges.txt"), merges.subList(0, 1 + TOKENS - 2 - 512));
    Map<String, Integer> ids =
        JSON.readValue(
            Files.readString(Tiny.SD15.resolve("tokenizer/vocab.json")),
            new TypeReference<LinkedHashMap<String, Integer>>() {});
    ids.values().removeIf(id -> id >= TOKENS - 2);
    ids.put("<|startoftext|>", TOKENS - 2);
    ids.put("<|endoftext|>", TOKENS - 1);
    Files.write(folder.resolve("vocab.json"), JSON.writeValueAsString(ids).getBytes(UTF_8));
    Files.writeString(
        folder.resolve("special_tokens_map.json"),
        """
        {"bos_token": "<|startoftext|>", "eos_token": "<|endoftext|>", "pad_token": "!"}\
        """);
  }

  /** Takes the weights for the mask and the masked picture away. */
  private static Path withoutSight(Path folder) throws IOException {
    Path config = folder.resolve("unet/config.json");
    Files.writeString(config, Files.readString(config).replaceAll("(\"in_channels\": *)9", "$14"));
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    Path narrow = folder.resolve("narrow.safetensors");
    try (TensorScope scope = TensorScope.open();
        SafetensorsFile file = SafetensorsFile.open(folder.resolve(UNET))) {
      for (String name : file.names()) {
        Tensor value = file.get(name).load();
        tensors.put(name, name.equals("conv_in.weight") ? value.narrow(1, 0, 4) : value);
      }
      SafetensorsWriter.write(narrow, tensors, Map.of());
    }
    Files.move(narrow, folder.resolve(UNET), StandardCopyOption.REPLACE_EXISTING);
    return folder;
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path copy = file.equals(from) ? to : to.resolve(from.relativize(file).toString());
        Files.createDirectories(copy.getParent());
        Files.write(copy, Files.readAllBytes(file));
      }
    }
  }
}
