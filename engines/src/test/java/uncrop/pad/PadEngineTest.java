package uncrop.pad;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import uncrop.engine.Outpainter;
import uncrop.engine.PaintListener;
import uncrop.fault.BadInput;
import uncrop.fault.Cancelled;
import uncrop.geometry.Limits;
import uncrop.geometry.Margins;
import uncrop.geometry.Size;
import uncrop.pixels.Mask;
import uncrop.pixels.Raster;
import uncrop.plan.Planner;
import uncrop.plan.Sampling;

class PadEngineTest {
  private static final int A = 0xFF111111;
  private static final int B = 0xFF222222;
  private static final int C = 0xFF333333;

  @Test
  void edge_repeats_the_nearest_pixel() {
    assertThat(row("edge", 3, 2)).containsExactly(A, A, A, A, B, C, C, C);
    assertThat(row(Map.of(), 3, 2)).containsExactly(A, A, A, A, B, C, C, C);
  }

  @Test
  void mirror_reflects_over_and_over() {
    assertThat(row("mirror", 8, 4)).containsExactly(B, A, A, B, C, C, B, A, A, B, C, C, B, A, A);
  }

  @Test
  void a_colour_is_exactly_that_colour() {
    assertThat(row("#3366Cc", 1, 1)).containsExactly(0xFF3366CC, A, B, C, 0xFF3366CC);
  }

