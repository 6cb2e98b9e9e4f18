package uncrop.text;

import uncrop.tensor.Tensor;

/**
 * What SDXL is told about sizes, in pixels (Podell et al., SDXL, 2023, section 2.2): that of the
 * picture before it was scaled, where it was cropped, and the size wanted.
 */
public record TimeIds(
    int originalHeight,
    int originalWidth,
    int cropTop,
    int cropLeft,
    int targetHeight,
    int targetWidth) {

  /** Of a picture that was neither scaled nor cropped: the default of diffusers. */
  public static TimeIds of(int height, int width) {
    return new TimeIds(height, width, 0, 0, height, width);
  }

  /** [1, 6], FP32, in this order. */
  public Tensor tensor() {
    return Tensor.of(
        new float[] {originalHeight, originalWidth, cropTop, cropLeft, targetHeight, targetWidth},
        1,
        6);
  }
}
