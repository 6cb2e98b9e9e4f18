package uncrop.models;

import java.net.URI;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A file that can be had from the net.
 *
 * @param path that it gets in the model, with slashes
 * @param bytes if known
 * @param checksum if known
 */
public record CatalogueFile(
    Place place, String path, OptionalLong bytes, Optional<Checksum> checksum) {

  /** Where it is. */
  public sealed interface Place {
    /** On a hub, which may be mirrored: {@code BASE/repository/resolve/revision/path}. */
    record Hub(String repository, String revision, String path) implements Place {}

    /** Anywhere else. */
    record Url(URI uri) implements Place {}
  }
}
