package uncrop.server.vocabulary;

import static org.assertj.core.api.Assertions.assertThat;
import static uncrop.server.vocabulary.AnswerForm.JSON;
import static uncrop.server.vocabulary.AnswerForm.PICTURE;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import uncrop.picture.Format;

class AnswerFormTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/json",
        "application/json; charset=utf-8",
        "application/*",
        "APPLICATION/JSON",
        "application/json, image/*;q=0.5",
        "application/json, */*;q=0.8",
        "text/html, application/json;q=0.1"
      })
  void who_wants_json_more_gets_json(String accept) {
    assertThat(AnswerForm.accepted(accept, Format.PNG)).isEqualTo(JSON);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "*/*",
        "image/*",
        "image/png",
        "image/webp",
        "text/html",
        "",
        "nonsense",
        "application/json, text/plain, */*",
        "image/png, application/json",
        "image/png, application/json;q=0.9",
        "application/json;q=0, */*",
        "*/*;q=0"
      })
  void everyone_else_gets_the_picture(String accept) {
    assertThat(AnswerForm.accepted(accept, Format.PNG)).isEqualTo(PICTURE);
  }

  @Test
  void who_says_nothing_gets_the_picture() {
    assertThat(AnswerForm.accepted(null, Format.PNG)).isEqualTo(PICTURE);
  }
}
