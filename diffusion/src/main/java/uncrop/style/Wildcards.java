package uncrop.style;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Lists of words by name, one of which takes the place of {@code __name__} in a prompt. */
@FunctionalInterface
public interface Wildcards {
  /** There are none. */
  Wildcards NONE = name -> List.of();

  /**
   * The words of a list, in the order of its file.
   *
   * @param name letters, digits, {@code _} and {@code -} only
   * @return none if there is no such list, or it cannot be read
   */
  List<String> words(String name);

  /**
   * Lists in files of UTF-8, {@code name.txt}, one word or phrase in a line, read anew for each
   * prompt so that they can be edited at any time.
   *
   * @param folder need not exist
   */
  static Wildcards in(Path folder) {
    return name -> {
      try {
        return PromptLines.split(Files.readString(folder.resolve(name + ".txt"))).stream()
            .filter(line -> !line.isEmpty())
            .toList();
      } catch (IOException e) {
        return List.of();
      }
    };
  }
}
