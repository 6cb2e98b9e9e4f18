package uncrop.server.key;

import uncrop.server.account.Account;

/** Who sends a request: an account, by one of its keys. */
public record Caller(Account account, ApiKey key) {
  public boolean isAdmin() {
    return key.scope() == Scope.ADMIN;
  }
}
