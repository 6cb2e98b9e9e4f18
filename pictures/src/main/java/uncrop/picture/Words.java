package uncrop.picture;

/** Foreign text made fit for a message of one line. */
final class Words {
  private static final int LONGEST = 120;

  private Words() {}

  /** The text without line breaks and control characters, cut after 120 characters. */
  static String shortened(String text) {
    String line = text.replaceAll("\\p{Cntrl}+", " ").strip();
    return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "...";
  }
}
