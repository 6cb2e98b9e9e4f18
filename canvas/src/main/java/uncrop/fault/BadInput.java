package uncrop.fault;

/** The caller's input cannot be used: names the field, the value and what to do. */
public final class BadInput extends UncropException {
  private static final int LONGEST_SHOWN = 80;

  private final String field;
  private final String value;
  private final String advice;

  /**
   * @param field the name of the parameter as the geometry knows it, such as {@code left}; front
   *     ends may translate it
   * @param value the offending value; shown on one line and shortened if long
   * @param advice what is allowed, or what to do, as a clause: "must be at most 1024"
   */
  public BadInput(String field, Object value, String advice) {
    super(field + " " + oneLine(String.valueOf(value)) + ": " + advice);
    this.field = field;
    this.value = String.valueOf(value);
    this.advice = advice;
  }

  /** The same under the name by which the caller knows the field. */
  public BadInput named(String otherField) {
    BadInput renamed = new BadInput(otherField, value, advice);
    renamed.initCause(this);
    return renamed;
  }

  private static String oneLine(String value) {
    String clean = value.replaceAll("\\p{Cntrl}", " ");
    return clean.length() <= LONGEST_SHOWN ? clean : clean.substring(0, LONGEST_SHOWN) + "...";
  }

  public String field() {
    return field;
  }

  /** The message without field and value, where the reader sees these anyway. */
  public String advice() {
    return advice;
  }
}
