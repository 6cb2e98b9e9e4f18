package uncrop.tensor;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** In a process of its own, whose class path lacks libtorch's natives. */
class MissingNativesTest {
  @Test
  void each_use_is_refused_in_one_sentence_that_names_the_reason() throws Exception {
    List<String> said = run();

    assertThat(said)
        .hasSize(2)
        .allSatisfy(line ->
            assertThat(line)
                .startsWith("libtorch does not load here (Could not find jnitorch")
                .contains("diffusion needs Linux"));
  }

  private static List<String> run() throws IOException, InterruptedException {
    String classPath =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(
                entry -> !Path.of(entry).getFileName().toString().matches("pytorch-.*-.*-.*-.*"))
            .collect(Collectors.joining(File.pathSeparator));
    Process child =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                classPath,
                Twice.class.getName())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String out = new String(child.getInputStream().readAllBytes(), UTF_8);
    child.waitFor();
    return out.lines().toList();
  }

  /** Tries to make a tensor, and tries again. */
  static final class Twice {
    private Twice() {}

    public static void main(String[] arguments) {
      for (int i = 0; i < 2; i++) {
        try {
          Tensor.zeros(DType.FP32, 1);
        } catch (TensorFault e) {
          System.out.println(e.getMessage());
        }
      }
    }
  }
}
