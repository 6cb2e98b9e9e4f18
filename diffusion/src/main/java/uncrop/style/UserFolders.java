package uncrop.style;

import java.nio.file.Path;
import java.util.Map;

/**
 * Where users put what prompts are made with. None of the folders need exist.
 *
 * @param styles style files of Fooocus, {@code *.json}
 * @param wildcards lists of words, {@code *.txt}
 * @param expansion the files of Fooocus' prompt expansion
 */
public record UserFolders(Path styles, Path wildcards, Path expansion) {
  /**
   * {@code styles}, {@code wildcards} and {@code expansion} in the folder of the installation,
   * which is {@code UNCROP_DATA} or {@code .uncrop} in the user's own.
   */
  public static UserFolders usual(Map<String, String> environment, Path home) {
    String named = environment.getOrDefault("UNCROP_DATA", "");
    return in(named.isBlank() ? home.resolve(".uncrop") : Path.of(named));
  }

  /**
   * @param data the folder of the installation
   */
  public static UserFolders in(Path data) {
    return new UserFolders(
        data.resolve("styles"), data.resolve("wildcards"), data.resolve("expansion"));
  }
}
