package uncrop.checkpoint;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import uncrop.tensor.Tensor;
import uncrop.tensor.TensorScope;

/** A small Stable Diffusion XL, put together from the shared parts: as a folder, as a file. */
public final class TinySdxl {
  private static final String SIDECAR =
      """
      {"unet": {"attention_head_dim": [1, 2, 4]},
       "text_encoder": {"num_attention_heads": 2},
       "text_encoder_2": {"num_attention_heads": 2},
       "vae": {"sample_size": 64}}
      """;

  private TinySdxl() {}

  public static Path folder(Path parent) throws IOException {
    Path folder = parent.resolve("tiny-sdxl");
    part(
        folder,
        Role.UNET,
        "diffusion_pytorch_model",
        Parity.file("sdxl-unet.safetensors"),
        Parity.file("sdxl-unet.config.json"));
    part(
        folder,
        Role.VAE,
        "diffusion_pytorch_model",
        Parity.TINY_FOLDER.resolve("vae/diffusion_pytorch_model.safetensors"),
        Parity.TINY_FOLDER.resolve("vae/config.json"));
    part(
        folder,
        Role.TEXT_ENCODER,
        "model",
        Parity.TINY_FOLDER.resolve("text_encoder/model.safetensors"),
        Parity.TINY_FOLDER.resolve("text_encoder/config.json"));
    part(
        folder,
        Role.TEXT_ENCODER_2,
        "model",
        Parity.file("sdxl-te2.safetensors"),
        Parity.file("sdxl-te2.config.json"));
    return folder;
  }

  private static void part(Path folder, Role role, String name, Path weights, Path config)
      throws IOException {
    Path own = Files.createDirectories(folder.resolve(role.folder()));
    Files.copy(weights, own.resolve(name + ".safetensors"));
    Files.copy(config, own.resolve("config.json"));
  }

  /** With original names, and the second text encoder under those of OpenCLIP. */
  public static Path file(Path parent) throws IOException {
    Path file = parent.resolve("tiny-sdxl.safetensors");
    Path folder = folder(parent);
    try (TensorScope scope = TensorScope.open();
        Checkpoint checkpoint = Checkpoint.open(folder);
        TensorFile tiny = TensorFile.open(Parity.TINY_FILE);
        TensorFile second = TensorFile.open(Parity.file("sdxl-te2.openclip.safetensors"))) {
      Map<String, Tensor> tensors = new LinkedHashMap<>();
      Part<UnetConfig> unet = checkpoint.unet();
      for (String name : unet.names()) {
        tensors.put(
            "model.diffusion_model." + UnetNames.original(unet.config(), name),
            unet.weights().get(name, unet.weights().shape(name)));
      }
      for (String name : tiny.names()) {
        if (name.startsWith("first_stage_model.")) {
          tensors.put(name, tiny.get(name).load());
        } else if (name.startsWith("cond_stage_model.")) {
          tensors.put(
              name.replace("cond_stage_model.", "conditioner.embedders.0."), tiny.get(name).load());
        }
      }
      second.names().forEach(name -> tensors.put(name, second.get(name).load()));
      SafetensorsWriter.write(file, tensors, Map.of());
    }
    Files.write(parent.resolve("tiny-sdxl.json"), SIDECAR.getBytes(UTF_8));
    return file;
  }
}
