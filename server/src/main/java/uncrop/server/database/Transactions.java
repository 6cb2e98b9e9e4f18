package uncrop.server.database;

import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * All or nothing, for several statements. Every statement that a {@code JdbcClient} of the same
 * database runs inside takes part. Also for single writes, because of the turn-taking below.
 */
public final class Transactions {
  /*
   * SQLite has one writer at a time. Who finds it busy sleeps and tries again, for longer and longer,
   * and may be overtaken all the while; waiting here instead, in line, wakes up at once. Writers of
   * other processes still meet in SQLite's own lock.
   */
  private final @Nullable ReentrantLock turn;
  private final TransactionTemplate template;

  Transactions(DataSource source, Vendor vendor) {
    this.template = new TransactionTemplate(new JdbcTransactionManager(source));
    this.turn = vendor == Vendor.SQLITE ? new ReentrantLock(true) : null;
  }

  /**
   * Runs the work in a transaction, or in the one that is already open. Keep it short: no painting,
   * no files, no network.
   *
   * @return what the work returns
   * @throws RuntimeException what the work throws; then nothing of it has happened
   */
  public <T extends @Nullable Object> T run(Supplier<T> work) {
    if (turn == null || TransactionSynchronizationManager.isActualTransactionActive()) {
      return inTransaction(work);
    }
    turn.lock();
    try {
      return inTransaction(work);
    } finally {
      turn.unlock();
    }
  }

  /** As {@link #run(Supplier)}, for work that has no result. */
  public void run(Runnable work) {
    run(() -> {
      work.run();
      return true;
    });
  }

  /**
   * Runs one statement that writes, which is a transaction by itself: nothing has to be begun and
   * committed around it, which with PostgreSQL are ways to another machine.
   */
  public <T extends @Nullable Object> T alone(Supplier<T> statement) {
    if (turn == null || TransactionSynchronizationManager.isActualTransactionActive()) {
      return statement.get();
    }
    turn.lock();
    try {
      return statement.get();
    } finally {
      turn.unlock();
    }
  }

  // the template's own result is only nullable because the work's may be
  @SuppressWarnings("NullAway")
  private <T extends @Nullable Object> T inTransaction(Supplier<T> work) {
    return template.execute(status -> work.get());
  }
}
