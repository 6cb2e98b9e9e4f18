package uncrop.cli.extend;

import java.nio.file.Path;

/** One picture that the user named, or that a folder or pattern stands for. */
sealed interface Input {
  /** As it is reported. */
  String shown();

  record PictureFile(Path path) implements Input {
    @Override
    public String shown() {
      return path.toString();
    }
  }

  record StandardInput() implements Input {
    @Override
    public String shown() {
      return "-";
    }
  }

  /** A folder or pattern without pictures: one more thing that failed, not a reason to stop. */
  record Nothing(String shown, String reason) implements Input {}
}
