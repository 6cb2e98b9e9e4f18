package uncrop.models;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Which processor this is. Rented machines all say the same name, such as "AMD EPYC", so the family
 * and the instructions for bf16 belong to it.
 */
final class Processor {
  private static final List<String> FIELDS = List.of("model name", "cpu family", "model", "flags");

  private Processor() {}

  static String name() {
    try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
      // One processor's paragraph is enough.
      return describe(lines.takeWhile(line -> !line.isBlank()).toList());
    } catch (IOException notLinux) {
      String windows = System.getenv("PROCESSOR_IDENTIFIER");
      return windows == null ? System.getProperty("os.arch", "unknown") : windows;
    }
  }

  /**
   * @param paragraph of one processor in /proc/cpuinfo
   */
  static String describe(List<String> paragraph) {
    Map<String, String> fields = new HashMap<>();
    for (String line : paragraph) {
      int colon = line.indexOf(':');
      String key = colon < 0 ? "" : line.substring(0, colon).strip();
      if (FIELDS.contains(key)) {
        fields.put(key, line.substring(colon + 1).strip());
      }
    }
    List<String> bf16 =
        Arrays.stream(fields.getOrDefault("flags", "").split(" "))
            .filter(flag -> flag.toLowerCase(Locale.ROOT).contains("bf16"))
            .sorted()
            .toList();
    return "%s (family %s, model %s, %s)"
        .formatted(
            fields.getOrDefault("model name", System.getProperty("os.arch", "unknown")),
            fields.getOrDefault("cpu family", "?"),
            fields.getOrDefault("model", "?"),
            bf16.isEmpty() ? "no bf16" : String.join(" ", bf16));
  }
}
