package uncrop.exemplar;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import uncrop.engine.Engine;
import uncrop.engine.Outpainter;
import uncrop.engine.PaintListener;
import uncrop.geometry.Limits;
import uncrop.geometry.Margins;
import uncrop.geometry.Rect;
import uncrop.pixels.Raster;
import uncrop.plan.Plan;
import uncrop.plan.Planner;
import uncrop.plan.Sampling;

/** What a person would look for in a finished picture, on pictures of which it can be told. */
class ContinuationTest {
  private static final Engine ENGINE = new ExemplarEngine(2);
  private static final Margins BESIDE = Margins.px(30, 30, 0, 0);
  private static final Margins AROUND = Margins.px(28, 28, 22, 22);

  private static final List<Outpainted> TEXTURES =
      IntStream.range(0, 2)
          .mapToObj(seed -> outpaint(Scenery.texture(110, 80, seed), AROUND, seed))
          .toList();
  private static final List<Outpainted> HORIZONS =
      IntStream.range(0, 2)
          .mapToObj(seed -> outpaint(Scenery.horizon(110, 80, seed), AROUND, seed))
          .toList();

  private static Outpainted outpaint(Raster source, Margins margins, long seed) {
    Plan plan =
        Planner.plan(
            source.size(), margins, Optional.empty(), 0, Sampling.seeded(seed), Limits.DEFAULT);
    Raster picture = Outpainter.outpaint(source, plan, 0, ENGINE, PaintListener.NONE).picture();
    return new Outpainted(picture, plan.placement().source());
  }

  @Test
  void no_ground_grows_in_the_sky_and_no_sky_in_the_ground() {
    for (Outpainted out : HORIZONS) {
      Rect kept = out.kept();
      for (int y = 0; y < out.picture().height(); y++) {
        boolean sky = y < kept.y() + kept.height() / 3;
        boolean ground = y >= kept.y() + kept.height() * 2 / 3;
        for (int x = 0; x < out.picture().width(); x++) {
          int argb = out.picture().at(x, y);
          boolean blue = (argb & 255) > (argb >> 16 & 255);

          assertThat((sky && !blue) || (ground && blue)).as("%08x at %d,%d", argb, x, y).isFalse();
        }
      }
    }
  }

  @Test
  void the_horizon_goes_on_at_its_height() {
    for (int seed = 0; seed < 3; seed++) {
      Outpainted out = outpaint(Scenery.horizon(120, 90, seed), BESIDE, seed);
      for (int y = 0; y < 90; y++) {
        if (Math.abs(y - 45) > 3) {
          double kept = out.mean(new Rect(30, y, 120, 1));

          assertThat(out.mean(new Rect(0, y, 30, 1)))
              .as("seed %d, left of row %d", seed, y)
              .isBetween(kept - 12, kept + 12);
          assertThat(out.mean(new Rect(150, y, 30, 1)))
              .as("seed %d, right of row %d", seed, y)
              .isBetween(kept - 12, kept + 12);
        }
      }
    }
  }

  @Test
  void stripes_that_meet_the_top_and_the_bottom_go_on() {
    for (int seed = 0; seed < 3; seed++) {
      Raster source = Scenery.stripes(120, 90, seed);
      Outpainted out = outpaint(source, Margins.px(0, 0, 24, 24), seed);

      assertThat(shareOfColumnsContinued(out, 0, 24)).as("seed %d", seed).isGreaterThan(0.85);
      assertThat(shareOfColumnsContinued(out, 114, 138)).as("seed %d", seed).isGreaterThan(0.85);
    }
  }

