package uncrop.geometry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import uncrop.fault.BadInput;

class MarginsTest {
  private static final Size SOURCE = new Size(100, 50);

  @Test
  void percent_are_of_the_width_sideways_and_of_the_height_up_and_down() {
    Margins margins =
        new Margins(
            Length.parse("left", "10%"),
            Length.parse("right", "20%"),
            Length.parse("top", "10%"),
            Length.parse("bottom", "20%"));

    assertThat(margins.place(SOURCE))
        .isEqualTo(new Placement(new Size(130, 65), new Rect(10, 5, 100, 50)));
  }

  @Test
  void all_small_sources_and_margins_obey_their_definition() {
    int most = 4;
    for (int w = 1; w <= most; w++) {
      for (int h = 1; h <= most; h++) {
        for (int left = -most - 1; left <= most; left++) {
          for (int right = -most - 1; right <= most; right++) {
            for (int top = -most - 1; top <= most; top++) {
              for (int bottom = -most - 1; bottom <= most; bottom++) {
                requireDefinition(w, h, left, right, top, bottom);
              }
            }
          }
        }
      }
    }
  }

  private static void requireDefinition(int w, int h, int left, int right, int top, int bottom) {
    Margins margins = Margins.px(left, right, top, bottom);
    int seenWidth = w + Math.min(0, left) + Math.min(0, right);
    int seenHeight = h + Math.min(0, top) + Math.min(0, bottom);
    if (seenWidth <= 0 || seenHeight <= 0) {
      assertThatThrownBy(() -> margins.place(new Size(w, h))).isInstanceOf(BadInput.class);
      return;
    }
    Placement placement = margins.place(new Size(w, h));
    assertThat(placement.canvas()).isEqualTo(new Size(w + left + right, h + top + bottom));
    assertThat(placement.source()).isEqualTo(new Rect(left, top, w, h));
    assertThat(placement.visible())
        .isEqualTo(new Rect(Math.max(0, left), Math.max(0, top), seenWidth, seenHeight));
  }

  @ParameterizedTest
  @CsvSource({
    "-100, 0, 0, 0, left -100",
    "0, -100, 0, 0, right -100",
    "-60, -40, 0, 0, left -60",
    "-40, -60, 0, 0, right -60",
    "-100, 300, 0, 0, left -100",
    "300, -100, 0, 0, right -100",
    "-2147483648, -2147483648, 0, 0, left -2147483648",
    "0, 0, -50, 0, top -50",
    "0, 0, 10, -50, bottom -50"
  })
  void a_crop_of_the_whole_source_names_the_side(
      int left, int right, int top, int bottom, String start) {
    assertThatThrownBy(() -> Margins.px(left, right, top, bottom).place(SOURCE))
        .isInstanceOf(BadInput.class)
        .hasMessageStartingWith(start);
  }

  @Test
  void a_canvas_that_no_int_holds_is_refused() {
    int max = Integer.MAX_VALUE;

    assertThatThrownBy(() -> Margins.px(max, 0, 0, 0).place(SOURCE)).isInstanceOf(BadInput.class);
    assertThatThrownBy(() -> Margins.px(max, max, 0, 0).place(SOURCE)).isInstanceOf(BadInput.class);
    assertThatThrownBy(() -> Margins.px(0, 0, 0, max).place(SOURCE)).isInstanceOf(BadInput.class);
    assertThatThrownBy(() -> Margins.px(max, -50, 0, 0).place(SOURCE))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("ask for less");
  }
}
