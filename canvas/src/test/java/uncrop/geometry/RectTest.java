package uncrop.geometry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class RectTest {
  @Test
  void the_intersection_of_small_rectangles_is_what_both_contain() {
    Rect fixed = new Rect(1, 1, 2, 2);
    for (int x = -2; x < 5; x++) {
      for (int width = 0; width < 5; width++) {
        Rect other = new Rect(x, 0, width, 5);
        Rect common = fixed.intersect(other);
        int count = 0;
        for (int px = -3; px < 12; px++) {
          for (int py = -3; py < 12; py++) {
            boolean both = fixed.contains(px, py) && other.contains(px, py);
            count += both ? 1 : 0;
            assertThat(common.contains(px, py)).isEqualTo(both);
          }
        }
        assertThat(common.isEmpty()).isEqualTo(count == 0);
      }
    }
  }

  @Test
  void edges_that_no_int_holds_are_refused() {
    assertThatThrownBy(() -> new Rect(1, 0, Integer.MAX_VALUE, 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Rect(0, 0, -1, 1)).isInstanceOf(IllegalArgumentException.class);
    assertThat(new Rect(0, 0, Integer.MAX_VALUE, 1).right()).isEqualTo(Integer.MAX_VALUE);
  }
}
