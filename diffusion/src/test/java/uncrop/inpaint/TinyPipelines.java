package uncrop.inpaint;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.BiFunction;
import uncrop.checkpoint.Checkpoint;
import uncrop.checkpoint.Family;
import uncrop.checkpoint.SafetensorsFile;
import uncrop.checkpoint.SafetensorsWriter;
import uncrop.geometry.Size;
import uncrop.layer.Placement;
import uncrop.layer.Precision;
import uncrop.parity.Vectors;
import uncrop.pillow.Levels;
import uncrop.tensor.Tensor;
import uncrop.tensor.TensorScope;
import uncrop.text.Conditioning;
import uncrop.text.TinyModels;

/**
 * The tiny checkpoints as diffusers ran them: pictures, masks, prompts, and their 4-channel twins.
 */
final class TinyPipelines {
  private static final String WEIGHTS = "diffusion_pytorch_model.safetensors";

  private TinyPipelines() {}

  /**
   * @param folder an empty one
   */
  static Checkpoint open(Family family, int channels, Path folder) throws IOException {
    Path nine =
        family == Family.SD15
            ? TinyModels.SD15_FOLDER
            : TinyModels.sdxlFolder(folder.resolve("nine"));
    return Checkpoint.open(channels == 9 ? nine : fourChannels(nine, folder.resolve("four")));
  }

  /** Without the weights for the mask and the masked picture. */
  static Path fourChannels(Path nine, Path folder) throws IOException {
    changed(
        nine,
        folder,
        "unet",
        (name, value) -> name.equals("conv_in.weight") ? value.narrow(1, 0, 4) : value);
    Path config = folder.resolve("unet/config.json");
    String nineChannels = Files.readString(config);
    Files.writeString(config, nineChannels.replaceAll("(\"in_channels\": *)9", "$14"));
    return folder;
  }

  /** A copy with other weights in one of its networks. */
  static Path changed(
      Path from, Path folder, String part, BiFunction<String, Tensor, Tensor> change)
      throws IOException {
    try (var files = Files.walk(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path copy = folder.resolve(from.relativize(file).toString());
        Files.createDirectories(copy.getParent());
        Files.write(copy, Files.readAllBytes(file));
      }
    }
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    try (TensorScope scope = TensorScope.open();
        SafetensorsFile file = SafetensorsFile.open(from.resolve(part).resolve(WEIGHTS))) {
      for (String name : file.names()) {
        tensors.put(name, change.apply(name, file.get(name).load()));
      }
      SafetensorsWriter.write(folder.resolve(part).resolve(WEIGHTS), tensors, Map.of());
    }
    return folder;
  }

  /** Which is told what the reference was told, in place of reading prompts. */
  static Inpainter told(Checkpoint checkpoint) {
    return told(checkpoint, Placement.onCpu(Precision.FP32));
  }

  static Inpainter told(Checkpoint checkpoint, Placement placement) {
    String name = checkpoint.family() == Family.SD15 ? "sd15" : "sdxl";
    return new Inpainter(
        checkpoint,
        placement,
        Residency.PAINTERS,
        (prompts, style) -> {
          try (Vectors vectors = Vectors.open("parity/e2e/cond-" + name + ".safetensors")) {
            return new Conditionings(told(vectors, ""), told(vectors, "negative_"));
          }
        });
  }

  private static Conditioning told(Vectors vectors, String prefix) {
    String pooled = prefix + "pooled_prompt_embeds";
    return new Conditioning(
        vectors.get(prefix + "prompt_embeds"), vectors.has(pooled) ? vectors.get(pooled) : null);
  }

  /** The inputs of all reference runs of a size. */
  static InpaintRequest request(Size size, Method method, double strength) {
    try (TensorScope scope = TensorScope.open();
        Vectors inputs = Vectors.open("parity/e2e/input-" + size + ".safetensors")) {
      return new InpaintRequest(
          Levels.rgb(inputs.get("image")),
          Levels.grey(inputs.get("mask")),
          size,
          new Prompts("a photo of an astronaut riding a horse on mars", "", 0),
          method,
          10,
          7.5,
          strength,
          1234);
    }
  }

  static Method diffusers(String sampler) {
    return Method.of(Compat.DIFFUSERS, sampler, "diffusers", OptionalDouble.empty());
  }
}
