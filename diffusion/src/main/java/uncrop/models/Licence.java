package uncrop.models;

/**
 * Under what terms a model may be used, as its page says.
 *
 * @param name such as "CreativeML OpenRAIL-M"; empty if none was found
 * @param apiUse whether others may be served with it over an API
 * @param url where it is written; empty if unknown
 * @param terms what a user must know of it, in a sentence; may be empty
 */
public record Licence(String name, ApiUse apiUse, String url, String terms) {

  /** Whether a model may stand behind a service for others. */
  public enum ApiUse {
    ALLOWED,
    FORBIDDEN,
    UNKNOWN
  }

  /** In one line: all that is known. */
  public String summary() {
    String first = name.isEmpty() ? "unknown licence" : name;
    String told = terms.isEmpty() ? first : first + ": " + terms;
    return url.isEmpty() ? told : told + " (" + url + ")";
  }
}
