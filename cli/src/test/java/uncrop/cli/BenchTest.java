package uncrop.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchTest {
  @TempDir private Path folder;

  @Test
  void each_row_is_measured_in_a_process_of_its_own() {
    Path photo = TestPictures.write(folder.resolve("photo.png"), 60, 40);

    CommandRun run =
        CommandRun.of("bench", "pad", "--photo", photo.toString(), "--mp", "0.01,0.02");

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.lines()).hasSize(6);
    assertThat(run.lines().get(2))
        .matches("photo.png +122x82 +left\\+right +0.01 MP +[0-9.]+s +[0-9.]+s +[0-9.]+ .*");
    assertThat(run.lines().get(5)).matches("photo.png +173x115 +all sides +0.02 MP .*");
  }

  @Test
  void an_unknown_engine_is_a_usage_error() {
    CommandRun run = CommandRun.of("bench", "magic", "--photo", "a.png");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("magic");
  }
}
