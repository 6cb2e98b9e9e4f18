package uncrop.server.admin;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.UriComponentsBuilder;
import uncrop.fault.BadInput;
import uncrop.server.account.Account;
import uncrop.server.account.Accounts;
import uncrop.server.admin.Answers.AccountPage;
import uncrop.server.admin.Answers.ShownAccount;
import uncrop.server.credit.Ledger;
import uncrop.server.database.Database;
import uncrop.server.idempotency.Once;
import uncrop.server.key.Caller;
import uncrop.server.web.Callers;
import uncrop.server.web.IdempotencyKeys;
import uncrop.server.web.NothingThere;
import uncrop.server.web.PublicUrls;
import uncrop.server.wire.Bodies;
import uncrop.server.wire.Parameters;

/** {@code /api/v1/admin/accounts}. */
@RestController
final class AdminAccounts {
  private static final String PATH = "/api/v1/admin/accounts";

  private final Database database;
  private final Accounts accounts;
  private final Ledger ledger;
  private final Once once;
  private final Bodies bodies;
  private final PublicUrls urls;

  AdminAccounts(
      Database database,
      Accounts accounts,
      Ledger ledger,
      Once once,
      Bodies bodies,
      PublicUrls urls) {
    this.database = database;
    this.accounts = accounts;
    this.ledger = ledger;
    this.once = once;
    this.bodies = bodies;
    this.urls = urls;
  }

  @GetMapping(PATH)
  ResponseEntity<String> list(HttpServletRequest request) {
    Callers.admin(request);
    PageRequest page = PageRequest.of(request);
    List<Account> found = accounts.list(page.after(), page.andOne());
    UriComponentsBuilder here = UriComponentsBuilder.fromUri(urls.base(request)).path(PATH);
    Optional<URI> next = page.next(found, here, Account::id);
    List<ShownAccount> shown = page.shown(found).stream().map(this::shown).toList();
    return Answers.page(new AccountPage(shown, next), next);
  }

  /** Body: {@code name}, and what can be changed later. */
  @PostMapping(PATH)
  ResponseEntity<String> create(HttpServletRequest request) {
    Caller admin = Callers.admin(request);
    Parameters sent = bodies.json(request);
    String name = sent.required("name");
    return Answers.created(
        once.run(
            admin.account().id(),
            IdempotencyKeys.of(request, sent),
            () -> {
              String id = accounts.create(name).id();
              change(id, sent);
              return Once.Answer.always(Answers.json(shown(accounts.named(id))));
            }));
  }

  @GetMapping(PATH + "/{account}")
  ResponseEntity<String> show(HttpServletRequest request, @PathVariable String account) {
    Callers.admin(request);
    return Answers.ok(shown(existing(account)));
  }

  /**
   * Changes what is sent of {@code priority}, {@code webhookUrl} (empty for none) and {@code
   * closed}.
   */
  @PatchMapping(PATH + "/{account}")
  ResponseEntity<String> change(HttpServletRequest request, @PathVariable String account) {
    Caller admin = Callers.admin(request);
    Account changed = existing(account);
    Parameters sent = bodies.json(request);
    if (changed.id().equals(admin.account().id()) && sent.flag("closed", false)) {
      throw new BadInput(
          "closed", true, "would shut out the key of this request; use a key of another account");
    }
    return Answers.ok(
        database
            .transactions()
            .run(() -> {
              change(changed.id(), sent);
              return shown(accounts.named(changed.id()));
            }));
  }

  private void change(String id, Parameters sent) {
    if (sent.sent("priority")) {
      long priority = sent.integer("priority", 0, Integer.MIN_VALUE, Integer.MAX_VALUE);
      accounts.setPriority(id, Math.toIntExact(priority));
    }
    sent.text("webhookUrl").ifPresent(url -> accounts.setWebhook(id, url));
    if (sent.sent("closed")) {
      if (sent.flag("closed", false)) {
        accounts.close(id);
      } else {
        accounts.reopen(id);
      }
    }
  }

  private Account existing(String nameOrId) {
    return accounts.find(nameOrId).orElseThrow(() -> new NothingThere("account " + nameOrId));
  }

  private ShownAccount shown(Account account) {
    return ShownAccount.of(account, ledger.balance(account.id()));
  }
}
