package uncrop.server;

import java.util.List;
import uncrop.fault.UncropException;

/** Accounts have something else than what their entries add up to. */
final class LedgerUnbalanced extends UncropException {
  LedgerUnbalanced(List<String> accountIds) {
    super("accounts whose sums are not those of their entries: " + String.join(", ", accountIds));
  }
}
