package uncrop.exemplar;

import uncrop.geometry.Rect;
import uncrop.pixels.Raster;

/**
 * A finished picture, and measures of how well its painted part goes with what was kept.
 *
 * @param kept where the source lies
 */
record Outpainted(Raster picture, Rect kept) {

  static double luma(int argb) {
    return ((argb >> 16 & 255) + 2 * (argb >> 8 & 255) + (argb & 255)) / 4.0;
  }

  double mean(Rect part) {
    double sum = 0;
    for (int y = part.y(); y < part.bottom(); y++) {
      for (int x = part.x(); x < part.right(); x++) {
        sum += luma(picture.at(x, y));
      }
    }
    return sum / part.width() / part.height();
  }

  /** Mean difference of neighbours, in either direction. */
  double grain(Rect part) {
    double sum = 0;
    int n = 0;
    for (int y = part.y() + 1; y < part.bottom(); y++) {
      for (int x = part.x() + 1; x < part.right(); x++) {
        sum += difference(x, y, x - 1, y) + difference(x, y, x, y - 1);
        n += 2;
      }
    }
    return sum / n;
  }

  /** What was painted along a side, corners excluded. */
  Rect painted(Side side) {
    return switch (side) {
      case LEFT -> new Rect(0, kept.y(), kept.x(), kept.height());
      case RIGHT -> new Rect(kept.right(), kept.y(), picture.width() - kept.right(), kept.height());
      case TOP -> new Rect(kept.x(), 0, kept.width(), kept.y());
      case BOTTOM ->
          new Rect(kept.x(), kept.bottom(), kept.width(), picture.height() - kept.bottom());
    };
  }

  /** The strip of the source beside what was painted along a side, as large. */
  Rect strip(Side side) {
    Rect painted = painted(side);
    return new Rect(
        painted.x() - side.dx * painted.width(),
        painted.y() - side.dy * painted.height(),
        painted.width(),
        painted.height());
  }

  /** Mean difference of the two pixels on either side of the border. */
  double stepAcross(Side side) {
    return meanStep(side, 0);
  }

  /** Mean difference of neighbours across lines along the border, a few pixels inside. */
  double stepInside(Side side) {
    double sum = 0;
    for (int depth = 1; depth <= 4; depth++) {
      sum += meanStep(side, depth) / 4;
    }
    return sum;
  }

  private double meanStep(Side side, int depth) {
    double sum = 0;
    int n = 0;
    for (int y = kept.y(); y < kept.bottom(); y++) {
      for (int x = kept.x(); x < kept.right(); x++) {
        int ox = x + (depth + 1) * side.dx;
        int oy = y + (depth + 1) * side.dy;
        if (!kept.contains(ox, oy) && kept.contains(ox - side.dx, oy - side.dy)) {
          sum += difference(x, y, x + side.dx, y + side.dy);
          n++;
        }
      }
    }
    return sum / n;
  }

  private double difference(int x, int y, int ox, int oy) {
    return Math.abs(luma(picture.at(x, y)) - luma(picture.at(ox, oy)));
  }
}
