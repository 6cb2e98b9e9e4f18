package uncrop.style;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** How styles are called. */
final class StyleNames {
  /** Not a template: asks for the prompt's expansion. */
  static final String EXPANSION = "Fooocus V2";

  /** Not a template: stands for one of all others, another for each seed. */
  static final String RANDOM = "Random Style";

  /** What the hosted API calls the three styles that are Fooocus' default. */
  static final Map<String, String> SHORT =
      Map.of("v2", EXPANSION, "enhance", "Fooocus Enhance", "sharp", "Fooocus Sharp");

  private StyleNames() {}

  /** Whether a name, in any spelling, asks for the prompt's expansion. */
  static boolean isExpansion(String name) {
    String key = key(name);
    return key.equals(key(EXPANSION)) || EXPANSION.equals(SHORT.get(key));
  }

  /** As Fooocus shows a name that a file has: {@code sai-3d-model} is {@code SAI 3D Model}. */
  static String shown(String name) {
    return Arrays.stream(name.replace('-', ' ').split(" ", -1))
        .map(StyleNames::capitalized)
        .collect(Collectors.joining(" "))
        .replace("3d", "3D")
        .replace("Sai", "SAI")
        .replace("Mre", "MRE")
        .replace("(s", "(S");
  }

  private static String capitalized(String word) {
    if (word.isEmpty()) {
      return word;
    }
    int first = word.codePointAt(0);
    String rest = word.substring(Character.charCount(first));
    return Character.toString(Character.toTitleCase(first)) + rest.toLowerCase(Locale.ROOT);
  }

  /** The same for all spellings that are taken for one name: case, blanks and dashes aside. */
  static String key(String name) {
    return name.replaceAll("[\\s_-]+", "").toLowerCase(Locale.ROOT);
  }
}
