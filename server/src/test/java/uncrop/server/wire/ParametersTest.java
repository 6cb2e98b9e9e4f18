package uncrop.server.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import uncrop.fault.BadInput;

class ParametersTest {
  private static Parameters of(String json) {
    return Parameters.of(json.getBytes(StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @ValueSource(strings = {"7", "7.0", "\"7\"", "\" 7 \"", "7e0", "\"0.7e1\"", "70e-1"})
  void whole_numbers_come_in_many_forms(String seven) {
    assertThat(of("{\"n\":" + seven + "}").integer("n", 1, 0, 10)).isEqualTo(7);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-1",
        "11",
        "6.5",
        "\"\"",
        "\"seven\"",
        "true",
        "[7]",
        "{}",
        "1e999999999",
        "-1e999999999",
        "1e-999999999",
        "\"1e999999999\"",
        "\"NaN\"",
        "\"Infinity\"",
        "\"0x7\"",
        "99999999999999999999999999999999999999999999999999"
      })
  void what_is_no_whole_number_in_range_is_refused_with_field_value_and_range(String value) {
    assertThatThrownBy(() -> of("{\"n\":" + value + "}").integer("n", 1, 0, 10))
        .isInstanceOfSatisfying(BadInput.class, bad -> assertThat(bad.field()).isEqualTo("n"))
        .message()
        .startsWith("n ")
        .endsWith("must be a whole number from 0 to 10")
        .hasSizeLessThan(200);
  }

  @Test
  void a_number_keeps_its_digits() {
    BigDecimal most = BigDecimal.valueOf(25);
    assertThat(of("{\"g\":\"7.25\"}").number("g", BigDecimal.ONE, BigDecimal.ONE, most))
        .isEqualTo("7.25");
    assertThat(of("{}").number("g", BigDecimal.TWO, BigDecimal.ONE, most)).isEqualTo("2");
    assertThatThrownBy(() -> of("{\"g\":25.01}").number("g", BigDecimal.ONE, BigDecimal.ONE, most))
        .hasMessage("g 25.01: must be a number from 1 to 25");
  }

  @Test
  void null_is_as_good_as_absent() {
    Parameters parameters = of("{\"n\":null}");
    assertThat(parameters.sent("n")).isFalse();
    assertThat(parameters.integer("n", 5, 0, 10)).isEqualTo(5);
    assertThat(parameters.text("n")).isEmpty();
    assertThat(parameters.flag("n", true)).isTrue();
    assertThatThrownBy(() -> parameters.required("n")).hasMessageContaining("n (not sent)");
  }

  @Test
  void flags_may_be_words_or_numbers() {
    for (String yes : List.of("true", "\"true\"", "\"True\"", "1", "\"1\"")) {
      assertThat(of("{\"f\":" + yes + "}").flag("f", false)).as(yes).isTrue();
    }
    for (String no : List.of("false", "\"FALSE\"", "0")) {
      assertThat(of("{\"f\":" + no + "}").flag("f", true)).as(no).isFalse();
    }
    for (String neither : List.of("2", "\"yes\"", "\"\"", "[]", "{\"true\":1}")) {
      assertThatThrownBy(() -> of("{\"f\":" + neither + "}").flag("f", true))
          .as(neither)
          .isInstanceOf(BadInput.class);
    }
  }

  @Test
  void an_alias_yields_to_the_real_name() {
    assertThat(of("{\"a\":\"x\"}").alias("a", "b").text("b")).contains("x");
    assertThat(of("{\"a\":\"x\",\"b\":\"y\"}").alias("a", "b").text("b")).contains("y");
    assertThat(of("{\"a\":\"x\",\"b\":null}").alias("a", "b").text("b")).contains("x");
  }

  @Test
  void a_choice_names_all_that_is_allowed() {
    assertThatThrownBy(() -> of("{\"s\":\"Euler\"}").choice("s", "a", List.of("a", "euler")))
        .hasMessage("s Euler: must be one of a, euler");
    assertThat(of("{}").choice("s", "a", List.of("a", "b"))).isEqualTo("a");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "null",
        "[]",
        "7",
        "\"x\"",
        "{",
        "{\"a\":1",
        "{\"a\":1}}",
        "{\"a\":1} {}",
        "{a:1}",
        "{'a':1}",
        "{\"a\":\"\u0001\"}",
        "<html>",
        "{\"a\":01}"
      })
  void what_is_no_json_object_is_refused_in_one_line(String body) {
    assertThatThrownBy(() -> of(body))
        .isInstanceOfSatisfying(BadInput.class, bad -> assertThat(bad.field()).isEqualTo("body"))
        .message()
        .doesNotContain("\n");
  }

  @Test
  void nesting_without_end_is_refused() {
    assertThatThrownBy(() -> of("{\"a\":" + "[".repeat(100_000))).isInstanceOf(BadInput.class);
  }

  @Test
  void a_text_may_be_longer_than_a_json_library_expects() {
    String picture = "A".repeat(30_000_000);
    assertThat(of("{\"p\":\"" + picture + "\"}").required("p")).hasSize(30_000_000);
  }

  @Test
  void a_hostile_value_does_not_reach_the_message_as_it_is() {
    String value = "x\\r\\nSet-Cookie: a\\u0000" + "y".repeat(1000);
    assertThatThrownBy(() -> of("{\"n\":\"" + value + "\"}").integer("n", 1, 0, 10))
        .message()
        .hasSizeLessThan(200)
        .doesNotContain("\r", "\n", "\u0000");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"b\":3}", "\"{\\\"b\\\":3}\""})
  void the_fields_of_an_object_are_known_by_their_whole_names(String object) {
    Parameters within = of("{\"a\":" + object + "}").within("a");
    assertThat(within.integer("a.b", 1, 0, 10)).isEqualTo(3);
    assertThat(within.sent("b")).isFalse();
    assertThatThrownBy(() -> within.integer("a.b", 1, 0, 2)).hasMessageStartingWith("a.b 3: ");
  }

