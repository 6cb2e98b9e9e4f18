package uncrop.text;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Weights in the manner of AUTOMATIC1111's web UI. */
final class A1111Grammar {
  /*
   * The prompt is read once from left to right. A closing bracket multiplies everything since the
   * latest opening one of its kind that is still open, round and square ones counted apart, so that
   * they may overlap; what is still open at the end is closed there. A closing bracket without an
   * opening one is text. Neighbours of equal weight are put together before they are tokenized, so
   * that "(un)(even)" is one word.
   *
   * Where the original multiplies the marker of a BREAK inside brackets and then takes it for a word,
   * it breaks here.
   */
  private static final double STEP = 1.1;

  private static final Pattern TOKEN =
      Pattern.compile(
          "\\\\(?<escaped>[()\\[\\]\\\\]?)"
              + "|(?<open>[(\\[])"
              + "|:\\s*(?<weight>[+-]?(?:\\d+\\.?\\d*|\\.\\d+))\\s*\\)"
              + "|(?<close>[)\\]])"
              + "|[^\\\\()\\[\\]:]+|:",
          Pattern.UNICODE_CHARACTER_CLASS);
  private static final Pattern BREAK =
      Pattern.compile("\\s*\\bBREAK\\b\\s*", Pattern.UNICODE_CHARACTER_CLASS);

  private static final class Piece {
    final String text;
    final boolean afterBreak;
    double weight = 1;

    Piece(String text, boolean afterBreak) {
      this.text = text;
      this.afterBreak = afterBreak;
    }
  }

  private final List<Piece> pieces = new ArrayList<>();
  private final Deque<Integer> round = new ArrayDeque<>();
  private final Deque<Integer> square = new ArrayDeque<>();

  private A1111Grammar() {}

  /** The prompt between BREAKs: at least one part, each of which may be empty. */
  static List<List<WeightedText>> parse(String prompt) {
    A1111Grammar grammar = new A1111Grammar();
    Matcher token = TOKEN.matcher(prompt);
    while (token.find()) {
      grammar.read(token);
    }
    grammar.round.forEach(from -> grammar.multiply(from, STEP));
    grammar.square.forEach(from -> grammar.multiply(from, 1 / STEP));
    return grammar.sections();
  }

  private void read(Matcher token) {
    String text = token.group();
    if (token.group("escaped") != null) {
      pieces.add(new Piece(token.group("escaped"), false));
    } else if (token.group("open") != null) {
      (text.equals("(") ? round : square).push(pieces.size());
    } else if (token.group("weight") != null && !round.isEmpty()) {
      multiply(round.pop(), PythonFloat.parse(token.group("weight")).orElseThrow());
    } else if (text.equals(")") && !round.isEmpty()) {
      multiply(round.pop(), STEP);
    } else if (text.equals("]") && !square.isEmpty()) {
      multiply(square.pop(), 1 / STEP);
    } else {
      String[] parts = BREAK.split(text, -1);
      for (int i = 0; i < parts.length; i++) {
        pieces.add(new Piece(parts[i], i > 0));
      }
    }
  }

  private void multiply(int from, double factor) {
    for (Piece piece : pieces.subList(from, pieces.size())) {
      piece.weight *= factor;
    }
  }

  private List<List<WeightedText>> sections() {
    List<List<WeightedText>> sections = new ArrayList<>();
    sections.add(new ArrayList<>());
    for (Piece piece : pieces) {
      if (piece.afterBreak) {
        sections.add(new ArrayList<>());
      }
      List<WeightedText> section = sections.getLast();
      if (!section.isEmpty() && section.getLast().weight() == piece.weight) {
        WeightedText before = section.removeLast();
        section.add(new WeightedText(before.text() + piece.text, piece.weight));
      } else {
        section.add(new WeightedText(piece.text, piece.weight));
      }
    }
    return sections;
  }
}
