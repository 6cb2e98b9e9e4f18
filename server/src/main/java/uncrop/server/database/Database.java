package uncrop.server.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A migrated database. Several processes may have the same folder open: the server, and commands
 * beside it.
 *
 * <p>Needs no application context, because commands such as {@code keys} must answer at once.
 */
public final class Database implements AutoCloseable {
  /*
   * transaction_mode=IMMEDIATE takes the write lock when a transaction begins. With SQLite's default
   * (DEFERRED) a transaction that reads and then writes fails at once with SQLITE_BUSY when another
   * one wrote in between, and no busy_timeout helps. So transactions here must be short: never one
   * open while a picture is painted.
   */
  private static final String SQLITE_SETTINGS =
      "?journal_mode=WAL&synchronous=NORMAL&busy_timeout=5000&foreign_keys=on"
          + "&transaction_mode=IMMEDIATE";

  /** Requests use a connection for well under a millisecond, so few serve many. */
  private static final int CONNECTIONS = 8;

  /** For a connection, before a request is answered that the database is away. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /** For the answer to a statement; the longest take milliseconds. */
  private static final Duration SILENCE = Duration.ofSeconds(10);

  private static final String UNREADABLE =
      "its address is not of the form jdbc:postgresql://HOST:PORT/NAME?user=...&password=..."
          + " with special characters as %XX";

  private final HikariDataSource pool;
  private final Vendor vendor;
  private final Transactions transactions;

  private Database(HikariDataSource pool, Vendor vendor) {
    this.pool = pool;
    this.vendor = vendor;
    this.transactions = new Transactions(pool, vendor);
  }

  /**
   * Opens the database of an installation.
   *
   * @param url {@code jdbc:postgresql://...}; empty for {@code uncrop.db} in the folder
   * @throws DatabaseUnusable when it cannot be reached or is none that is known
   * @throws DataFolderUnusable as {@link #in} does
   */
  public static Database at(String url, Path folder) {
    if (url.isBlank()) {
      return in(folder);
    }
    if (!url.startsWith("jdbc:postgresql:")) {
      throw new DatabaseUnusable("must begin with jdbc:postgresql:// (without it, a file is used)");
    }
    try {
      return open(url);
    } catch (FlywayException | DatabaseFailed e) {
      // the driver quotes an address that it cannot read, with the password
      String reason = reason(e);
      throw reason.contains(url)
          ? new DatabaseUnusable(UNREADABLE)
          : new DatabaseUnusable(reason, e);
    }
  }

  /**
   * Opens (and makes, if need be) {@code uncrop.db} in the folder and brings its tables up to date.
   *
   * @throws DataFolderUnusable when the folder cannot be made or written, or holds something else
   */
  public static Database in(Path folder) {
    Path ready = DataFolder.ready(folder);
    try {
      return open("jdbc:sqlite:" + ready.resolve("uncrop.db") + SQLITE_SETTINGS);
    } catch (FlywayException | DatabaseFailed e) {
      throw new DataFolderUnusable(ready, "holds no usable uncrop.db: " + reason(e), e);
    }
  }

  static Database open(String jdbcUrl) {
    // asked without the pool, which would try again for half a minute before it says what is wrong
    Vendor vendor = vendor(jdbcUrl);
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(jdbcUrl);
    config.setMaximumPoolSize(CONNECTIONS);
    config.setConnectionTimeout(PATIENCE.toMillis());
    config.setMinimumIdle(0);
    if (vendor == Vendor.POSTGRESQL) {
      // a database that stops to answer must not hold on to who asks
      config.addDataSourceProperty("socketTimeout", Long.toString(SILENCE.toSeconds()));
      config.addDataSourceProperty("connectTimeout", Long.toString(PATIENCE.toSeconds()));
      config.addDataSourceProperty("tcpKeepAlive", "true");
      // an error that repeats the row it failed on would put prompts into the log
      config.addDataSourceProperty("logServerErrorDetail", "false");
    }
    HikariDataSource pool = new HikariDataSource(config);
    try {
      migrate(pool, vendor);
      return new Database(pool, vendor);
    } catch (RuntimeException e) {
      pool.close();
      throw e;
    }
  }

  public JdbcClient jdbc() {
    return JdbcClient.create(pool);
  }

  public Transactions transactions() {
    return transactions;
  }

  /**
   * What ends the inner {@code SELECT} of a claim, so that two nodes that claim at once take
   * different rows and do not wait for each other. SQLite has one writer at a time anyway.
   */
  public String skipLocked() {
    return vendor == Vendor.POSTGRESQL ? "FOR UPDATE SKIP LOCKED" : "";
  }

  @Override
  public void close() {
    pool.close();
  }

  private static void migrate(DataSource source, Vendor vendor) {
    Flyway.configure().dataSource(source).locations(vendor.migrations()).load().migrate();
  }

  private static Vendor vendor(String jdbcUrl) {
    try (Connection connection = DriverManager.getConnection(jdbcUrl)) {
      return Vendor.of(connection.getMetaData().getDatabaseProductName());
    } catch (SQLException e) {
      throw new DatabaseFailed(e);
    }
  }

  private static String reason(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    String message = root.getMessage();
    if (root instanceof UnknownHostException) {
      return "host " + message + " is not known";
    }
    return message == null
        ? root.getClass().getSimpleName()
        : message.lines().findFirst().orElse("");
  }

  private static final class DatabaseFailed extends RuntimeException {
    DatabaseFailed(SQLException cause) {
      super(cause);
    }
  }
}
