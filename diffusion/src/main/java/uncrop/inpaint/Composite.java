package uncrop.inpaint;

import uncrop.pillow.PillowLanczos;
import uncrop.pixels.Raster;

/** Puts what was painted into the picture it was painted for. */
public final class Composite {
  private static final int LIGHT = 128;

  private Composite() {}

  /**
   * @param picture the source; where the mask is dark, its pixels come out as they are, to the last
   *     bit
   * @param mask as large as the picture
   * @param painted of any size: scaled to the picture's where it has another
   * @return a new one, as large as the picture
   */
  public static Raster of(Raster picture, Raster mask, Raster painted) {
    int[] fitting = PillowLanczos.scaled(painted, picture.size()).argb();
    Raster composite = picture.copy();
    for (int i = 0; i < fitting.length; i++) {
      if (paints(mask.argb()[i])) {
        composite.argb()[i] = fitting[i];
      }
    }
    return composite;
  }

  /** How many pixels a mask paints. */
  static int painted(Raster mask) {
    int painted = 0;
    for (int pixel : mask.argb()) {
      painted += paints(pixel) ? 1 : 0;
    }
    return painted;
  }

  /** Light enough for what diffusers rounds to 1, and not fully transparent. */
  private static boolean paints(int pixel) {
    return pixel >>> 24 != 0 && Frame.luminance(pixel) >= LIGHT;
  }
}
