package uncrop.server.vocabulary.own;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import uncrop.server.account.Account;
import uncrop.server.credit.Balance;
import uncrop.server.credit.Credits;
import uncrop.server.credit.Ledger;
import uncrop.server.key.ApiKey;
import uncrop.server.key.Caller;
import uncrop.server.settings.JobSettings;
import uncrop.server.settings.LimitSettings;
import uncrop.server.web.Callers;

/** {@code GET /api/v1/account}: whom the key belongs to, and what it may spend. */
@RestController
final class AccountPage {

  /**
   * The page.
   *
   * @param priority jobs of a higher one go first
   */
  record Shown(String id, String name, int priority, Key key, Spending credits, Limits limits) {}

  /**
   * @param prefix by which people tell the key from others
   */
  record Key(String prefix, String name, String scope) {}

  /**
   * @param counted false where this server counts no credits: everything is free
   */
  record Spending(boolean counted, long available, long reserved) {}

  /**
   * What one request may ask for.
   *
   * @param body bytes of a request
   * @param picture bytes of a picture file
   * @param pixels of a picture that is read
   * @param canvas pixels of a picture that is painted
   * @param queued jobs of the account that may wait
   * @param kept seconds for which pictures are kept after their job has ended
   */
  record Limits(long body, long picture, long pixels, long canvas, int queued, long kept) {}

  private final Credits credits;
  private final Ledger ledger;
  private final Limits limits;

  AccountPage(Credits credits, Ledger ledger, LimitSettings limits, JobSettings jobs) {
    this.credits = credits;
    this.ledger = ledger;
    this.limits =
        new Limits(
            limits.body().toBytes(),
            limits.picture().toBytes(),
            limits.pixels(),
            limits.canvas(),
            jobs.queuePerAccount(),
            jobs.keep().toSeconds());
  }

  @GetMapping("/api/v1/account")
  ResponseEntity<Shown> show(HttpServletRequest request) {
    Caller caller = Callers.of(request);
    Account account = caller.account();
    ApiKey key = caller.key();
    Balance balance =
        credits.enabled() ? ledger.balance(account.id()) : new Balance(Credits.UNLIMITED, 0);
    return Answers.json(
        new Shown(
            account.id(),
            account.name(),
            account.priority(),
            new Key(key.prefix(), key.name(), key.scope().word()),
            new Spending(credits.enabled(), balance.available(), balance.reserved()),
            limits));
  }
}
