package uncrop.server.key;

import java.util.Locale;

/** What a key may do. */
public enum Scope {
  /** Paint, and see to the jobs of its own account. */
  USER,
  /** Everything, for all accounts. */
  ADMIN;

  /** As the database and callers write it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Scope of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }
}
