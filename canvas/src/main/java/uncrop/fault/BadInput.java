package uncrop.fault;

/** The caller's input cannot be used: names the field, the value and what to do. */
public final class BadInput extends UncropException {
  private final String field;

  /**
   * @param field the name of the parameter as the geometry knows it, such as {@code left}; front
   *     ends may translate it
   * @param value the offending value, shortened if long
   * @param advice what is allowed, or what to do, as a clause: "must be at most 1024"
   */
  public BadInput(String field, Object value, String advice) {
    super(field + " " + value + ": " + advice);
    this.field = field;
  }

  public String field() {
    return field;
  }
}
