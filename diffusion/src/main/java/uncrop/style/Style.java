package uncrop.style;

/**
 * What is put around and beside a prompt.
 *
 * @param prompt has {@code {prompt}} in the place of the user's own; each line is encoded for
 *     itself; may be empty
 * @param negative what the picture shall not show, in the same way; may be empty
 */
record Style(String name, String prompt, String negative, Origin origin) {
  private static final String PLACE = "{prompt}";

  boolean hasPlace() {
    return prompt.contains(PLACE);
  }

  String around(String own) {
    return prompt.replace(PLACE, own);
  }
}
