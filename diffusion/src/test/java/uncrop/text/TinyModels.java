package uncrop.text;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import tools.jackson.databind.json.JsonMapper;
import uncrop.checkpoint.SafetensorsFile;
import uncrop.checkpoint.SafetensorsWriter;
import uncrop.tensor.Tensor;
import uncrop.tensor.TensorScope;

/** The tiny checkpoints of the reference vectors, and whole SDXL ones put together from them. */
public final class TinyModels {
  private static final Path PARITY = Path.of("src", "test", "resources", "parity");

  public static final Path SD15_FOLDER = PARITY.resolve("tiny-sd15-inpaint");
  public static final Path SD15_FILE = PARITY.resolve("tiny-sd15-inpaint.single.safetensors");

  private TinyModels() {}

  public static SafetensorsFile vectors(String name) {
    return SafetensorsFile.open(PARITY.resolve(name + ".safetensors"));
  }

  /**
   * SDXL with 9 channels as a diffusers folder: second tokenizer of 1000 tokens, like its encoder.
   */
  public static Path sdxlFolder(Path folder) throws IOException {
    copyFolder(SD15_FOLDER, folder);
    copy(PARITY.resolve("sdxl-unet.config.json"), folder.resolve("unet/config.json"));
    copy(
        PARITY.resolve("sdxl-unet.safetensors"),
        folder.resolve("unet/diffusion_pytorch_model.safetensors"));
    Path vae = folder.resolve("vae/config.json");
    Files.writeString(vae, Files.readString(vae).replace("0.18215", "0.13025"));
    copy(PARITY.resolve("sdxl-te2.config.json"), folder.resolve("text_encoder_2/config.json"));
    copy(
        PARITY.resolve("sdxl-te2.safetensors"), folder.resolve("text_encoder_2/model.safetensors"));
    smallTokenizer(folder.resolve("tokenizer_2"));
    return folder;
  }

  /** The bytes and as many merges as fit into 998 tokens; begin 998, end 999, padding 0. */
  private static void smallTokenizer(Path folder) throws IOException {
    Files.createDirectories(folder);
    List<String> merges = Files.readAllLines(SD15_FOLDER.resolve("tokenizer/merges.txt"));
    Files.write(folder.resolve("merges.txt"), merges.subList(0, 1 + 998 - 512));
    Map<String, Integer> ids = new HashMap<>();
    Vocabulary.clip()
        .ids()
        .forEach((token, id) -> {
          if (id < 998) {
            ids.put(token, id);
          }
        });
    ids.put(Vocabulary.BEGIN, 998);
    ids.put(Vocabulary.END, 999);
    Files.writeString(folder.resolve("vocab.json"), JsonMapper.shared().writeValueAsString(ids));
    Files.writeString(
        folder.resolve("special_tokens_map.json"),
        """
        {"bos_token": "<|startoftext|>", "eos_token": "<|endoftext|>", "pad_token": "!"}\
        """);
  }

  /** The same with original names, the second text encoder's being OpenCLIP's. */
  public static Path sdxlFile(Path folder) throws IOException {
    Path file = folder.resolve("sdxl.safetensors");
    Map<String, String> original = new HashMap<>();
    for (String row : rows()) {
      String[] columns = row.split("\t", -1);
      original.put(columns[1], columns[0]);
    }
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    try (TensorScope scope = TensorScope.open();
        SafetensorsFile unet = vectors("sdxl-unet");
        SafetensorsFile sd15 = SafetensorsFile.open(SD15_FILE);
        SafetensorsFile openClip = vectors("sdxl-te2.openclip")) {
      for (String name : unet.names()) {
        tensors.put(original.getOrDefault("unet." + name, name), unet.get(name).load());
      }
      for (String name : sd15.names()) {
        if (name.startsWith("first_stage_model.") || name.startsWith("cond_stage_model.")) {
          String here = name.replace("cond_stage_model.", "conditioner.embedders.0.");
          tensors.put(here, sd15.get(name).load());
        }
      }
      for (String name : openClip.names()) {
        tensors.put(name, openClip.get(name).load());
      }
      SafetensorsWriter.write(file, tensors, Map.of());
    }
    Files.writeString(
        folder.resolve("sdxl.json"),
        """
        {"unet": {"attention_head_dim": [1, 2, 4]}, "text_encoder": {"num_attention_heads": 2},
         "text_encoder_2": {"num_attention_heads": 2}}\
        """);
    return file;
  }

  private static List<String> rows() throws IOException {
    try (var in = new GZIPInputStream(Files.newInputStream(PARITY.resolve("keymap-sdxl.tsv.gz")));
        var reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      return reader.readAllLines();
    }
  }

  private static void copyFolder(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        copy(file, to.resolve(from.relativize(file).toString()));
      }
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.createDirectories(to.getParent());
    Files.write(to, Files.readAllBytes(from));
  }
}
