package uncrop.inpaint;

import uncrop.geometry.Size;
import uncrop.pillow.PillowLanczos;
import uncrop.pixels.Mask;
import uncrop.pixels.Raster;
import uncrop.tensor.Tensor;

/**
 * A picture and its mask as the networks take them.
 *
 * @param picture FP32 [1, 3, H, W], from -1 to 1
 * @param mask FP32 [1, 1, H, W], from 0, where the picture stays, to 1; as read, not rounded
 */
record Frame(Tensor picture, Tensor mask) {
  private static final int CHANNELS = 3;
  private static final float DARK = 127 / 255f;

  // Pillow's ITU-R 601, in 2^-16.
  private static final int RED = 19595;
  private static final int GREEN = 38470;
  private static final int BLUE = 7471;

  /** Scaled to the request's size as diffusers does. */
  static Frame of(InpaintRequest request) {
    Raster mask = PillowLanczos.scaled(opaque(request.mask()), request.size());
    return new Frame(picture(PillowLanczos.scaled(request.picture(), request.size())), grey(mask));
  }

  long height() {
    return picture.size(2) / InpaintRequest.SCALE;
  }

  long width() {
    return picture.size(3) / InpaintRequest.SCALE;
  }

  /** Of the latents: [1, 4, h, w]. */
  long[] latentShape(int channels) {
    return new long[] {1, channels, height(), width()};
  }

  /** What is light enough to be painted, as Fooocus has it: above 127. */
  Mask hole() {
    float[] levels = mask.toFloats();
    Mask hole = Mask.keeping(new Size((int) mask.size(3), (int) mask.size(2)));
    for (int i = 0; i < levels.length; i++) {
      hole.values()[i] = levels[i] > DARK ? Mask.PAINT : Mask.KEEP;
    }
    return hole;
  }

  /** [1, 3, H, W], from -1 to 1. */
  static Tensor picture(Raster raster) {
    int pixels = raster.argb().length;
    float[] planes = new float[CHANNELS * pixels];
    for (int i = 0; i < pixels; i++) {
      int pixel = raster.argb()[i];
      planes[i] = signed(pixel >> 16 & 255);
      planes[pixels + i] = signed(pixel >> 8 & 255);
      planes[2 * pixels + i] = signed(pixel & 255);
    }
    return Tensor.of(planes, 1, CHANNELS, raster.height(), raster.width());
  }

  private static float signed(int level) {
    return level / 255f * 2 - 1;
  }

  private static Tensor grey(Raster mask) {
    float[] levels = new float[mask.argb().length];
    for (int i = 0; i < levels.length; i++) {
      levels[i] = luminance(mask.argb()[i]) / 255f;
    }
    return Tensor.of(levels, 1, 1, mask.height(), mask.width());
  }

  /** Of a pixel as Pillow converts it, 0 to 255. */
  static int luminance(int pixel) {
    int sum = RED * (pixel >> 16 & 255) + GREEN * (pixel >> 8 & 255) + BLUE * (pixel & 255);
    return sum + (1 << 15) >> 16;
  }

  /** Black where it is fully transparent, as all masks are read here. */
  private static Raster opaque(Raster mask) {
    Raster opaque = mask.copy();
    int[] argb = opaque.argb();
    for (int i = 0; i < argb.length; i++) {
      argb[i] = argb[i] >>> 24 == 0 ? 0xFF000000 : argb[i];
    }
    return opaque;
  }

  /** From -1 to 1 to levels from 0 to 255. */
  static Raster raster(Tensor decoded, Size size, Rounding rounding) {
    float[] planes = decoded.toFloats();
    int pixels = (int) size.area();
    int[] argb = new int[pixels];
    for (int i = 0; i < pixels; i++) {
      argb[i] =
          0xFF000000
              | level(planes[i], rounding) << 16
              | level(planes[pixels + i], rounding) << 8
              | level(planes[2 * pixels + i], rounding);
    }
    return new Raster(size.width(), size.height(), argb);
  }

  private static int level(float value, Rounding rounding) {
    float light = Math.clamp(value / 2 + 0.5f, 0f, 1f) * 255;
    return switch (rounding) {
      case HALF_EVEN -> (int) Math.rint(light);
      case DOWN -> (int) light;
    };
  }

  /** How light becomes levels. */
  enum Rounding {
    /** To the nearest, halves to the even one: diffusers. */
    HALF_EVEN,
    /** ComfyUI. */
    DOWN
  }
}
