package uncrop.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.File;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import uncrop.fault.BadInput;

class AtomicFileTest {
  private static final int SIZE = 4 << 20;

  @TempDir private Path folder;

  @Test
  void a_file_is_replaced_whole_and_nothing_else_is_left() throws Exception {
    Path file = folder.resolve("out.png");
    PictureWriter.write(file, new byte[] {1});
    PictureWriter.write(file, new byte[] {2, 3});
    assertThat(Files.readAllBytes(file)).containsExactly(2, 3);
    assertThat(list()).containsExactly("out.png");
  }

  @Test
  void what_cannot_be_written_is_an_error_on_the_output_and_leaves_nothing() throws Exception {
    Files.createDirectory(folder.resolve("busy.png"));
    assertThatThrownBy(() -> PictureWriter.write(folder.resolve("busy.png"), new byte[1]))
        .isInstanceOfSatisfying(BadInput.class, e -> assertThat(e.field()).isEqualTo("output"))
        .hasMessageContaining("busy.png");
    assertThatThrownBy(() -> PictureWriter.write(folder.resolve("none/a.png"), new byte[1]))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("folder does not exist");
    String long300 = "x".repeat(300);
    assertThatThrownBy(() -> PictureWriter.write(folder.resolve(long300), new byte[1]))
        .isInstanceOf(BadInput.class);
    assertThat(list()).containsExactly("busy.png");
  }

  /** Ctrl-C is a signal to the process, so it takes a process to try. */
  @Test
  void a_process_that_is_ended_amid_its_writes_leaves_whole_files_only() throws Exception {
    Process writer =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Endless.class.getName(),
                folder.toString())
            .redirectErrorStream(true)
            .start();
    try (var out =
        new BufferedReader(
            new InputStreamReader(writer.getInputStream(), StandardCharsets.UTF_8))) {
      assertThat(out.readLine()).isEqualTo("writing");
      writer.destroy();
      assertThat(writer.waitFor(30, TimeUnit.SECONDS)).isTrue();
    } finally {
      writer.destroyForcibly();
    }
    assertThat(list()).isNotEmpty().noneMatch(name -> name.endsWith(".part"));
    for (File file : folder.toFile().listFiles()) {
      assertThat(file).hasSize(SIZE);
    }
  }

  private List<String> list() {
    return List.of(folder.toFile().list());
  }

  /** Writes one file after another until it is told to stop. */
  static final class Endless {
    private Endless() {}

    public static void main(String[] args) {
      byte[] bytes = new byte[SIZE];
      for (int i = 0; ; i++) {
        PictureWriter.write(Path.of(args[0], i % 8 + ".png"), bytes);
        if (i == 8) {
          System.out.println("writing");
        }
      }
    }
  }
}
