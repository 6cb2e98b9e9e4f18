package uncrop.pillow;

import uncrop.pixels.Raster;
import uncrop.tensor.Tensor;

/** Pictures of reference vectors. */
public final class Levels {
  private Levels() {}

  /** Of [H, W, 3] levels. */
  public static Raster rgb(Tensor levels) {
    float[] values = levels.toFloats();
    Raster raster = new Raster((int) levels.size(1), (int) levels.size(0));
    for (int i = 0; i < raster.argb().length; i++) {
      raster.argb()[i] =
          0xFF000000
              | (int) values[3 * i] << 16
              | (int) values[3 * i + 1] << 8
              | (int) values[3 * i + 2];
    }
    return raster;
  }

  /** Of [H, W] levels. */
  public static Raster grey(Tensor levels) {
    float[] values = levels.toFloats();
    Raster raster = new Raster((int) levels.size(1), (int) levels.size(0));
    for (int i = 0; i < raster.argb().length; i++) {
      raster.argb()[i] = 0xFF000000 | (int) values[i] * 0x010101;
    }
    return raster;
  }
}
