package uncrop.text;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Cuts normalised text into the pieces within which symbols are merged. */
final class Words {
  /*
   * The reference cuts twice, first by CLIP's own expression, then each piece by GPT-2's. The second
   * only ever changes a special token that was written in capitals and so is no special token: CLIP's
   * expression keeps it whole, GPT-2's cuts it into "<|", letters and "|>".
   */
  private static final Pattern PIECE =
      Pattern.compile(
          "(<\\|)(startoftext|endoftext)(\\|>)"
              + "|'s|'t|'re|'ve|'m|'ll|'d|\\p{L}+|\\p{N}|[^\\p{IsWhite_Space}\\p{L}\\p{N}]+");

  private Words() {}

  static List<String> of(String normalised) {
    List<String> words = new ArrayList<>();
    Matcher piece = PIECE.matcher(normalised);
    while (piece.find()) {
      if (piece.group(1) == null) {
        words.add(piece.group());
      } else {
        words.add(piece.group(1));
        words.add(piece.group(2));
        words.add(piece.group(3));
      }
    }
    return words;
  }
}
