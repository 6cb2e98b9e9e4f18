package uncrop.focus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import uncrop.fault.BadInput;
import uncrop.golden.Golden;
import uncrop.sampler.Guidance;
import uncrop.tensor.DType;
import uncrop.tensor.RandomStream;
import uncrop.tensor.Tensor;
import uncrop.tensor.TensorScope;

class FocusGuidanceTest {
  private static final Golden GOLDEN = Golden.tensors("golden/fooocus/guidance.safetensors");
  private static final double ALLOWED = 2e-5;

  private TensorScope scope;

  @BeforeEach
  void open() {
    scope = TensorScope.open();
  }

  @AfterEach
  void close() {
    scope.close();
  }

  @Test
  void guided_pictures_are_fooocus() {
    Tensor x = GOLDEN.get("x");
    int compared = 0;
    double worst = 0;
    for (String name : GOLDEN.names()) {
      // t830.cfg4.0.sharp2.0.adaptive7.0
      String[] parts = name.split("\\.(?=[cas])", -1);
      if (!name.startsWith("t") || name.contains("cfg1.0")) {
        continue;
      }
      FocusGuidance guidance =
          new FocusGuidance(
              number(parts[1], "cfg"), number(parts[2], "sharp"), number(parts[3], "adaptive"));
      Tensor guided =
          guidance.guided(
              x, GOLDEN.get("pos_x0"), GOLDEN.get("neg_x0"), (int) number(parts[0], "t"));
      worst = Math.max(worst, Golden.difference(guided, GOLDEN.get(name)));
      assertThat(worst).as(name).isLessThan(ALLOWED);
      compared++;
    }
    System.out.printf(Locale.ROOT, "guidance: %d runs, worst %.1e%n", compared, worst);
    assertThat(compared).isEqualTo(35);
  }

  private static double number(String part, String prefix) {
    assertThat(part).startsWith(prefix);
    return Double.parseDouble(part.substring(prefix.length()));
  }

  @Test
  void the_filter_is_fooocus() {
    Tensor x = GOLDEN.get("x");
    Tensor positive = GOLDEN.get("pos_x0");

    Tensor noise = Sharpness.filtered(x.minus(positive), positive);
    Tensor self = Sharpness.filtered(x, x);
    Tensor two = Sharpness.filtered(GOLDEN.get("batch2.in"), GOLDEN.get("batch2.guide"));

    assertThat(Golden.difference(noise, GOLDEN.get("filter_of_eps_guided_by_pos")))
        .isLessThan(ALLOWED);
    assertThat(Golden.difference(self, GOLDEN.get("filter_of_x_self"))).isLessThan(ALLOWED);
    assertThat(Golden.difference(two, GOLDEN.get("batch2.out"))).isLessThan(ALLOWED);
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "1, 9", "3, 2", "7, 40"})
  void the_filter_keeps_what_is_even_at_any_size(int height, int width) {
    try (RandomStream random = RandomStream.seeded(4)) {
      Tensor even = Tensor.full(2.5, DType.FP32, 1, 4, height, width);
      Tensor guide = random.normal(DType.FP32, 1, 4, height, width);

      assertThat(Golden.difference(Sharpness.filtered(even, guide), even)).isLessThan(1e-5);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 400, 999})
  void without_sharpness_it_is_the_plain_guidance(int timestep) {
    Tensor x = GOLDEN.get("x");
    Tensor positive = GOLDEN.get("pos_x0");
    Tensor negative = GOLDEN.get("neg_x0");

    Tensor guided = new FocusGuidance(4, 0, 7).guided(x, positive, negative, timestep);

    Tensor plain = Guidance.plain(4).guided(x, positive, negative, timestep);
    assertThat(Golden.difference(guided, plain)).isLessThan(ALLOWED);
  }

  @Test
  void it_leaves_nothing_behind_but_its_result() {
    Tensor x = GOLDEN.get("x");
    Tensor positive = GOLDEN.get("pos_x0");
    int before = scope.size();

    new FocusGuidance(9, 2, 7).guided(x, positive, x, 100);

    assertThat(scope.size()).isEqualTo(before + 1);
  }

  @ParameterizedTest
  @CsvSource({
    "-1, 7, sharpness -1.0: must be 0 to 30",
    "31, 7, sharpness 31.0: must be 0 to 30",
    "NaN, 7, sharpness NaN: must be 0 to 30",
    "2, -1, 'adaptive guidance -1.0: must be 0 or more, such as 7'",
  })
  void settings_beyond_reason_are_refused(double sharpness, double adaptive, String said) {
    assertThatThrownBy(() -> new FocusGuidance(4, sharpness, adaptive))
        .isInstanceOf(BadInput.class)
        .hasMessage(said);
  }
}
