package uncrop.cli.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** What the system tells about itself and this process; on Linux more than elsewhere. */
final class Machine {
  private Machine() {}

  /** Processor, how many of them, and the Java that runs. */
  static String description() {
    String processor =
        value(Path.of("/proc/cpuinfo"), "model name").orElse(System.getProperty("os.arch"));
    return "%s, %d processors, Java %s"
        .formatted(
            processor, Runtime.getRuntime().availableProcessors(), Runtime.version().toString());
  }

  /** The most memory that this process has held, in bytes: VmHWM of Linux. */
  static OptionalLong peakMemory() {
    return value(Path.of("/proc/self/status"), "VmHWM")
        .map(text -> OptionalLong.of(Long.parseLong(text.substring(0, text.indexOf(' '))) << 10))
        .orElse(OptionalLong.empty());
  }

  private static Optional<String> value(Path file, String key) {
    try (Stream<String> lines = Files.lines(file)) {
      return lines
          .filter(line -> line.startsWith(key))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst();
    } catch (IOException notLinux) {
      return Optional.empty();
    }
  }
}
