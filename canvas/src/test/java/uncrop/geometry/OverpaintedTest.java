package uncrop.geometry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import uncrop.fault.BadInput;
import uncrop.pixels.Mask;
import uncrop.plan.KeepMask;

class OverpaintedTest {

  private static Placement place(int canvas, int x, int y, Size source, int pixels) {
    return new Overpainted(new Placed(new Size(canvas, canvas), x, y, BigDecimal.ONE), pixels)
        .place(source);
  }

  @ParameterizedTest
  @CsvSource({
    // inside the canvas: all four sides
    "100, 10, 20, 30, 40, 8, 18, 28, 14, 24",
    // touching left and top: only right and bottom go on
    "100, 0, 0, 30, 40, 8, 0, 0, 22, 32",
    // sticking out everywhere: nothing is painted at all
    "10, -5, -5, 30, 40, 8, 0, 0, 10, 10",
    "100, 10, 20, 30, 40, 0, 10, 20, 30, 40",
  })
  void the_kept_part_shrinks_along_the_sides_where_the_canvas_goes_on(
      int canvas, int x, int y, int w, int h, int pixels, int kx, int ky, int kw, int kh) {
    assertThat(place(canvas, x, y, new Size(w, h), pixels).kept())
        .isEqualTo(new Rect(kx, ky, kw, kh));
  }

  @Test
  void a_source_of_which_nothing_would_stay_is_refused() {
    assertThat(place(100, 10, 10, new Size(17, 17), 8).kept()).isEqualTo(new Rect(18, 18, 1, 1));
    assertThatThrownBy(() -> place(100, 10, 10, new Size(16, 17), 8))
        .isInstanceOf(BadInput.class)
        .hasMessageStartingWith("overpaint 8: leaves nothing of the source, which has 16x17");
    assertThatThrownBy(() -> place(100, 10, 10, new Size(16, 17), Integer.MAX_VALUE))
        .isInstanceOf(BadInput.class);
    assertThatThrownBy(() -> place(100, 10, 10, new Size(16, 17), -1))
        .isInstanceOf(BadInput.class)
        .hasMessageStartingWith("overpaint -1");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void it_paints_what_lies_so_near_to_what_is_painted_anyway(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    for (int n = 0; n < 300; n++) {
      int pixels = random.nextInt(4);
      Size source = new Size(random.nextInt(9, 30), random.nextInt(9, 30));
      int x = random.nextInt(-4, 20);
      int y = random.nextInt(-4, 20);
      Placement grown = place(32, x, y, source, pixels);
      Mask plain =
          KeepMask.withoutBand(new Placement(grown.canvas(), grown.source()), Optional.empty());
      Mask keep = KeepMask.withoutBand(grown, Optional.empty());
      for (int py = 0; py < 32; py++) {
        for (int px = 0; px < 32; px++) {
          assertThat(keep.paints(px, py))
              .as("seed %d case %d: %s at %d,%d", seed, n, grown, px, py)
              .isEqualTo(paintsNear(plain, px, py, pixels));
        }
      }
    }
  }

  private static boolean paintsNear(Mask mask, int x, int y, int reach) {
    for (int py = Math.max(0, y - reach); py <= Math.min(31, y + reach); py++) {
      for (int px = Math.max(0, x - reach); px <= Math.min(31, x + reach); px++) {
        if (mask.paints(px, py)) {
          return true;
        }
      }
    }
    return false;
  }
}
