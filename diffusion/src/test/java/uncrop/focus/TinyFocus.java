package uncrop.focus;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import uncrop.checkpoint.Checkpoint;
import uncrop.checkpoint.SafetensorsFile;
import uncrop.checkpoint.SafetensorsWriter;
import uncrop.parity.Vectors;
import uncrop.tensor.Tensor;
import uncrop.tensor.TensorScope;

/** The small UNet of the reference's whole runs, and the files that go with it. */
public final class TinyFocus {
  private static final int TIME_WIDTH = 128;
  private static final int ADDED_WIDTH = 2816;

  private TinyFocus() {}

  /** 4 channels, told pooled text of 1280 and sizes of 256 numbers each, as the published one. */
  public static Checkpoint open(Path folder) throws IOException {
    Path unet = Files.createDirectories(folder.resolve("unet"));
    String config = Files.readString(Vectors.resource("parity/sdxl-unet.config.json"));
    Files.writeString(
        unet.resolve("config.json"),
        config
            .replaceAll("(\"in_channels\": *)9", "$14")
            .replaceAll("(\"addition_time_embed_dim\": *)8", "$1256")
            .replaceAll("(\"projection_class_embeddings_input_dim\": *)64", "$1" + ADDED_WIDTH));
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    try (TensorScope scope = TensorScope.open();
        SafetensorsFile file =
            SafetensorsFile.open(Vectors.resource("parity/sdxl-unet.safetensors"))) {
      for (String name : file.names()) {
        Tensor value = file.get(name).load();
        tensors.put(
            name,
            switch (name) {
              case "conv_in.weight" -> value.narrow(1, 0, 4);
              case "add_embedding.linear_1.weight" -> waves();
              default -> value;
            });
      }
      SafetensorsWriter.write(
          unet.resolve("diffusion_pytorch_model.safetensors"), tensors, Map.of());
    }
    return Checkpoint.open(folder);
  }

  private static Tensor waves() {
    float[] weight = new float[TIME_WIDTH * ADDED_WIDTH];
    for (int i = 0; i < TIME_WIDTH; i++) {
      for (int j = 0; j < ADDED_WIDTH; j++) {
        weight[i * ADDED_WIDTH + j] = (float) (0.02 * Math.sin(0.37 * i + 0.011 * j));
      }
    }
    return Tensor.of(weight, TIME_WIDTH, ADDED_WIDTH);
  }

  /** A file that {@code reference/make_focus.py} wrote. */
  public static Path file(String name) {
    return Vectors.resource("focus").resolve(name);
  }
}
