package uncrop.models;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Map;
import java.util.Optional;
import uncrop.fault.BadInput;
import uncrop.models.download.RemoteFile;

/**
 * The hub that catalogues speak of, or a mirror of it: {@code
 * BASE/repository/resolve/revision/path}.
 *
 * @param token that proves who asks
 */
public record Hub(URI base, Optional<String> token) {
  private static final String USUAL = "https://huggingface.co";

  /**
   * @param mirror and token that the user gives now; else those of {@code UNCROP_HUB_MIRROR}, and
   *     {@code UNCROP_HUB_TOKEN} or {@code HF_TOKEN}
   * @throws BadInput on the field "mirror" if it is no address
   */
  public static Hub of(
      Optional<String> mirror, Optional<String> token, Map<String, String> environment) {
    String base =
        mirror.or(() -> set(environment, "UNCROP_HUB_MIRROR")).orElse(USUAL).replaceAll("/+$", "");
    Optional<String> proof =
        token
            .or(() -> set(environment, "UNCROP_HUB_TOKEN"))
            .or(() -> set(environment, "HF_TOKEN"))
            .map(String::strip);
    if (proof.filter(text -> !text.matches("[\\x21-\\x7e]+")).isPresent()) {
      throw new BadInput("token", "(not shown)", "must be one word");
    }
    try {
      URI uri = new URI(base);
      if (uri.getHost() != null && base.matches("(?i)https?://.*")) {
        return new Hub(uri, proof);
      }
    } catch (URISyntaxException e) {
      // Said below.
    }
    throw new BadInput("mirror", base, "must be an address, such as " + USUAL);
  }

  private static Optional<String> set(Map<String, String> environment, String variable) {
    String value = environment.getOrDefault(variable, "");
    return value.isBlank() ? Optional.empty() : Optional.of(value);
  }

  RemoteFile remote(CatalogueEntry entry, CatalogueFile file) {
    return switch (file.place()) {
      case CatalogueFile.Place.Hub(String repository, String revision, String path) ->
          new RemoteFile(
              URI.create(
                  "%s/%s/resolve/%s/%s"
                      .formatted(base, escaped(repository), escaped(revision), escaped(path))),
              token,
              "%s/%s".formatted(base, repository),
              file.bytes());
      case CatalogueFile.Place.Url(URI uri) ->
          new RemoteFile(uri, Optional.empty(), entry.page(), file.bytes());
    };
  }

  private static String escaped(String path) {
    try {
      return new URI(null, null, path, null).getRawPath();
    } catch (URISyntaxException e) {
      throw new BadInput("path", path, "cannot stand in an address");
    }
  }
}
