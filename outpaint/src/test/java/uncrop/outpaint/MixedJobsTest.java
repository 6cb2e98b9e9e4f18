package uncrop.outpaint;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What many callers, three models and random stops leave behind; see {@link MixedJobs}. */
@EnabledOnOs(OS.LINUX)
class MixedJobsTest {
  private static final int ROUNDS = Integer.getInteger("uncrop.rounds", 5);
  private static final int JOBS = 20;
  private static final long SEED = Long.getLong("uncrop.seed", 6);

  /** Until the heap has grown and the code is compiled. */
  private static final int WARM_UP = 2;

  /** The C library's free pieces come and go; a leak of a model or two would be more. */
  private static final long ALLOWED_MIB = 24;

  private record Round(int painted, int stopped, int loaded, long mib) {
    static Round of(String line) {
      List<Long> numbers = Stream.of(line.split(" ", -1)).map(Long::valueOf).toList();
      return new Round(
          Math.toIntExact(numbers.get(0)),
          Math.toIntExact(numbers.get(1)),
          Math.toIntExact(numbers.get(2)),
          numbers.get(3));
    }
  }

  @Test
  void a_hundred_mixed_jobs_end_each_in_its_picture_or_its_stop_and_leave_nothing(
      @TempDir Path folder) throws IOException, InterruptedException {
    // In a process with a small heap of its own: how far a heap grows is up to its collector.
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx64m",
            "-XX:+UseSerialGC",
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            System.getProperty("java.class.path"),
            MixedJobs.class.getName(),
            folder.toString(),
            String.valueOf(ROUNDS),
            String.valueOf(JOBS),
            String.valueOf(SEED));
    builder.environment().put("MALLOC_ARENA_MAX", "1");
    Process process = builder.redirectErrorStream(true).start();
    List<String> lines = process.inputReader().lines().toList();

    assertThat(process.waitFor()).as("seed %s: %s", SEED, lines).isZero();
    System.out.println("painted, stopped, loaded, MiB (seed " + SEED + "): " + lines);
    List<Round> rounds = lines.stream().map(Round::of).toList();
    assertThat(rounds).hasSize(ROUNDS);
    assertThat(rounds.getLast().painted() + rounds.getLast().stopped()).isEqualTo(ROUNDS * JOBS);
    assertThat(rounds.getLast().painted()).isPositive();
    assertThat(rounds.getLast().stopped()).isPositive();
    assertThat(rounds).extracting(Round::loaded).allMatch(loaded -> loaded == 2);
    assertThat(rounds.getLast().mib() - rounds.get(WARM_UP).mib()).isLessThan(ALLOWED_MIB);
  }
}
