package uncrop.cli.bench;

import java.nio.file.Path;
import uncrop.geometry.Extension;
import uncrop.geometry.Length;
import uncrop.geometry.Margins;

/**
 * One row of the benchmark: what is painted.
 *
 * @param megapixels the size that the photo is scaled to first
 * @param runs how often at most it is painted after the first time
 */
record Row(String engine, Path photo, double megapixels, Sides sides, int runs) {

  /** A quarter of the picture's side is added to each of these. */
  enum Sides {
    LEFT_RIGHT("left+right"),
    ALL("all sides");

    private final String words;

    Sides(String words) {
      this.words = words;
    }

    Extension extension() {
      Length quarter = Length.parse("margin", "25%");
      Length vertical = this == ALL ? quarter : Length.ZERO;
      return new Margins(quarter, quarter, vertical, vertical);
    }

    @Override
    public String toString() {
      return words;
    }
  }
}
