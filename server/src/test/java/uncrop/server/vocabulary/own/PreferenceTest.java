package uncrop.server.vocabulary.own;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PreferenceTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "wait=0                    | 0",
        "wait=30                   | 30",
        "WAIT = 30                 | 30",
        "wait=\"30\"               | 30",
        "respond-async, wait=7     | 7",
        "wait=7, respond-async     | 7",
        "return=minimal;a=b,wait=7 | 7",
        "wait=7;x=y                | 7",
        "wait=600                  | 600",
        "wait=601                  | 600",
        "wait=999999999            | 600"
      })
  void a_wish_to_wait_is_heard_up_to_ten_minutes(String header, int seconds) {
    assertThat(Preference.wait(List.of(header))).contains(Duration.ofSeconds(seconds));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "wait",
        "wait=",
        "wait=-1",
        "wait=1.5",
        "wait=9999999999",
        "await=3",
        "wait=3s"
      })
  void what_cannot_be_read_is_no_wish(String header) {
    assertThat(Preference.wait(List.of(header))).isEmpty();
  }

  @Test
  void the_first_of_several_headers_counts() {
    assertThat(Preference.wait(List.of("respond-async", "wait=1", "wait=2")))
        .contains(Duration.ofSeconds(1));
    assertThat(Preference.wait(List.of())).isEmpty();
    assertThat(Preference.applied(Duration.ofMinutes(1))).isEqualTo("wait=60");
  }
}
