package uncrop.server.credit;

/** What callers are told of their credits. */
public final class Credits {
  /** Shown where nothing is counted, because clients index the header and expect a number. */
  public static final long UNLIMITED = 999_999_999;

  private final CreditSettings settings;
  private final Ledger ledger;

  public Credits(CreditSettings settings, Ledger ledger) {
    this.settings = settings;
    this.ledger = ledger;
  }

  /** Whether anything is counted at all. */
  public boolean enabled() {
    return settings.enabled();
  }

  /** What the account may still spend. */
  public long remaining(String accountId) {
    return settings.enabled() ? ledger.balance(accountId).available() : UNLIMITED;
  }
}
