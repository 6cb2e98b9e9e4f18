package uncrop.cli.extend;

import java.nio.file.Path;

/** Where one result goes. */
sealed interface Output {
  /** As it is reported. */
  String shown();

  record PictureFile(Path path) implements Output {
    @Override
    public String shown() {
      return path.toString();
    }
  }

  record StandardOutput() implements Output {
    @Override
    public String shown() {
      return "-";
    }
  }
}
