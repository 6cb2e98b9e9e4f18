package uncrop.server.vocabulary;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import uncrop.geometry.Size;

class CreativityTest {

  private static Creativity of(String value) {
    return new Creativity(new BigDecimal(value), true);
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "0.5, 0", "0.51, 1", "0.75, 16", "1, 32"})
  void the_band_begins_above_the_default(String value, int band) {
    assertThat(of(value).band(new Size(1000, 2000))).isEqualTo(band);
  }

  @ParameterizedTest
  @CsvSource({"1, 0", "7, 0", "8, 1", "64, 8", "255, 31", "256, 32", "4000, 32"})
  void the_band_is_at_most_an_eighth_of_the_shorter_side(int side, int band) {
    assertThat(of("1").band(new Size(side, 5000))).isEqualTo(band);
    assertThat(of("1").band(new Size(5000, side))).isEqualTo(band);
  }

  @ParameterizedTest
  @CsvSource({"0, 0.8, 3", "0.5, 0.9, 4", "1, 1, 5", "0.123, 0.8246, 3.246"})
  void strength_and_guidance_rise_with_it(String value, String strength, String guidance) {
    assertThat(of(value).options())
        .isEqualTo(Map.of("strength", strength, "guidance_scale", guidance));
  }

  @Test
  void who_does_not_send_it_leaves_the_engine_its_own_defaults() {
    assertThat(new Creativity(new BigDecimal("0.5"), false).options()).isEmpty();
  }
}
