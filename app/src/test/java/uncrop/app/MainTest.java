package uncrop.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The program as a process of its own. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class MainTest {
  /** The bit of SIGINT, which is signal 2. */
  private static final long INTERRUPT = 1 << 1;

  @TempDir private Path folder;

  private static ProcessBuilder program(List<String> javaOptions, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(javaOptions);
    command.addAll(
        List.of(
            "--enable-native-access=ALL-UNNAMED",
            "-Djava.awt.headless=true",
            "-cp",
            System.getProperty("java.class.path"),
            "uncrop.app.Main"));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command);
  }

  private static Path example() {
    return Path.of("..", "examples", "chelsea.png");
  }

  @Test
  void all_commands_are_listed() throws Exception {
    Process process = program(List.of(), "--help").start();

    String help = new String(process.getInputStream().readAllBytes(), UTF_8);

    assertThat(process.waitFor()).isZero();
    assertThat(help).contains("extend", "engines", "bench", "serve", "keys", "accounts", "credits");
  }

  @Test
  void extend_loads_no_class_of_the_server() throws Exception {
    Process process =
        program(
                List.of("-Xlog:class+load"),
                "extend",
                example().toString(),
                "--left",
                "5%",
                "--engine",
                "pad",
                "-o",
                folder.resolve("out.png").toString())
            .redirectError(folder.resolve("err.txt").toFile())
            .start();

    List<String> loaded;
    try (BufferedReader lines = process.inputReader()) {
      loaded = lines.lines().toList();
    }

    assertThat(process.waitFor()).isZero();
    assertThat(folder.resolve("out.png")).exists();
    assertThat(loaded).anyMatch(line -> line.contains(" uncrop.cli.extend.ExtendCommand "));
    assertThat(loaded.stream().filter(line -> line.contains(" org.springframework."))).isEmpty();
    assertThat(loaded.stream().filter(line -> line.contains(" uncrop.server."))).isEmpty();
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void ctrl_c_ends_with_130_and_leaves_nothing_behind() throws Exception {
    assumeThat(ignoresInterrupts())
        .as("a shell that started this in the background had it ignore Ctrl-C, children included")
        .isFalse();
    // It waits for a picture on standard input that never comes.
    Process process =
        program(
                List.of("-Xlog:class+load"),
                "extend",
                "-",
                "--left",
                "5%",
                "-o",
                folder.resolve("out.png").toString())
            .start();
    try (BufferedReader lines = process.inputReader()) {
      awaitLine(lines, " uncrop.picture.PictureReader ");
      new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
      lines.lines().forEach(line -> {});
    }

    assertThat(process.waitFor()).isEqualTo(130);
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left).isEmpty();
    }
  }

  /** As Linux tells it; elsewhere it is not known. */
  private static boolean ignoresInterrupts() throws IOException {
    Path status = Path.of("/proc/self/status");
    if (!Files.exists(status)) {
      return false;
    }
    for (String line : Files.readAllLines(status)) {
      if (line.startsWith("SigIgn:")) {
        long ignored = Long.parseUnsignedLong(line.substring("SigIgn:".length()).strip(), 16);
        return (ignored & INTERRUPT) != 0;
      }
    }
    return false;
  }

  private static void awaitLine(BufferedReader lines, String part) throws IOException {
    String line = lines.readLine();
    while (line != null && !line.contains(part)) {
      line = lines.readLine();
    }
    assertThat(line).as("a line with %s", part).isNotNull();
  }
}
