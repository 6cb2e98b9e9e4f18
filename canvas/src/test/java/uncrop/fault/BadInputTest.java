package uncrop.fault;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BadInputTest {
  @Test
  void the_message_names_field_value_and_advice() {
    BadInput error = new BadInput("left", -5, "must be at least 0");

    assertThat(error).hasMessage("left -5: must be at least 0");
    assertThat(error.field()).isEqualTo("left");
  }

  @Test
  void a_long_or_broken_value_stays_on_one_short_line() {
    BadInput error = new BadInput("mask", "line\nline\r" + "x".repeat(10_000), "is no mask");

    assertThat(error.getMessage()).hasSizeLessThan(120).doesNotContain("\n", "\r");
  }

  @Test
  void a_front_end_may_call_the_field_what_its_callers_call_it() {
    BadInput error = new BadInput("x", 900, "must be below 768").named("offset_x");

    assertThat(error).hasMessage("offset_x 900: must be below 768");
    assertThat(error.field()).isEqualTo("offset_x");
  }
}