  @Test
  void a_colour_stays_that_colour_beside_a_transparent_source() {
    Raster source = new Raster(3, 3);

    Raster result =
        pad(source, Margins.px(1, 0, 0, 0), Optional.empty(), Map.of("fill", "#ffffff"));

    assertThat(result.at(0, 1)).isEqualTo(0xFFFFFFFF);
    assertThat(result.at(1, 1)).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"edge", "mirror", "blur"})
  void one_colour_is_continued_by_that_colour(String fill) {
    Raster source = filled(9, 7, 0xFF80A0C0);

    Raster result = pad(source, Margins.px(40, 30, 20, 10), Optional.empty(), Map.of("fill", fill));

    assertThat(result.argb()).containsOnly(0xFF80A0C0);
  }

  @Test
  void mirror_takes_a_hole_from_beyond_its_border() {
    Raster source = new Raster(7, 1, new int[] {A, B, C, 0xFF000000, 0xFF000000, B, A});
    Mask mask = Mask.keeping(source.size());
    mask.set(3, 0, Mask.PAINT);
    mask.set(4, 0, Mask.PAINT);

    Raster result =
        pad(source, Margins.px(0, 0, 0, 0), Optional.of(mask), Map.of("fill", "mirror"));

    assertThat(result.argb()).containsExactly(A, B, C, C, B, B, A);
  }

  @Test
  void blur_meets_the_border_sharp_and_softens_outward() {
    Raster source = new Raster(256, 256);
    for (int i = 0; i < source.argb().length; i++) {
      int x = i % 256;
      source.argb()[i] = x / 2 % 2 == 0 ? 0xFFFFFFFF : 0xFF000000;
    }

    Raster result = pad(source, Margins.px(0, 0, 0, 100), Optional.empty(), Map.of("fill", "blur"));

    assertThat(contrast(result, 256)).isEqualTo(255);
    assertThat(contrast(result, 260)).isBetween(1, 200);
    assertThat(contrast(result, 350)).isLessThan(8);
  }

  private static int contrast(Raster raster, int y) {
    int least = 255;
    int most = 0;
    for (int x = 64; x < 192; x++) {
      least = Math.min(least, raster.at(x, y) & 0xFF);
      most = Math.max(most, raster.at(x, y) & 0xFF);
    }
    return most - least;
  }

  @ParameterizedTest
  @ValueSource(strings = {"edge", "mirror", "blur", "#102030"})
  void all_small_sources_masks_and_margins_are_filled(String fill) {
    SplittableRandom random = new SplittableRandom(7);
    for (int n = 0; n < 300; n++) {
      Raster source = filled(1 + random.nextInt(9), 1 + random.nextInt(9), 0xFF204060);
      Mask mask = Mask.keeping(source.size());
      for (int i = 1; i < mask.values().length; i++) {
        if (random.nextInt(6) == 0) {
          mask.values()[i] = Mask.PAINT;
          source.argb()[i] = 0xFFFF00FF; // must not be seen again
        }
      }
      Margins margins =
          Margins.px(
              1 + random.nextInt(30), random.nextInt(9), random.nextInt(9), random.nextInt(30));

      Raster result = pad(source, margins, Optional.of(mask), Map.of("fill", fill));

      for (int pixel : result.argb()) {
        assertThat(pixel).as("case %d", n).isIn(0xFF204060, 0xFF102030);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Edges", "#12345", "#1234567", "#gggggg", "336699", "red"})
  void another_fill_is_refused(String fill) {
    assertThatThrownBy(() -> row(fill, 1, 1))
        .isInstanceOfSatisfying(BadInput.class, e -> assertThat(e.field()).isEqualTo("fill"))
        .hasMessageContaining("edge, mirror, blur or a colour");
  }

  @Test
  void warnings_name_what_is_not_used() {
    PadEngine pad = new PadEngine();

    assertThat(pad.warnings(Sampling.seeded(1))).isEmpty();
    assertThat(
            pad.warnings(new Sampling("sea", "ships", 1, 2, Map.of("fill", "edge", "steps", "4"))))
        .satisfiesExactly(
            w -> assertThat(w).contains("prompt"),
            w -> assertThat(w).contains("negative prompt"),
            w -> assertThat(w).contains("sample"),
            w -> assertThat(w).contains("steps"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"edge", "mirror", "blur", "#102030"})
  void progress_rises_and_a_listener_can_stop_it_anywhere(String fill) {
    List<Double> heard = new ArrayList<>();
    paint(fill, (stage, done) -> heard.add(done));

    assertThat(heard).isSorted().endsWith(1.0).hasSizeGreaterThan(3);
    for (int stop = 0; stop < heard.size(); stop++) {
      int last = stop;
      List<Double> calls = new ArrayList<>();
      assertThatThrownBy(() ->
              paint(
                  fill,
                  (stage, done) -> {
                    calls.add(done);
                    if (calls.size() > last) {
                      throw new Cancelled();
                    }
                  }))
          .isInstanceOf(Cancelled.class);
    }
  }

  private static void paint(String fill, PaintListener listener) {
    Sampling sampling = new Sampling("", "", 1, 1, Map.of("fill", fill));
    Raster source = filled(20, 200, A);
    Outpainter.outpaint(
        source,
        Planner.plan(
            source.size(), Margins.px(9, 0, 0, 9), Optional.empty(), 0, sampling, Limits.DEFAULT),
        0,
        new PadEngine(),
        listener);
  }

  private static int[] row(String fill, int left, int right) {
    return row(Map.of("fill", fill), left, right);
  }

  private static int[] row(Map<String, String> options, int left, int right) {
    Raster source = new Raster(3, 1, new int[] {A, B, C});
    return pad(source, Margins.px(left, right, 0, 0), Optional.empty(), options).argb();
  }

  private static Raster pad(
      Raster source, Margins margins, Optional<Mask> mask, Map<String, String> options) {
    Sampling sampling = new Sampling("", "", 1, 1, options);
    Size size = source.size();
    return Outpainter.outpaint(
            source,
            Planner.plan(size, margins, mask, 0, sampling, Limits.DEFAULT),
            0,
            new PadEngine(),
            PaintListener.NONE)
        .picture();
  }

  private static Raster filled(int width, int height, int argb) {
    Raster raster = new Raster(width, height);
    Arrays.fill(raster.argb(), argb);
    return raster;
  }
}
