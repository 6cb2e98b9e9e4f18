package uncrop.pixels;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DitherTest {
  @Test
  void whole_numbers_stay_and_fractions_come_out_right_on_average() {
    long sum = 0;
    int side = 64;
    for (int y = 1000; y < 1000 + side; y++) {
      for (int x = 0; x < side; x++) {
        assertThat((int) (7 + Dither.at(x, y))).isEqualTo(7);
        sum += (int) (7.3f + Dither.at(x, y));
      }
    }
    assertThat(sum / (double) (side * side)).isBetween(7.28, 7.32);
  }
}
