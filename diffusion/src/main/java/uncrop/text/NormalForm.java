package uncrop.text;

import java.text.Normalizer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The text as the tokenizer sees it: composed (NFC), each run of white space one space, lower case.
 */
final class NormalForm {
  /*
   * The reference is a Rust library with tables of its own, and tokens have to be equal to its, so
   * the two places where its tables are not Java's are spelled out here:
   *
   * Composition. Its tables are those of Unicode 9. Marks that are younger are to it characters like
   * any other: they neither combine nor change places with their neighbours. So they are set apart,
   * and only what lies between them is composed. (Java 25 has Unicode 16.)
   *
   * Lower case. There its tables are those of Unicode 17. It maps one character at a time, without
   * a look at the neighbours, so that a Greek word does not end in a final sigma.
   *
   * Found by comparing every code point, alone and between two combining marks.
   */
  private static final Pattern NOT_IN_UNICODE_9 =
      Pattern.compile(
          """
          [\\x{7fd}\\x{897}-\\x{89f}\\x{8ca}-\\x{8d3}\\x{9fe}\\x{c3c}\\x{d3b}\\x{d3c}\\x{eba}\\x{1715}\
          \\x{1abf}-\\x{1ace}\\x{1df6}-\\x{1dfa}\\x{a82c}\\x{105d2}\\x{105da}\\x{10d24}-\\x{10d27}\
          \\x{10d69}-\\x{10d6d}\\x{10eab}\\x{10eac}\\x{10efd}-\\x{10eff}\\x{10f46}-\\x{10f50}\
          \\x{10f82}-\\x{10f85}\\x{11070}\\x{1133b}\\x{113b8}\\x{113bb}\\x{113c2}\\x{113c9}\
          \\x{113ce}-\\x{113d0}\\x{1145e}\\x{11839}\\x{1183a}\\x{11930}\\x{1193d}\\x{1193e}\\x{11943}\
          \\x{119e0}\\x{11a34}\\x{11a47}\\x{11a99}\\x{11d42}\\x{11d44}\\x{11d45}\\x{11d97}\\x{11f41}\
          \\x{11f42}\\x{1611e}-\\x{16120}\\x{16129}\\x{1612f}\\x{16d67}\\x{16ff0}\\x{16ff1}\\x{1e08f}\
          \\x{1e130}-\\x{1e136}\\x{1e2ae}\\x{1e2ec}-\\x{1e2ef}\\x{1e4ec}-\\x{1e4ef}\\x{1e5ee}\\x{1e5ef}]\
          """);

  private static final Pattern WHITE_SPACE = Pattern.compile("\\p{IsWhite_Space}+");

  /**
   * In UTF-16 two halves make one of the characters above U+FFFF; the reference has no such halves.
   */
  private static final Pattern HALF_A_CHARACTER = Pattern.compile("\\p{Cs}");

  private NormalForm() {}

  static String of(String text) {
    String whole = HALF_A_CHARACTER.matcher(text).replaceAll("\uFFFD");
    String spaced = WHITE_SPACE.matcher(composed(whole)).replaceAll(" ");
    StringBuilder lower = new StringBuilder(spaced.length());
    spaced.codePoints().forEach(c -> appendLower(c, lower));
    return lower.toString();
  }

  private static String composed(String text) {
    StringBuilder composed = new StringBuilder(text.length());
    Matcher young = NOT_IN_UNICODE_9.matcher(text);
    int from = 0;
    while (young.find()) {
      composed.append(
          Normalizer.normalize(text.substring(from, young.start()), Normalizer.Form.NFC));
      composed.append(young.group());
      from = young.end();
    }
    composed.append(Normalizer.normalize(text.substring(from), Normalizer.Form.NFC));
    return composed.toString();
  }

  private static void appendLower(int c, StringBuilder lower) {
    if (c == 0xa7ce || c == 0xa7d2 || c == 0xa7d4) {
      lower.appendCodePoint(c + 1);
    } else if (c >= 0x16ea0 && c <= 0x16eb8) {
      lower.appendCodePoint(c + 0x1b);
    } else if (c == 0x130) {
      lower.append("i\u0307"); // the one character whose lower case is two
    } else {
      lower.appendCodePoint(Character.toLowerCase(c));
    }
  }
}
