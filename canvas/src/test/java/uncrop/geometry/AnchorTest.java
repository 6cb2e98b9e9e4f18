package uncrop.geometry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import uncrop.fault.BadInput;

class AnchorTest {
  @ParameterizedTest
  @CsvSource({
    "top-left, 0, 0", "top, 3, 0", "top-right, 7, 0",
    "left, 0, 2", "center, 3, 2", "right, 7, 2",
    "bottom-left, 0, 5", "bottom, 3, 5", "bottom-right, 7, 5",
    "' Bottom-RIGHT ', 7, 5"
  })
  void names_put_the_source_there_and_the_odd_pixel_right_and_below(String name, int x, int y) {
    Anchor anchor = Anchor.parse("anchor", name);

    assertThat(anchor.x(17, 10)).isEqualTo(x);
    assertThat(anchor.y(15, 10)).isEqualTo(y);
  }

  @ParameterizedTest
  @EnumSource(Anchor.Named.class)
  void every_name_reads_itself(Anchor.Named anchor) {
    assertThat(Anchor.parse("anchor", anchor.toString())).isSameAs(anchor);
  }

  @ParameterizedTest
  @EnumSource(Anchor.Named.class)
  void the_largest_sides_do_not_overflow(Anchor.Named anchor) {
    assertThat(anchor.x(Integer.MAX_VALUE, 1)).isBetween(0, Integer.MAX_VALUE - 1);
    assertThat(anchor.x(1, Integer.MAX_VALUE)).isBetween(-Integer.MAX_VALUE + 1, 0);
  }

  @Test
  void a_source_larger_than_the_canvas_sticks_out_evenly_at_the_center() {
    assertThat(Anchor.CENTER.x(10, 14)).isEqualTo(-2);
    assertThat(Anchor.CENTER.x(10, 15)).isEqualTo(-3);
  }

  @ParameterizedTest
  @CsvSource({"'3,4', 3, 4", "'-3, +4', -3, 4", "'0 ,0', 0, 0"})
  void coordinates_are_taken_as_they_are(String text, int x, int y) {
    assertThat(Anchor.parse("anchor", text)).isEqualTo(new Anchor.At(x, y));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "middle", "top-top", "1,", ",1", "1,2,3", "1.5,2", "2147483648,0"})
  void anything_else_is_refused_under_its_field(String text) {
    assertThatThrownBy(() -> Anchor.parse("anchor", text))
        .isInstanceOf(BadInput.class)
        .hasMessageStartingWith("anchor ");
  }
}
