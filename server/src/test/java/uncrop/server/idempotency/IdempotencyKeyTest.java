package uncrop.server.idempotency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import uncrop.fault.BadInput;

class IdempotencyKeyTest {
  private static final Fingerprint FINGERPRINT = new Fingerprint("/");

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '\'',
      value = {
        "8e03978e-40d5-43e8-bc93-6894a57f9324, 8e03978e-40d5-43e8-bc93-6894a57f9324",
        "\"8e03978e\", 8e03978e",
        "a, a",
        "'  a  ', a",
        "\"a\\\"b\\\\c\", 'a\"b\\c'",
        "\", \"",
        "!~, !~",
        "\"a, \"a"
      })
  void a_key_is_read_bare_or_in_quotes(String header, String key) {
    assertThat(IdempotencyKey.of(header, () -> FINGERPRINT))
        .contains(new IdempotencyKey(key, FINGERPRINT.hash()));
  }

  @Test
  void it_may_have_255_characters() {
    assertThat(IdempotencyKey.of("k".repeat(255), () -> FINGERPRINT)).isPresent();
    assertThat(IdempotencyKey.of("\"" + "k".repeat(255) + "\"", () -> FINGERPRINT)).isPresent();
    assertThatThrownBy(() -> IdempotencyKey.of("k".repeat(256), () -> FINGERPRINT))
        .isInstanceOf(BadInput.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\"\"", "a b", "\"a b\"", "a\tb", "a\u007Fb", "a\u0000", "ä"})
  void what_cannot_be_seen_is_refused(String header) {
    assertThatThrownBy(() -> IdempotencyKey.of(header, () -> FINGERPRINT))
        .isInstanceOf(BadInput.class)
        .hasMessageStartingWith("Idempotency-Key ");
  }

  @Test
  void without_the_header_nothing_is_hashed() {
    assertThat(
            IdempotencyKey.of(
                null,
                () -> {
                  throw new AssertionError("hashed for nothing");
                }))
        .isEmpty();
  }
}
