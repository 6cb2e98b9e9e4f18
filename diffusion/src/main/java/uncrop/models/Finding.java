package uncrop.models;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import uncrop.checkpoint.Family;
import uncrop.models.ModelCard.PartCard;

/**
 * What a file or folder turned out to be; all that can be checked was.
 *
 * @param channels of its UNet; 0 if it has none
 * @param base the folder that all files are below
 * @param opened what is opened to use it: a file below the base, or the base
 * @param files all that it needs
 */
record Finding(
    Kind kind,
    Optional<Family> family,
    int channels,
    List<PartCard> parts,
    Path base,
    Path opened,
    List<Path> files) {
  Finding {
    parts = List.copyOf(parts);
    files = List.copyOf(files);
  }

  /** Of a model that is one file. */
  static Finding ofFile(Kind kind, Optional<Family> family, Path file) {
    return new Finding(kind, family, 0, List.of(), parent(file), file, List.of(file));
  }

  static Path parent(Path file) {
    Path parent = file.getParent();
    return parent == null ? Path.of("") : parent;
  }
}
