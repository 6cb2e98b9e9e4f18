package uncrop.geometry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GrownSidesTest {
  private static final int[][] TARGETS = {
    {704, 1408}, {704, 1344}, {768, 1344}, {768, 1280}, {832, 1216}, {832, 1152}, {896, 1152},
    {896, 1088}, {960, 1088}, {960, 1024}, {1024, 1024}, {1024, 960}, {1088, 960}, {1088, 896},
    {1152, 896}, {1152, 832}, {1216, 832}, {1280, 768}, {1344, 768}, {1344, 704}, {1408, 704},
    {1472, 704}, {1536, 640}, {1600, 640}, {1664, 576}, {1728, 576}
  };

  private static Set<Side> sides(String letters) {
    EnumSet<Side> sides = EnumSet.noneOf(Side.class);
    for (Side side : Side.values()) {
      if (letters.indexOf(side.name().charAt(0)) >= 0) {
        sides.add(side);
      }
    }
    return sides;
  }

  @ParameterizedTest
  @CsvSource({
    // 1000 + 300 wide, so 1300 high: 300 more on both of top and bottom, all by 1024/1300
    "1000, 1000, R, 1024, 1024, 0, 118, 788, 788",
    "1000, 1000, L, 1024, 1024, 236, 118, 788, 788",
    // top grows by 300 and by what the ratio asks, bottom by nothing
    "1000, 1000, RT, 1024, 1024, 0, 236, 788, 788",
    "1000, 1000, RTB, 1024, 1024, 0, 192, 640, 640",
    "1000, 1000, LRTB, 1024, 1024, 192, 192, 640, 640",
    "1000, 1000, '', 1024, 960, 32, 0, 960, 960",
    "1000, 1000, '', 960, 1024, 0, 32, 960, 960",
    // a growth of trunc(0.3 * 3) = 0 pixels, and a ratio that the source has already
    "3, 3, LRTB, 1024, 1024, 0, 0, 1024, 1024",
    // the ratio widens a tall source, on the one named side
    "100, 400, R, 1728, 576, 0, 0, 144, 576",
    "100, 400, L, 1728, 576, 1584, 0, 144, 576",
    "100, 400, T, 1728, 576, 809, 133, 111, 443",
  })
  void the_canvas_is_the_named_size_and_the_source_lies_where_the_growth_leaves_it(
      int width, int height, String grown, int toWidth, int toHeight, int x, int y, int w, int h) {
    Placement placement =
        new GrownSides(sides(grown), new Size(toWidth, toHeight)).place(new Size(width, height));

    assertThat(placement.canvas()).isEqualTo(new Size(toWidth, toHeight));
    assertThat(placement.source()).isEqualTo(new Rect(x, y, w, h));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void no_source_is_cropped_or_stretched_and_only_what_may_grow_does(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<String> wrong = new ArrayList<>();
    for (int n = 0; n < 2000; n++) {
      Size source = new Size(side(random), side(random));
      for (int[] target : TARGETS) {
        Set<Side> sides = sides(random.nextInt(16));
        GrownSides extension = new GrownSides(sides, new Size(target[0], target[1]));
        String fault = fault(source, extension);
        if (!fault.isEmpty()) {
          wrong.add("seed " + seed + ": " + source + " " + extension + ": " + fault);
        }
      }
    }
    assertThat(wrong).isEmpty();
  }

  private static String fault(Size source, GrownSides extension) {
    Placement placement = extension.place(source);
    Size canvas = placement.canvas();
    Rect placed = placement.source();
    if (!placement.visible().equals(placed)) {
      return "is cropped: " + placed;
    }
    // the exact scale, by the rule's own words and in floating point
    double width = source.width();
    double height = source.height();
    for (Side side : extension.sides()) {
      if (side == Side.LEFT || side == Side.RIGHT) {
        width += Math.floor(0.3 * source.width());
      } else {
        height += Math.floor(0.3 * source.height());
      }
    }
    double scale = Math.min(canvas.width() / width, canvas.height() / height);
    if (Math.abs(placed.width() - Math.max(1, scale * source.width())) > 0.5 + 1e-6
        || Math.abs(placed.height() - Math.max(1, scale * source.height())) > 0.5 + 1e-6) {
      return "is stretched: " + placed + " at scale " + scale;
    }
    double surplusX = canvas.width() / scale - width;
    double surplusY = canvas.height() / scale - height;
    if (wrong(
            extension,
            Side.LEFT,
            Side.RIGHT,
            placed.x(),
            canvas.width() - placed.right(),
            source.width(),
            surplusX,
            scale)
        || wrong(
            extension,
            Side.TOP,
            Side.BOTTOM,
            placed.y(),
            canvas.height() - placed.bottom(),
            source.height(),
            surplusY,
            scale)) {
      return "lies wrongly: " + placed;
    }
    return "";
  }

  private static boolean wrong(
      GrownSides extension,
      Side nearSide,
      Side farSide,
      int near,
      int far,
      int length,
      double surplus,
      double scale) {
    boolean growsNear = extension.sides().contains(nearSide);
    boolean growsFar = extension.sides().contains(farSide);
    double growth = Math.floor(0.3 * length);
    double nearShare = growsNear == growsFar ? 0.5 : growsNear ? 1 : 0;
    double exactNear = (growsNear ? growth : 0) + surplus * nearShare;
    double exactFar = (growsFar ? growth : 0) + surplus * (1 - nearShare);
    boolean oneSided = growsNear != growsFar;
    return Math.abs(near - exactNear * scale) > 1 + 1e-6
        || Math.abs(far - exactFar * scale) > 1 + 1e-6
        || oneSided && (growsNear ? far : near) != 0;
  }

  private static Set<Side> sides(int bits) {
    EnumSet<Side> sides = EnumSet.noneOf(Side.class);
    for (Side side : Side.values()) {
      if ((bits & 1 << side.ordinal()) != 0) {
        sides.add(side);
      }
    }
    return sides;
  }

  /** Small ones often, because there rounding shows. */
  private static int side(SplittableRandom random) {
    return 1 + random.nextInt(1 << random.nextInt(1, 16));
  }

  @Test
  void the_largest_numbers_do_not_overflow() {
    int most = Integer.MAX_VALUE;
    for (Size source : List.of(new Size(most, most), new Size(most, 1), new Size(1, most))) {
      Placement placement =
          new GrownSides(EnumSet.allOf(Side.class), new Size(1000, 1000)).place(source);
      assertThat(placement.visible()).isEqualTo(placement.source());
      assertThat(placement.source().x() + placement.source().width() / 2.0)
          .isCloseTo(500, within(1.0));
    }
  }
}
