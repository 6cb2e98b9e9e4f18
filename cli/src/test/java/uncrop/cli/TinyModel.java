package uncrop.cli;

import java.nio.file.Path;
import uncrop.checkpoint.SafetensorsFile;
import uncrop.pixels.Raster;
import uncrop.tensor.Tensor;
import uncrop.tensor.TensorScope;

/** The tiny checkpoint of the reference vectors, and what diffusers made with it. */
final class TinyModel {
  private static final Path PARITY = Path.of("../diffusion/src/test/resources/parity");
  private static final Path LORAS = Path.of("../checkpoints/src/test/resources/loras");

  static final Path FOLDER = PARITY.resolve("tiny-sd15-inpaint");
  static final Path FILE = PARITY.resolve("tiny-sd15-inpaint.single.safetensors");
  static final Path LORA = LORAS.resolve("kohya-sd15.safetensors");
  static final Path LORA_OF_SDXL = LORAS.resolve("kohya-sdxl.safetensors");

  /** What the reference run was asked for. */
  static final String PROMPT = "a photo of an astronaut riding a horse on mars";

  private TinyModel() {}

  static Raster picture() {
    return levels(PARITY.resolve("e2e/input-64x64.safetensors"), "image");
  }

  static Raster mask() {
    return levels(PARITY.resolve("e2e/input-64x64.safetensors"), "mask");
  }

  /** The reference's picture after 10 steps of DDIM, guidance 7.5, seed 1234. */
  static Raster expected() {
    return levels(PARITY.resolve("e2e/sd15-9ch-s1.0.safetensors"), "out.image_u8");
  }

  /** The reference's latents after the last of them. */
  static float[] expectedLatents() {
    try (TensorScope scope = TensorScope.open();
        SafetensorsFile file =
            SafetensorsFile.open(PARITY.resolve("e2e/sd15-9ch-s1.0.safetensors"))) {
      Tensor all = file.get("latents").load();
      return all.select(0, all.size(0) - 1).toFloats();
    }
  }

  /** [H, W, 3] or [H, W]. */
  private static Raster levels(Path path, String name) {
    try (TensorScope scope = TensorScope.open();
        SafetensorsFile file = SafetensorsFile.open(path)) {
      Tensor tensor = file.get(name).load();
      float[] values = tensor.toFloats();
      int channels = tensor.rank() == 3 ? 3 : 1;
      Raster raster = new Raster((int) tensor.size(1), (int) tensor.size(0));
      for (int i = 0; i < raster.argb().length; i++) {
        int red = (int) values[channels * i];
        int green = (int) values[channels * i + channels / 2];
        int blue = (int) values[channels * i + channels - 1];
        raster.argb()[i] = 0xFF000000 | red << 16 | green << 8 | blue;
      }
      return raster;
    }
  }
}
