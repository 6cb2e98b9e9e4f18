package uncrop.focus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import uncrop.fault.BadInput;
import uncrop.geometry.Size;
import uncrop.golden.Golden;

class SizeConditioningTest {
  private static final JsonNode REFERENCE = Golden.json("golden/fooocus/adm.json");

  static Stream<JsonNode> cases() {
    return REFERENCE.path("cases").valueStream();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void the_six_numbers_are_fooocus(JsonNode expected) {
    Size size = new Size(expected.path("w").asInt(), expected.path("h").asInt());
    boolean fast = expected.path("scales").asString().equals("fast");
    boolean positive = expected.path("type").asString().equals("positive");
    SizeConditioning sizes = fast ? new SizeConditioning(1, 1, 0.3) : SizeConditioning.DEFAULT;

    for (int timestep : new int[] {999, 0}) {
      double[] numbers = positive ? sizes.positive(size, timestep) : sizes.negative(size, timestep);

      JsonNode wanted = expected.path(timestep > 0 ? "emphasised" : "consistent");
      assertThat(numbers)
          .containsExactly(wanted.valueStream().mapToDouble(JsonNode::asDouble).toArray());
    }
  }

  @ParameterizedTest
  @CsvSource({"0.3", "0.0", "1.0"})
  void the_first_timesteps_are_told_another_size(double end) {
    SizeConditioning sizes = new SizeConditioning(1.5, 0.8, end);
    JsonNode switches =
        REFERENCE
            .path("switch_1=emphasised")
            .path("adm_end=" + String.format(Locale.ROOT, "%.1f", end));
    assertThat(switches.size()).isPositive();
    for (String timestep : switches.propertyNames()) {
      assertThat(sizes.emphasises(Double.parseDouble(timestep)))
          .as("timestep %s", timestep)
          .isEqualTo(switches.path(timestep).asInt() == 1);
    }
  }

  @Test
  void without_emphasis_the_true_size_is_all_that_is_told() {
    double[] numbers = SizeConditioning.TRUE_SIZE.positive(new Size(832, 1216), 999);

    assertThat(numbers).containsExactly(1216, 832, 0, 0, 1216, 832);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 1, 0.3, positive size scale 0.0: must be 0.1 to 3.0",
    "1, 3.1, 0.3, negative size scale 3.1: must be 0.1 to 3.0",
    "1, 1, 1.1, end of size scales 1.1: must be 0.0 to 1.0",
    "NaN, 1, 0.3, positive size scale NaN: must be 0.1 to 3.0",
  })
  void scales_beyond_reason_are_refused(double positive, double negative, double end, String said) {
    assertThatThrownBy(() -> new SizeConditioning(positive, negative, end))
        .isInstanceOf(BadInput.class)
        .hasMessage(said);
  }
}
