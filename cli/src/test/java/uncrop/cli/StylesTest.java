package uncrop.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StylesTest {
  @TempDir private Path folder;

  private CommandRun styles() {
    return CommandRun.of("styles", "--styles-folder", folder.toString());
  }

  @Test
  void the_built_in_ones_are_listed_where_there_are_no_others() {
    CommandRun run = styles();

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.lines())
        .startsWith("built in:", "  Fooocus V2", "  Random Style", "  Fooocus Enhance")
        .contains("  SAI Pixel Art")
        .noneMatch(line -> line.startsWith("from "))
        .anyMatch(line -> line.startsWith("Fooocus V2 "));
  }

  @Test
  void the_users_are_listed_apart_and_take_the_place_of_others() throws IOException {
    Files.writeString(
        folder.resolve("mine.json"), "[{\"name\": \"my-own\"}, {\"name\": \"sai-anime\"}]");

    assertThat(styles().lines())
        .containsSubsequence("built in:", "from " + folder + ":", "  My Own", "  SAI Anime")
        .containsOnlyOnce("  SAI Anime");
  }

  @Test
  void a_damaged_file_is_one_line_and_a_failure() throws IOException {
    Files.writeString(folder.resolve("mine.json"), "[{\"name\": \"my-own\"");

    CommandRun run = styles();
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.lines()).isEmpty();
    assertThat(run.err())
        .startsWith("uncrop: styles " + folder.resolve("mine.json") + ": is not JSON, line 1")
        .hasLineCount(1);
  }
}
