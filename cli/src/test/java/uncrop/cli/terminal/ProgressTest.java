package uncrop.cli.terminal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProgressTest {
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private Instant now = Instant.EPOCH;

  private Progress progress(boolean interactive, int columns, String subject) {
    PrintStream printed = new PrintStream(err, true, UTF_8);
    return Progress.on(
        new Terminal(new ByteArrayInputStream(new byte[0]), printed, printed, interactive, columns),
        subject,
        () -> now);
  }

  /** What a screen shows last, and every line it has shown. */
  private List<String> drawn() {
    return List.of(err.toString(UTF_8).split("\r\u001B\\[K", -1));
  }

  @Test
  void the_bar_shows_stage_percent_and_time_left() {
    Progress bar = progress(true, 80, "photo.jpg");

    now = now.plusSeconds(3);
    bar.progress("painting", 0.25);

    assertThat(drawn().getLast())
        .isEqualTo("photo.jpg [#####---------------]  25 %  painting  about 9 s left");
  }

  @Test
  void the_bar_is_not_drawn_more_often_than_the_eye_can_follow() {
    Progress bar = progress(true, 80, "photo.jpg");
    for (int i = 0; i < 10_000; i++) {
      now = now.plusNanos(1_000_000);
      bar.progress("painting", i / 10_000.0);
    }

    assertThat(drawn().size()).isBetween(100, 140);
  }

  @Test
  void the_bar_never_fills_the_last_column_whatever_the_name() {
    for (int columns : new int[] {1, 10, 40, 80, 200}) {
      err.reset();
      Progress bar = progress(true, columns, "a/very/long/path/".repeat(20) + "photo.jpg");
      now = now.plusSeconds(100);
      bar.progress("painting details", 0.5);

      assertThat(drawn())
          .allSatisfy(line -> assertThat(line.length()).isLessThan(Math.max(2, columns)));
    }
  }

  @Test
  void the_bar_leaves_an_empty_line_behind() {
    Progress bar = progress(true, 80, "photo.jpg");
    bar.progress("painting", 0.5);

    bar.close();

    assertThat(drawn().getLast()).isEmpty();
  }

  @Test
  void a_pipe_gets_a_line_now_and_then() {
    Progress lines = progress(false, 80, "photo.jpg");
    for (int i = 1; i <= 11; i++) {
      now = now.plus(Duration.ofSeconds(1));
      lines.progress("painting", i / 20.0);
    }

    assertThat(err.toString(UTF_8).lines())
        .containsExactly(
            "photo.jpg: 25 %, painting, about 15 s left",
            "photo.jpg: 50 %, painting, about 10 s left");
  }

  @Test
  void nothing_is_printed_where_all_is_done_at_once() {
    progress(false, 80, "photo.jpg").progress("painting", 1);

    assertThat(err.size()).isZero();
  }
}
