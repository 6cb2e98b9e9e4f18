package uncrop.outpaint;

import java.nio.file.Path;
import uncrop.layer.Placement;
import uncrop.layer.Precision;
import uncrop.pixels.Raster;
import uncrop.tensor.Device;
import uncrop.tensor.Tensor;
import uncrop.tensor.TensorScope;
import uncrop.vae.TinyDecoder;

/** By a tiny decoder (TAESD): sharp, at the price of a few percent of a step. */
final class TinyColours implements LatentColours {
  private final TinyDecoder decoder;

  /**
   * @throws uncrop.fault.UncropException if the file cannot be read, or holds no such decoder
   */
  TinyColours(Path file, Device device) {
    decoder = TinyDecoder.open(file, new Placement(device, Precision.FP32));
  }

  @Override
  public Raster picture(Tensor latents) {
    try (TensorScope _ = TensorScope.open()) {
      Tensor decoded = decoder.decode(latents);
      Raster picture =
          new Raster(Math.toIntExact(decoded.size(3)), Math.toIntExact(decoded.size(2)));
      float[] planes = decoded.toFloats();
      int[] argb = picture.argb();
      for (int i = 0; i < argb.length; i++) {
        argb[i] =
            0xFF000000
                | level(planes[i]) << 16
                | level(planes[argb.length + i]) << 8
                | level(planes[2 * argb.length + i]);
      }
      return picture;
    }
  }

  private static int level(float value) {
    return (int) (Math.clamp(value / 2 + 0.5f, 0f, 1f) * 255);
  }

  @Override
  public void close() {
    decoder.close();
  }
}
