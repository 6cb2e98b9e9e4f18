package uncrop.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Valid files with seeded damage: each is read, or refused in one line. */
class HostileFilesTest {
  private static final Path PICKLES = Path.of("src", "test", "resources", "pickles");
  private static final int ROUNDS = 700;
  private static final int FAR = 600;

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "plain.safetensors",
        "plain.pt",
        "lightning.ckpt",
        "compressed.pth",
        "protocol-5.pt",
        "views.pt"
      })
  void damage_ends_in_one_line_or_in_a_valid_read(String name) throws IOException {
    byte[] whole = Files.readAllBytes(PICKLES.resolve(name));
    Path file = folder.resolve("damaged-" + name);
    int refused = 0;
    for (int seed = 0; seed < ROUNDS; seed++) {
      Files.write(file, damaged(whole, new SplittableRandom(seed)));
      try (TensorFile read = TensorFile.open(file)) {
        for (String tensor : read.names()) {
          if (read.type(tensor).dtype().isPresent()) {
            StoredTensor stored = read.get(tensor);
            assertThat(stored.bytes().byteSize())
                .isEqualTo(Shapes.elements(stored.shape()) * stored.dtype().bytes());
          }
        }
      } catch (CheckpointFault fault) {
        refused++;
        assertThat(fault.getMessage()).as("seed %d", seed).startsWith(file + ": ").hasLineCount(1);
      } catch (RuntimeException | StackOverflowError | OutOfMemoryError other) {
        throw new AssertionError("seed " + seed + " of " + name, other);
      }
    }
    assertThat(refused).as("damage that was found").isBetween(ROUNDS / 10, ROUNDS);
  }

  private static byte[] damaged(byte[] whole, SplittableRandom random) {
    byte[] bytes = whole.clone();
    int changes = 1 + random.nextInt(4);
    for (int i = 0; i < changes; i++) {
      // What is said about the data stands at the beginning and, in archives, at the end.
      int near = Math.min(bytes.length, FAR);
      int at =
          switch (random.nextInt(3)) {
            case 0 -> random.nextInt(near);
            case 1 -> bytes.length - 1 - random.nextInt(near);
            default -> random.nextInt(bytes.length);
          };
      switch (random.nextInt(6)) {
        case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
        case 1 -> bytes[at] = (byte) random.nextInt(256);
        case 2 -> bytes[at] = (byte) "0123456789[]{}\",:-.(RtQubhq".charAt(random.nextInt(27));
        case 3 -> Arrays.fill(bytes, at, Math.min(bytes.length, at + 8), (byte) 0xFF);
        case 4 -> {
          int from = random.nextInt(bytes.length);
          int length = Math.min(1 + random.nextInt(40), bytes.length - Math.max(at, from));
          System.arraycopy(bytes, from, bytes, at, length);
        }
        default -> {
          if (random.nextInt(4) == 0 && at > 0) {
            bytes = Arrays.copyOf(bytes, at);
          } else {
            bytes[at]++;
          }
        }
      }
    }
    return bytes;
  }
}
