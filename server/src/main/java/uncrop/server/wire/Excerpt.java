package uncrop.server.wire;

/** A caller's own words, short and harmless enough for a message of one line. */
public final class Excerpt {
  private static final int LONGEST = 60;

  private Excerpt() {}

  /** At most 60 characters and three dots; control characters become question marks. */
  public static String of(String value) {
    String shown =
        value.length() <= LONGEST
            ? value
            : value.substring(0, LONGEST) + "... (" + value.length() + " characters)";
    return shown.replaceAll("[\\p{Cntrl}\\p{Cs}]", "?");
  }
}