  @Test
  void stripes_that_meet_the_left_and_the_right_go_on() {
    for (int seed = 0; seed < 3; seed++) {
      Raster source = Scenery.transposed(Scenery.stripes(90, 120, seed));
      Outpainted out = outpaint(source, Margins.px(24, 24, 0, 0), seed);
      Outpainted upright =
          new Outpainted(Scenery.transposed(out.picture()), new Rect(0, 24, 90, 120));

      assertThat(shareOfColumnsContinued(upright, 0, 24)).as("seed %d", seed).isGreaterThan(0.85);
      assertThat(shareOfColumnsContinued(upright, 144, 168))
          .as("seed %d", seed)
          .isGreaterThan(0.85);
    }
  }

  private static List<Outpainted> texturesAndHorizons() {
    return Stream.concat(TEXTURES.stream(), HORIZONS.stream()).toList();
  }

  /** How many pixels of the rows are of the colour that their column has in the picture. */
  private static double shareOfColumnsContinued(Outpainted out, int fromRow, int toRow) {
    int n = 0;
    for (int y = fromRow; y < toRow; y++) {
      for (int x = 0; x < out.picture().width(); x++) {
        double kept = Outpainted.luma(out.picture().at(x, out.kept().y() + 40));
        n += Math.abs(Outpainted.luma(out.picture().at(x, y)) - kept) < 30 ? 1 : 0;
      }
    }
    return (double) n / (toRow - fromRow) / out.picture().width();
  }

  @Test
  void colours_meet_the_border_without_a_step() {
    for (Outpainted out : texturesAndHorizons()) {
      for (Side side : Side.values()) {
        assertThat(out.stepAcross(side) / out.stepInside(side))
            .as("%s: %.2f across", side, out.stepAcross(side))
            .isLessThan(1.5);
      }
    }
  }

  @Test
  void what_is_painted_is_as_sharp_as_what_it_continues() {
    for (Outpainted out : texturesAndHorizons()) {
      for (Side side : Side.values()) {
        assertThat(out.grain(out.painted(side)) / out.grain(out.strip(side)))
            .as("%s", side)
            .isBetween(0.8, 1.25);
      }
    }
  }

  @Test
  void corners_are_as_sharp_as_sides() {
    for (Outpainted out : TEXTURES) {
      double kept = out.grain(out.kept());
      int right = out.kept().right();
      int bottom = out.kept().bottom();
      for (Rect corner :
          new Rect[] {
            new Rect(0, 0, 28, 22), new Rect(right, 0, 28, 22),
            new Rect(0, bottom, 28, 22), new Rect(right, bottom, 28, 22)
          }) {
        assertThat(out.grain(corner) / kept).as("%s", corner).isBetween(0.8, 1.25);
      }
    }
  }

  @Test
  void a_scanned_frame_is_not_continued() {
    for (int seed = 0; seed < 2; seed++) {
      int frame = seed % 2 == 0 ? 0xFFF4F0E8 : 0xFF101010;
      Raster source = Scenery.horizon(120, 100, seed);
      for (int y = 0; y < 100; y++) {
        for (int x = 0; x < 120; x++) {
          if (Math.min(Math.min(x, 119 - x), Math.min(y, 99 - y)) < 3) {
            source.set(x, y, frame);
          }
        }
      }
      Outpainted out = outpaint(source, AROUND, seed);
      for (int y = 0; y < out.picture().height(); y++) {
        for (int x = 0; x < out.picture().width(); x++) {
          if (!out.kept().contains(x, y)) {
            assertThat(Outpainted.luma(out.picture().at(x, y)))
                .as("seed %d at %d,%d", seed, x, y)
                .isBetween(60.0, 180.0);
          }
        }
      }
    }
  }

  @Test
  void the_source_is_as_it_was() {
    Raster source = Scenery.texture(70, 50, 8);
    Raster copy = source.copy();
    Outpainted out = outpaint(source, AROUND, 8);

    assertThat(source.argb()).isEqualTo(copy.argb());
    for (int y = 0; y < 50; y++) {
      for (int x = 0; x < 70; x++) {
        assertThat(out.picture().at(28 + x, 22 + y)).isEqualTo(copy.at(x, y));
      }
    }
  }
}
