package uncrop.focus;

import java.util.List;
import uncrop.pillow.PillowBoxBlur;
import uncrop.pixels.Mask;
import uncrop.pixels.Raster;

/**
 * Fills a hole with the colours around it, blurred the more the farther they are: what a model
 * starts from is then of about the right light everywhere.
 */
public final class FillPyramid {
  /*
   * The picture is blurred, and what is kept of it is put back: colours seep into the hole from its
   * rim. First with boxes wider than the picture, until only a mean colour is left, then with smaller
   * and smaller ones, each of which reaches less far from the rim.
   *
   * 60 passes over one byte a channel; two planes are held beside the picture.
   */
  private static final List<Level> LEVELS =
      List.of(
          new Level(512, 2),
          new Level(256, 2),
          new Level(128, 4),
          new Level(64, 4),
          new Level(33, 8),
          new Level(15, 8),
          new Level(5, 16),
          new Level(3, 16));

  private static final int[] SHIFTS = {16, 8, 0};

  private record Level(int radius, int passes) {}

  private FillPyramid() {}

  /**
   * @param picture what is in its hole counts a little: it is blurred along with the rest
   * @param mask as large as the picture
   * @return a new one, opaque; what is kept is as it was
   */
  public static Raster filled(Raster picture, Mask mask) {
    int[] argb = picture.argb().clone();
    byte[] kept = new byte[argb.length];
    byte[] current = new byte[argb.length];
    PillowBoxBlur blur = new PillowBoxBlur(picture.width(), picture.height());
    for (int shift : SHIFTS) {
      for (int i = 0; i < argb.length; i++) {
        kept[i] = (byte) (argb[i] >> shift);
      }
      System.arraycopy(kept, 0, current, 0, kept.length);
      for (Level level : LEVELS) {
        for (int pass = 0; pass < level.passes; pass++) {
          blur.blur(current, level.radius, current);
          putBack(kept, mask.values(), current);
        }
      }
      for (int i = 0; i < argb.length; i++) {
        argb[i] = argb[i] & ~(255 << shift) | 0xFF000000 | (current[i] & 255) << shift;
      }
    }
    return new Raster(picture.width(), picture.height(), argb);
  }

  private static void putBack(byte[] kept, byte[] mask, byte[] current) {
    for (int i = 0; i < kept.length; i++) {
      current[i] = mask[i] == Mask.PAINT ? current[i] : kept[i];
    }
  }
}
