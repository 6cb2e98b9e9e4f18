package uncrop.geometry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import uncrop.fault.BadInput;

class LengthTest {
  @ParameterizedTest
  @CsvSource({
    "0, 100, 0",
    "-0, 100, 0",
    "120, 7, 120",
    "120px, 7, 120",
    "+3, 7, 3",
    "-10, 7, -10",
    "5.0, 7, 5",
    "2147483647, 1, 2147483647",
    "-2147483648, 1, -2147483648",
    "0%, 100, 0",
    "25%, 100, 25",
    "' 25 % ', 100, 25",
    "12.5%, 1000, 125",
    "-12.5%, 1000, -125",
    "100%, 2147483647, 2147483647",
  })
  void pixels_and_percent_are_understood(String text, int side, int pixels) {
    assertThat(Length.parse("left", text).of(side)).isEqualTo(pixels);
  }

  @ParameterizedTest
  @CsvSource({
    "50%, 1, 1",
    "-50%, 1, -1",
    "50%, 3, 2",
    "-50%, 3, -2",
    "49.9999999999%, 1, 0",
    "10%, 4, 0",
    "10%, 5, 1",
    "33.3333333333%, 3, 1",
    "0.5%, 100, 1",
    "0.1%, 499, 0",
    "0.1%, 500, 1"
  })
  void percent_round_to_the_nearest_pixel_and_halves_away_from_zero(
      String text, int side, int pixels) {
    assertThat(Length.parse("left", text).of(side)).isEqualTo(pixels);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "%",
        "px",
        "-",
        ".",
        "1e9",
        "1e999999999%",
        "NaN",
        "Infinity",
        "0x10",
        "12,5%",
        "1.5",
        "2147483648",
        "-2147483649",
        "99999999999",
        "5%%",
        "--5",
        "ten",
        "１２"
      })
  void anything_else_is_refused_under_its_field(String text) {
    assertThatThrownBy(() -> Length.parse("left", text))
        .isInstanceOfSatisfying(BadInput.class, e -> assertThat(e.field()).isEqualTo("left"))
        .hasMessageStartingWith("left ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"101%", "-9999999999%"})
  void percent_that_no_int_holds_are_refused(String text) {
    Length length = Length.parse("left", text);

    assertThatThrownBy(() -> length.of(Integer.MAX_VALUE)).isInstanceOf(BadInput.class);
  }
}
