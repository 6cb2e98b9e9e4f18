package uncrop.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import uncrop.fault.BadInput;
import uncrop.geometry.Anchor;
import uncrop.geometry.Extension;
import uncrop.geometry.Limits;
import uncrop.geometry.Margins;
import uncrop.geometry.Placed;
import uncrop.geometry.Rect;
import uncrop.geometry.Size;
import uncrop.geometry.TargetAspect;
import uncrop.geometry.TargetSize;
import uncrop.pixels.Mask;
import uncrop.pixels.Raster;
import uncrop.plan.Plan;
import uncrop.plan.Planner;
import uncrop.plan.Sampling;

/** Every pixel of the source outside the band is in the result, all 32 bits of it. */
class ByteIdentityTest {
  private static final int CASES_PER_SEED = 250;

  static LongStream seeds() {
    return LongStream.range(0, 16);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void the_source_survives_an_engine_that_paints_garbage(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int outpainted = 0;
    for (int n = 0; n < CASES_PER_SEED; n++) {
      Raster source = noise(random, size(random, n));
      Optional<Mask> mask =
          random.nextInt(3) == 0 ? Optional.of(holes(random, source)) : Optional.empty();
      int band = random.nextInt(3) == 0 ? random.nextInt(6) : 0;
      Extension extension = extension(random, source);
      Plan plan;
      Painting painting;
      try {
        plan =
            Planner.plan(
                source.size(), extension, mask, band, Sampling.seeded(seed + n), Limits.DEFAULT);
        Engine engine = new GarbageEngine(random.nextBoolean(), random.nextBoolean());
        painting = Outpainter.outpaint(source, plan, 0, engine, PaintListener.NONE);
      } catch (BadInput e) {
        continue; // nothing to paint, or nothing to keep: refusals are tested beside the planner
      }
      outpainted++;
      requireSource(source, plan, painting.picture(), "seed " + seed + " case " + n);
    }
    assertThat(outpainted).isGreaterThan(CASES_PER_SEED / 2);
  }

  @Test
  void a_source_of_a_single_pixel_survives_on_every_side() {
    for (int sides = 1; sides < 16; sides++) {
      Raster source = new Raster(1, 1, new int[] {0x00123456});
      Margins margins = Margins.px(sides & 1, sides >> 1 & 1, sides >> 2 & 1, sides >> 3 & 1);
      Plan plan =
          Planner.plan(
              source.size(), margins, Optional.empty(), 0, Sampling.seeded(sides), Limits.DEFAULT);
      Raster result =
          Outpainter.outpaint(source, plan, 0, new GarbageEngine(false, false), PaintListener.NONE)
              .picture();
      assertThat(result.at(sides & 1, sides >> 2 & 1)).isEqualTo(0x00123456);
    }
  }

  /** Decides what must survive from the definition, not with the code under test. */
  private static void requireSource(Raster source, Plan plan, Raster result, String label) {
    Rect placed = plan.placement().source();
    assertThat(result.size()).isEqualTo(plan.placement().canvas());
    for (int y = 0; y < result.height(); y++) {
      for (int x = 0; x < result.width(); x++) {
        if (!placed.contains(x, y) || paintedWithin(plan, result, x, y)) {
          continue;
        }
        int expected = source.at(x - placed.x(), y - placed.y());
        if (result.at(x, y) != expected) {
          fail(
              "%s: pixel %d,%d is %08x instead of %08x under %s",
              label, x, y, result.at(x, y), expected, plan);
        }
      }
    }
  }

  private static boolean paintedWithin(Plan plan, Raster result, int x, int y) {
    int band = plan.band();
    for (int v = Math.max(0, y - band); v <= Math.min(result.height() - 1, y + band); v++) {
      for (int u = Math.max(0, x - band); u <= Math.min(result.width() - 1, x + band); u++) {
        boolean near = (u - x) * (u - x) + (v - y) * (v - y) <= band * band;
        if (near && painted(plan, u, v)) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean painted(Plan plan, int x, int y) {
    Rect placed = plan.placement().source();
    return !placed.contains(x, y)
        || plan.mask().map(m -> m.paints(x - placed.x(), y - placed.y())).orElse(false);
  }

  private static Size size(SplittableRandom random, int n) {
    int most = n < 50 ? 3 : 40;
    return new Size(1 + random.nextInt(most), 1 + random.nextInt(most));
  }

  private static Raster noise(SplittableRandom random, Size size) {
    Raster source = new Raster(size.width(), size.height());
    int alphaKind = random.nextInt(3);
    for (int i = 0; i < source.argb().length; i++) {
      int alpha =
          switch (alphaKind) {
            case 0 -> 255;
            case 1 -> 255 * random.nextInt(2);
            default -> random.nextInt(256);
          };
      source.argb()[i] = alpha << 24 | random.nextInt() >>> 8;
    }
    return source;
  }

  private static Mask holes(SplittableRandom random, Raster source) {
    Mask mask = Mask.keeping(source.size());
    for (int i = 0; i < mask.values().length; i++) {
      if (random.nextInt(10) == 0) {
        mask.values()[i] = Mask.PAINT;
      }
    }
    return mask;
  }

  private static Extension extension(SplittableRandom random, Raster source) {
    return switch (random.nextInt(4)) {
      case 0 -> new TargetAspect(1 + random.nextInt(20), 1 + random.nextInt(20), Anchor.CENTER);
      case 1 ->
          new TargetSize(new Size(1 + random.nextInt(60), 1 + random.nextInt(60)), anchor(random));
      case 2 ->
          new Placed(
              new Size(1 + random.nextInt(60), 1 + random.nextInt(60)),
              random.nextInt(-source.width() + 1, 20),
              random.nextInt(-source.height() + 1, 20),
              BigDecimal.ONE);
      default -> Margins.px(margin(random), margin(random), margin(random), margin(random));
    };
  }

  private static Anchor anchor(SplittableRandom random) {
    return Anchor.Named.values()[random.nextInt(Anchor.Named.values().length)];
  }

  private static int margin(SplittableRandom random) {
    return random.nextInt(3) == 0 ? 0 : random.nextInt(-4, 30);
  }
}
