package uncrop.server.vocabulary.stability;

import uncrop.fault.BadInput;
import uncrop.geometry.Size;

/**
 * Which pictures this API takes: no side under 64 px, 9.4 megapixels, at most 2.5 times as long.
 */
final class PictureRules {
  private static final int LEAST_SIDE = 64;
  private static final long MOST_PIXELS = 9_437_184;

  private PictureRules() {}

  /**
   * @throws BadInput when the picture is too small, too large or too long
   */
  static void require(String field, Size size) {
    if (size.width() < LEAST_SIDE || size.height() < LEAST_SIDE) {
      throw new BadInput(field, size, "every side must be at least " + LEAST_SIDE + " pixels");
    }
    if (size.area() > MOST_PIXELS) {
      throw new BadInput(field, size, "must have at most " + MOST_PIXELS + " pixels");
    }
    long longer = Math.max(size.width(), size.height());
    long shorter = Math.min(size.width(), size.height());
    if (longer * 2 > shorter * 5) {
      throw new BadInput(field, size, "the aspect ratio must be between 1:2.5 and 2.5:1");
    }
  }
}
