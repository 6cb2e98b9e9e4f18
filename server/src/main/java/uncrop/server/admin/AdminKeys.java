package uncrop.server.admin;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.UriComponentsBuilder;
import uncrop.fault.BadInput;
import uncrop.server.account.Account;
import uncrop.server.account.Accounts;
import uncrop.server.admin.Answers.KeyPage;
import uncrop.server.admin.Answers.MadeKey;
import uncrop.server.admin.Answers.ShownKey;
import uncrop.server.idempotency.Once;
import uncrop.server.key.ApiKey;
import uncrop.server.key.ApiKeys;
import uncrop.server.key.Caller;
import uncrop.server.key.Scope;
import uncrop.server.web.Callers;
import uncrop.server.web.IdempotencyKeys;
import uncrop.server.web.NothingThere;
import uncrop.server.web.PublicUrls;
import uncrop.server.wire.Bodies;
import uncrop.server.wire.Parameters;

/** {@code /api/v1/admin/keys}. */
@RestController
final class AdminKeys {
  private static final String PATH = "/api/v1/admin/keys";
  private static final List<String> SCOPES = List.of(Scope.USER.word(), Scope.ADMIN.word());

  private final Accounts accounts;
  private final ApiKeys keys;
  private final Once once;
  private final Bodies bodies;
  private final PublicUrls urls;

  AdminKeys(Accounts accounts, ApiKeys keys, Once once, Bodies bodies, PublicUrls urls) {
    this.accounts = accounts;
    this.keys = keys;
    this.once = once;
    this.bodies = bodies;
    this.urls = urls;
  }

  /** Of all accounts, or of the one in {@code account}. */
  @GetMapping(PATH)
  ResponseEntity<String> list(HttpServletRequest request) {
    Callers.admin(request);
    PageRequest page = PageRequest.of(request);
    Optional<String> account =
        Optional.ofNullable(request.getParameter("account")).map(accounts::named).map(Account::id);
    List<ApiKey> found = keys.list(account, page.after(), page.andOne());
    UriComponentsBuilder here =
        UriComponentsBuilder.fromUri(urls.base(request))
            .path(PATH)
            .queryParamIfPresent("account", account);
    Optional<URI> next = page.next(found, here, ApiKey::prefix);
    List<ShownKey> shown = page.shown(found).stream().map(ShownKey::of).toList();
    return Answers.page(new KeyPage(shown, next), next);
  }

  /**
   * Body: {@code name}, {@code account} (the local one), {@code scope} (user). A request that is
   * sent again is answered without the key, which is not kept anywhere.
   */
  @PostMapping(PATH)
  ResponseEntity<String> create(HttpServletRequest request) {
    Caller admin = Callers.admin(request);
    Parameters sent = bodies.json(request);
    String name = sent.required("name");
    Account account = accounts.named(sent.text("account").orElse(Account.LOCAL));
    String scope = sent.choice("scope", Scope.USER.word(), SCOPES);
    return Answers.created(
        once.run(
            admin.account().id(),
            IdempotencyKeys.of(request, sent),
            () -> {
              String key =
                  keys.create(
                      account.id(),
                      name,
                      scope.equals(Scope.ADMIN.word()) ? Scope.ADMIN : Scope.USER);
              return new Once.Answer(
                  Answers.json(new MadeKey(key, name, account.id(), scope)),
                  Answers.json(new MadeKey(null, name, account.id(), scope)));
            }));
  }

  /** Revokes the valid key of that prefix or name. */
  @DeleteMapping(PATH + "/{key}")
  ResponseEntity<String> revoke(HttpServletRequest request, @PathVariable String key) {
    Callers.admin(request);
    try {
      return Answers.ok(ShownKey.of(keys.revoke(key)));
    } catch (BadInput unknown) {
      throw new NothingThere("valid key " + key);
    }
  }
}
