package uncrop.server.limit;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class GuessLimitsTest {
  private final TickingClock clock = new TickingClock();
  private final GuessLimits guesses = new GuessLimits(new RateSettings(0, 1, 3), clock);

  private void guess(String address, int times) {
    for (int i = 0; i < times; i++) {
      guesses.admit(address, "uc_wrong" + i);
      guesses.wrong(address);
    }
  }

  private void assertShut(String address) {
    assertThatThrownBy(() -> guesses.admit(address, "uc_another"))
        .isInstanceOf(RateExceeded.class)
        .hasMessageContaining("wrong API keys");
  }

  @Test
  void an_address_that_guesses_too_often_has_to_wait() {
    guess("203.0.113.7", 3);
    assertShut("203.0.113.7");
    clock.advance(Duration.ofSeconds(20));
    guess("203.0.113.7", 1);
    assertShut("203.0.113.7");
  }

  @Test
  void other_addresses_do_not() {
    guess("203.0.113.7", 3);
    guess("203.0.113.8", 3);
    guess("2001:db8::1", 3);
  }

  @Test
  void all_addresses_of_an_ipv6_network_are_one() {
    guess("2001:db8:0:1::1", 1);
    guess("2001:db8:0:1:ffff::2", 1);
    guess("2001:db8:0:1:0:0:0:3", 1);
    assertShut("2001:db8:0:1::4");
    guess("2001:db8:0:2::1", 3);
  }

  @Test
  void a_key_that_was_good_before_is_let_through_all_the_same() {
    guesses.right("uc_known");
    guess("203.0.113.7", 3);
    assertThatCode(() -> guesses.admit("203.0.113.7", "uc_known")).doesNotThrowAnyException();
    assertShut("203.0.113.7");
  }

  @Test
  void good_keys_are_not_counted() {
    for (int i = 0; i < 100; i++) {
      guesses.admit("203.0.113.7", "uc_good");
      guesses.right("uc_good");
    }
    guess("203.0.113.7", 3);
  }

  @Test
  void zero_is_no_limit() {
    GuessLimits none = new GuessLimits(new RateSettings(0, 1, 0), clock);
    for (int i = 0; i < 1000; i++) {
      none.admit("203.0.113.7", "uc_wrong");
      none.wrong("203.0.113.7");
    }
  }

  @Test
  void an_address_that_is_none_is_limited_by_its_name() {
    guess("unknown", 3);
    assertShut("unknown");
  }
}