  @Test
  void an_object_that_was_not_sent_has_no_fields() {
    assertThat(of("{}").within("a").sent("a.b")).isFalse();
    assertThat(of("{\"a\":null}").within("a").sent("a.b")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"3", "true", "[]", "\"\"", "\"{\"", "\"[1]\"", "\"left\""})
  void what_is_no_object_is_refused_as_one(String value) {
    assertThatThrownBy(() -> of("{\"a\":" + value + "}").within("a"))
        .isInstanceOf(BadInput.class)
        .message()
        .startsWith("a ")
        .endsWith("must be an object");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[\"a\", \" b \", \"\"]", "\"a,b\"", "\" a ,, b\"", "[\"a,b\"]"})
  void several_texts_are_a_list_or_have_commas(String value) {
    assertThat(of("{\"s\":" + value + "}").texts("s")).containsExactly("a", "b");
  }

  @ParameterizedTest
  @ValueSource(strings = {"3", "true", "{}", "[3]", "[[\"a\"]]", "[null]"})
  void what_is_no_list_of_texts_is_refused(String value) {
    assertThatThrownBy(() -> of("{\"s\":" + value + "}").texts("s"))
        .isInstanceOf(BadInput.class)
        .hasMessageStartingWith("s ");
  }

  @Test
  void a_literal_is_what_was_written_and_never_long() {
    assertThat(of("{\"n\":12}").literal("n")).contains("12");
    assertThat(of("{\"n\":12.50}").literal("n")).contains("12.50");
    assertThat(of("{\"n\":1e2}").literal("n")).contains("100");
    assertThat(of("{\"n\":\"25%\"}").literal("n")).contains("25%");
    assertThat(of("{\"n\":1e999999999}").literal("n")).contains("1E+999999999");
    assertThat(of("{}").literal("n")).isEmpty();
    assertThatThrownBy(() -> of("{\"n\":true}").literal("n")).isInstanceOf(BadInput.class);
  }
}
