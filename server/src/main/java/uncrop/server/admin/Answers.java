package uncrop.server.admin;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import tools.jackson.databind.json.JsonMapper;
import uncrop.server.account.Account;
import uncrop.server.credit.Balance;
import uncrop.server.credit.LedgerEntry;
import uncrop.server.key.ApiKey;

/** What administrators are answered: JSON, whatever they say to accept. */
final class Answers {
  private static final JsonMapper JSON = new JsonMapper();

  private Answers() {}

  record ShownAccount(
      String id,
      String name,
      int priority,
      Optional<URI> webhookUrl,
      Instant created,
      Optional<Instant> closed,
      Balance credits) {
    static ShownAccount of(Account account, Balance balance) {
      return new ShownAccount(
          account.id(),
          account.name(),
          account.priority(),
          account.webhookUrl(),
          account.created(),
          account.closed(),
          balance);
    }
  }

  record ShownKey(
      String prefix,
      String name,
      String account,
      String scope,
      Instant created,
      Optional<Instant> revoked,
      Optional<Instant> lastUsed) {
    static ShownKey of(ApiKey key) {
      return new ShownKey(
          key.prefix(),
          key.name(),
          key.accountId(),
          key.scope().word(),
          key.created(),
          key.revoked(),
          key.lastUsed());
    }
  }

  /**
   * @param key the key itself; null when the request was sent again, for it is not kept
   */
  record MadeKey(@Nullable String key, String name, String account, String scope) {}

  /**
   * @param entry its id in the ledger
   */
  record Granted(long entry, long available, long reserved) {}

  record ShownEntry(
      long id,
      String kind,
      long available,
      long reserved,
      Optional<String> job,
      Optional<Integer> round,
      String note,
      Instant created) {
    static ShownEntry of(LedgerEntry entry) {
      return new ShownEntry(
          entry.id(),
          entry.kind().word(),
          entry.available(),
          entry.reserved(),
          entry.jobId(),
          entry.round(),
          entry.note(),
          entry.created());
    }
  }

  record AccountPage(List<ShownAccount> accounts, Optional<URI> next) {}

  record KeyPage(List<ShownKey> keys, Optional<URI> next) {}

  record LedgerPage(List<ShownEntry> entries, Optional<URI> next) {}

  static String json(Object answer) {
    return JSON.writeValueAsString(answer);
  }

  static ResponseEntity<String> ok(Object answer) {
    return of(HttpStatus.OK, json(answer), Optional.empty());
  }

  static ResponseEntity<String> created(String json) {
    return of(HttpStatus.CREATED, json, Optional.empty());
  }

  static ResponseEntity<String> page(Object answer, Optional<URI> next) {
    return of(HttpStatus.OK, json(answer), next);
  }

  private static ResponseEntity<String> of(HttpStatus status, String json, Optional<URI> next) {
    ResponseEntity.BodyBuilder answer =
        ResponseEntity.status(status)
            .contentType(MediaType.APPLICATION_JSON)
            .cacheControl(CacheControl.noStore());
    next.ifPresent(url -> answer.header(HttpHeaders.LINK, "<" + url + ">; rel=\"next\""));
    return answer.body(json);
  }
}
