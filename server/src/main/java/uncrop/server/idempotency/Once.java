package uncrop.server.idempotency;

import java.util.Optional;
import java.util.function.Supplier;
import uncrop.server.database.Transactions;

/** Carries out what makes no job, once for each Idempotency-Key. */
public final class Once {
  private final Transactions transactions;
  private final IdempotencyStore store;

  Once(Transactions transactions, IdempotencyStore store) {
    this.transactions = transactions;
    this.store = store;
  }

  /**
   * What came of a request.
   *
   * @param now what is answered to it
   * @param again what is answered when it is sent again, and is stored until then: no secrets
   */
  public record Answer(String now, String again) {
    /** The same every time. */
    public static Answer always(String answer) {
      return new Answer(answer, answer);
    }
  }

  /**
   * Runs the work in a transaction, unless the same request was carried out before. Of several that
   * come at once one is carried out, and the others wait for it.
   *
   * @throws IdempotencyConflict when the key was sent with another request
   * @throws RuntimeException what the work throws; then nothing is remembered
   */
  public String run(String accountId, Optional<IdempotencyKey> key, Supplier<Answer> work) {
    if (key.isEmpty()) {
      return transactions.run(work).now();
    }
    Optional<String> before = store.answerTo(accountId, key.get());
    if (before.isPresent()) {
      return before.get();
    }
    try {
      return transactions.run(() -> {
        Answer answer = work.get();
        if (!store.claimAnswer(accountId, key.get(), answer.again())) {
          throw new Overtaken();
        }
        return answer.now();
      });
    } catch (Overtaken e) {
      return store.answerTo(accountId, key.get()).orElseThrow(() -> e);
    }
  }

  /** Somebody was faster; rolls back what was done twice. */
  private static final class Overtaken extends RuntimeException {}
}
