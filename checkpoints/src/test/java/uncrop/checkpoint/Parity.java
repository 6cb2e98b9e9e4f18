package uncrop.checkpoint;

import java.nio.file.Path;

/** Where the shared reference vectors lie; its README says what they are. */
final class Parity {
  private static final Path FOLDER =
      Path.of("..", "diffusion", "src", "test", "resources", "parity");

  static final Path TINY_FOLDER = FOLDER.resolve("tiny-sd15-inpaint");
  static final Path TINY_FILE = FOLDER.resolve("tiny-sd15-inpaint.single.safetensors");

  private Parity() {}

  static Path file(String name) {
    return FOLDER.resolve(name);
  }
}
