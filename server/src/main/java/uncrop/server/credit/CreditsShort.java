package uncrop.server.credit;

import uncrop.fault.UncropException;

/** The account has less than is asked for. */
public final class CreditsShort extends UncropException {
  CreditsShort(long needed, long available) {
    super("not enough credits: " + needed + " needed, " + available + " available");
  }
}
