package uncrop.style;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** How Fooocus tidies what users type. */
public final class PromptLines {
  /** All that ends a line to Python's {@code splitlines}. */
  private static final Pattern END_OF_LINE =
      Pattern.compile("\\r\\n|[\\n\\x0B\\f\\r\\x1c-\\x1e\\x85\\u2028\\u2029]");

  private static final Pattern SPACES = Pattern.compile(" {2,}");
  private static final Pattern AROUND = Pattern.compile("^[ ,.\\r\\n]+|[ ,.\\r\\n]+$");

  private PromptLines() {}

  /** The lines of a text, tidied, without those that are empty then. */
  static List<String> of(String text) {
    return split(text).stream().map(PromptLines::tidy).filter(line -> !line.isEmpty()).toList();
  }

  /** The lines of a text as they are, empty ones included. */
  static List<String> split(String text) {
    return Arrays.asList(END_OF_LINE.split(text));
  }

  /** Without runs of spaces, and without blanks, commas and full stops at its ends. */
  public static String tidy(String line) {
    return AROUND.matcher(SPACES.matcher(line).replaceAll(" ")).replaceAll("");
  }

  /** The parts between commas that are not blank, joined by a comma and a space. */
  static String tidyList(String prompt) {
    return Arrays.stream(SPACES.matcher(prompt).replaceAll(" ").split(",", -1))
        .map(String::strip)
        .filter(part -> !part.isEmpty())
        .collect(Collectors.joining(", "));
  }
}
