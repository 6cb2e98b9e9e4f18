package uncrop.tensor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * How many threads matrix arithmetic gets: one for each physical core, since two on one core share
 * its multipliers and only evict each other's cache.
 */
final class Cores {
  private static final Path CPUS = Path.of("/sys/devices/system/cpu");

  private Cores() {}

  /** At least 1, at most the processors this process may use. {@code OMP_NUM_THREADS} wins. */
  static int forCompute() {
    int allowed = Runtime.getRuntime().availableProcessors();
    String wish = System.getenv("OMP_NUM_THREADS");
    if (wish != null && wish.matches("[1-9][0-9]{0,3}")) {
      return Integer.parseInt(wish);
    }
    int physical = physical();
    return physical > 0 ? Math.min(physical, allowed) : allowed;
  }

  /** Counts the distinct groups of hardware threads that share a core; 0 where nothing says. */
  private static int physical() {
    Set<String> cores = new HashSet<>();
    try (var folders = Files.newDirectoryStream(CPUS, "cpu[0-9]*")) {
      for (Path folder : folders) {
        List<String> siblings = Files.readAllLines(folder.resolve("topology/thread_siblings_list"));
        cores.add(siblings.getFirst());
      }
    } catch (IOException | RuntimeException e) {
      return 0;
    }
    return cores.size();
  }
}
