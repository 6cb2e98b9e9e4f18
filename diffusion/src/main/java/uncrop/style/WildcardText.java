package uncrop.style;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntUnaryOperator;
import java.util.regex.Pattern;

/** Puts words in the place of wildcards. */
final class WildcardText {
  /*
   * A word may hold wildcards itself, which the next pass replaces; a list that leads to itself ends
   * after the last pass, as it stands then. Within a pass the wildcards are those that stood there
   * when it began, in their order, and each takes the place of the first of its name, even if that
   * is one that a word has just brought. This is what Fooocus does, and with it the order in which
   * the random numbers are drawn.
   */
  private static final int PASSES = 64;

  /** A list that holds itself twice in a line would double the prompt with each pass. */
  private static final int LONGEST = 32_768;

  private static final Pattern WILDCARD = Pattern.compile("__([\\p{L}\\p{N}_-]+)__");

  private final Wildcards wildcards;
  private final IntUnaryOperator choice;
  private final Map<String, List<String>> read = new HashMap<>();
  private final Warnings warnings;

  /**
   * @param choice from how many words there are to the index of the one that is taken
   */
  WildcardText(Wildcards wildcards, IntUnaryOperator choice, Warnings warnings) {
    this.wildcards = wildcards;
    this.choice = choice;
    this.warnings = warnings;
  }

  String expand(String text) {
    String expanded = text;
    for (int pass = 0; pass < PASSES; pass++) {
      List<String> names = names(expanded);
      if (names.isEmpty()) {
        return expanded;
      }
      for (String name : names) {
        expanded = replaced(expanded, name);
        if (expanded.length() > Math.max(LONGEST, text.length())) {
          warnings.add("wildcards make this prompt too long: the rest of them stays as it is");
          return expanded;
        }
      }
    }
    for (String name : names(expanded)) {
      warnings.add("__%s__ stays: its words lead back to itself", name);
    }
    return expanded;
  }

  private String replaced(String text, String name) {
    String wildcard = "__" + name + "__";
    List<String> words = read.computeIfAbsent(name, wildcards::words);
    if (words.isEmpty()) {
      warnings.add("%s is only its name: there is no file of words for it", wildcard);
      return text.replace(wildcard, name);
    }
    int at = text.indexOf(wildcard);
    String word = words.get(choice.applyAsInt(words.size()));
    return at < 0 ? text : text.substring(0, at) + word + text.substring(at + wildcard.length());
  }

  private static List<String> names(String text) {
    return WILDCARD.matcher(text).results().map(found -> found.group(1)).toList();
  }
}
