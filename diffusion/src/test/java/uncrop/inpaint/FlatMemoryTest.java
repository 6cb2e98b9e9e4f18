package uncrop.inpaint;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/**
 * What stays behind of each picture. 60 are made by default; for 200:
 *
 * <pre>
 * ./mvnw -pl diffusion -am test -Dtest=FlatMemoryTest -Dsurefire.failIfNoSpecifiedTests=false \
 *     -Duncrop.pictures=200
 * </pre>
 */
@EnabledOnOs(OS.LINUX)
class FlatMemoryTest {
  private static final int PICTURES = Integer.getInteger("uncrop.pictures", 60);

  /** Figures, one every ten pictures, until the heap has grown and all code is compiled. */
  private static final int WARM_UP = 2;

  /** The C library's free pieces come and go; a megabyte lost with each picture would be more. */
  private static final long ALLOWED_MIB = 24;

  @Test
  void memory_is_flat_over_many_pictures() throws IOException, InterruptedException {
    // In a process with a small heap of its own: how far a heap grows is up to its collector.
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx128m",
            "-XX:+UseSerialGC",
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            System.getProperty("java.class.path"),
            ManyPictures.class.getName(),
            String.valueOf(PICTURES));
    builder.environment().put("MALLOC_ARENA_MAX", "1");
    Process process = builder.redirectErrorStream(true).start();
    List<String> lines = process.inputReader().lines().toList();

    assertThat(process.waitFor()).as("%s", lines).isZero();
    System.out.println("MiB after so many pictures: " + String.join(", ", lines));
    List<Long> resident =
        lines.stream().map(line -> Long.parseLong(line.substring(line.indexOf(' ') + 1))).toList();
    assertThat(resident).hasSize(PICTURES / 10);
    assertThat(resident.getLast() - resident.get(WARM_UP)).isLessThan(ALLOWED_MIB);
  }
}
