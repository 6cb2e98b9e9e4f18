package uncrop.style;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Sentences for the user, each once, about texts that may be anything. */
final class Warnings {
  private static final int MOST = 8;
  private static final int LONGEST_QUOTED = 60;

  private final Set<String> sentences = new LinkedHashSet<>();

  void add(String sentence) {
    sentences.add(sentence);
  }

  /**
   * @param quoted from the user's texts: put on one line and shortened
   */
  void add(String format, String quoted) {
    String clean = quoted.replaceAll("\\p{Cntrl}", " ");
    String shown =
        clean.length() <= LONGEST_QUOTED ? clean : clean.substring(0, LONGEST_QUOTED) + "...";
    sentences.add(String.format(Locale.ROOT, format, shown));
  }

  /** The first few, and how many more there are. */
  List<String> list() {
    List<String> few = new ArrayList<>(sentences.stream().limit(MOST).toList());
    if (sentences.size() > MOST) {
      few.add("there are %d more warnings about this prompt".formatted(sentences.size() - MOST));
    }
    return few;
  }
}
