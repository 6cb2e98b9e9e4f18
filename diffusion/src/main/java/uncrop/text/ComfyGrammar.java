package uncrop.text;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import uncrop.fault.BadInput;

/** Weights in ComfyUI's manner. */
final class ComfyGrammar {
  /*
   * A group is what lies between an opening bracket outside of all others and the closing one that
   * brings the count of open brackets back to nothing. The count may go below nothing: a bracket that
   * closes too much turns later ones into text. Whatever is not closed is text as well, its brackets
   * included. A group whose last colon is followed by a number has that weight and no other; else it
   * has 1.1 times the weight around it, and its colon is text. What is in a group is read likewise.
   */
  private static final double STEP = 1.1;
  private static final int DEEPEST = 500;

  /** Escaped brackets, while groups are looked for: two code points that are never characters. */
  private static final char OPEN = '\ufdd0';

  private static final char CLOSE = '\ufdd1';

  private final List<WeightedText> found = new ArrayList<>();

  private ComfyGrammar() {}

  /**
   * @throws BadInput if groups are nested more than 500 deep
   */
  static List<WeightedText> parse(String prompt) {
    ComfyGrammar grammar = new ComfyGrammar();
    String escaped = prompt.replace("\\)", "" + CLOSE).replace("\\(", "" + OPEN);
    grammar.read(escaped, 1, 0);
    return grammar.found;
  }

  private void read(String text, double weight, int depth) {
    if (depth > DEEPEST) {
      throw new BadInput("prompt", text, "brackets must not nest more than 500 deep");
    }
    int start = 0;
    int open = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '(') {
        if (open == 0) {
          part(text.substring(start, i), weight, depth);
          start = i;
        }
        open++;
      } else if (c == ')') {
        open--;
        if (open == 0) {
          part(text.substring(start, i + 1), weight, depth);
          start = i + 1;
        }
      }
    }
    part(text.substring(start), weight, depth);
  }

  private void part(String part, double weight, int depth) {
    if (part.length() >= 2 && part.startsWith("(") && part.endsWith(")")) {
      group(part.substring(1, part.length() - 1), weight, depth + 1);
    } else if (!part.isEmpty()) {
      found.add(new WeightedText(part.replace(CLOSE, ')').replace(OPEN, '('), weight));
    }
  }

  private void group(String inside, double around, int depth) {
    int colon = inside.lastIndexOf(':');
    OptionalDouble explicit =
        colon > 0 ? PythonFloat.parse(inside.substring(colon + 1)) : OptionalDouble.empty();
    if (explicit.isPresent()) {
      read(inside.substring(0, colon), explicit.getAsDouble(), depth);
    } else {
      read(inside, around * STEP, depth);
    }
  }
}
