package uncrop.server.admin;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.UriComponentsBuilder;
import uncrop.fault.BadInput;
import uncrop.server.account.Account;
import uncrop.server.account.Accounts;
import uncrop.server.admin.Answers.Granted;
import uncrop.server.admin.Answers.LedgerPage;
import uncrop.server.admin.Answers.ShownEntry;
import uncrop.server.credit.Balance;
import uncrop.server.credit.Ledger;
import uncrop.server.credit.LedgerEntry;
import uncrop.server.idempotency.Once;
import uncrop.server.key.Caller;
import uncrop.server.web.Callers;
import uncrop.server.web.IdempotencyKeys;
import uncrop.server.web.NothingThere;
import uncrop.server.web.PublicUrls;
import uncrop.server.wire.Bodies;
import uncrop.server.wire.Excerpt;
import uncrop.server.wire.Parameters;

/** {@code /api/v1/admin/accounts/{account}/credits}. */
@RestController
final class AdminCredits {
  private static final String PATH = "/api/v1/admin/accounts/{account}/credits";

  /** Above it, numbers of JSON are not exact everywhere. */
  private static final long HIGHEST_ID = (1L << 53) - 1;

  private final Accounts accounts;
  private final Ledger ledger;
  private final Once once;
  private final Bodies bodies;
  private final PublicUrls urls;

  AdminCredits(Accounts accounts, Ledger ledger, Once once, Bodies bodies, PublicUrls urls) {
    this.accounts = accounts;
    this.ledger = ledger;
    this.once = once;
    this.bodies = bodies;
    this.urls = urls;
  }

  @GetMapping(PATH)
  ResponseEntity<String> show(HttpServletRequest request, @PathVariable String account) {
    Callers.admin(request);
    return Answers.ok(ledger.balance(existing(account).id()));
  }

  /** Body: {@code amount}, negative to withdraw, and {@code note}. */
  @PostMapping(PATH)
  ResponseEntity<String> grant(HttpServletRequest request, @PathVariable String account) {
    Caller admin = Callers.admin(request);
    String id = existing(account).id();
    Parameters sent = bodies.json(request);
    if (!sent.sent("amount")) {
      throw new BadInput("amount", "(not sent)", "is required and must be a whole number");
    }
    long amount = sent.integer("amount", 0, -Ledger.MOST, Ledger.MOST);
    String note = sent.text("note").orElse("");
    return Answers.created(
        once.run(
            admin.account().id(),
            IdempotencyKeys.of(request, sent),
            () -> {
              long entry = ledger.grant(id, amount, note);
              Balance balance = ledger.balance(id);
              return Once.Answer.always(
                  Answers.json(new Granted(entry, balance.available(), balance.reserved())));
            }));
  }

  /** Entries, the newest first. */
  @GetMapping(PATH + "/ledger")
  ResponseEntity<String> entries(HttpServletRequest request, @PathVariable String account) {
    Callers.admin(request);
    Account whose = existing(account);
    PageRequest page = PageRequest.of(request);
    OptionalLong before = page.after().map(AdminCredits::entry).orElseGet(OptionalLong::empty);
    List<LedgerEntry> found = ledger.entries(whose.id(), before, page.andOne());
    UriComponentsBuilder here =
        UriComponentsBuilder.fromUri(urls.base(request))
            .path(PATH.replace("{account}", whose.id()))
            .path("/ledger");
    Optional<URI> next = page.next(found, here, LedgerEntry::id);
    List<ShownEntry> shown = page.shown(found).stream().map(ShownEntry::of).toList();
    return Answers.page(new LedgerPage(shown, next), next);
  }

  private Account existing(String nameOrId) {
    return accounts.find(nameOrId).orElseThrow(() -> new NothingThere("account " + nameOrId));
  }

  private static OptionalLong entry(String text) {
    try {
      long id = Long.parseLong(text);
      if (id >= 0 && id <= HIGHEST_ID) {
        return OptionalLong.of(id);
      }
    } catch (NumberFormatException e) {
      // refused as one that is none
    }
    throw new BadInput("after", Excerpt.of(text), "must be the id of an entry");
  }
}
