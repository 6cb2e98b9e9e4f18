package uncrop.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import uncrop.server.credit.Ledger;
import uncrop.server.database.Database;
import uncrop.server.key.ApiKeys;
import uncrop.server.key.Scope;

/**
 * The server is killed again and again while it works: no job and no credit may be lost or taken
 * twice. Twice for each database here; {@code -Duncrop.kills=50} for the long form.
 */
@Timeout(value = 1, unit = TimeUnit.HOURS)
class KillTest {
  private static final int KILLS = Integer.getInteger("uncrop.kills", 2);
  private static final long SEED = Long.getLong("uncrop.seed", System.nanoTime());
  private static final int MOST_MILLIS_BEYOND = 1000;
  private static final long GRANTED = 1_000_000;

  /** More than five missed heartbeats and a second attempt. */
  private static final Duration TO_END = Duration.ofSeconds(60);

  @TempDir Path folder;

  @Test
  void nothing_is_lost_on_sqlite() throws Exception {
    check("");
  }

  @Test
  void nothing_is_lost_on_postgresql() throws Exception {
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start()) {
      check(postgres.getJdbcUrl("postgres", "postgres"));
    }
  }

  private void check(String url) throws Exception {
    Map<String, String> settings = new HashMap<>();
    settings.put("UNCROP_ENGINE", "pad");
    settings.put("UNCROP_CREDITS_ENABLED", "true");
    settings.put("UNCROP_JOBS_WORKERS", "2");
    settings.put("UNCROP_JOBS_HEARTBEAT", "500ms");
    settings.put("UNCROP_JOBS_ORPHANS", "1s");
    settings.put("UNCROP_DATABASE", url);
    Path data = folder.resolve("data");
    Path log = folder.resolve("server.log");
    SplittableRandom random = new SplittableRandom(SEED);
    try (Database database = Database.at(url, data)) {
      new Ledger(database, Clock.systemUTC()).grant("local", GRANTED, "for the test");
      String key =
          new ApiKeys(database, Clock.systemUTC(), new SecureRandom(), Runnable::run)
              .create("local", "clients", Scope.USER);
      ServerProcess server = ServerProcess.start(data, log, settings);
      try (KilledServerLoad load = new KilledServerLoad(key, SEED)) {
        load.start(server.address());
        for (int kill = 0; kill < KILLS; kill++) {
          if (random.nextInt(4) > 0) {
            load.awaitAnswers(random.nextInt(1, 20));
          }
          LockSupport.parkNanos(1_000_000L * random.nextLong(MOST_MILLIS_BEYOND));
          server.kill();
          server = ServerProcess.start(data, log, settings);
          load.goOnAt(server.address());
        }
        load.stop();
        untilAllEnded(database);
        server.kill();
        // the next start sweeps what belongs to nobody
        LockSupport.parkNanos(2_000_000_000L);
        server = ServerProcess.start(data, log, settings);
        assertEverythingAddsUp(database, load, data);
      } finally {
        server.kill();
      }
    }
  }

  private static void untilAllEnded(Database database) {
    long end = System.nanoTime() + TO_END.toNanos();
    while (count(database, "SELECT count(*) FROM job WHERE finished_at IS NULL") > 0) {
      assertThat(System.nanoTime()).as("all jobs end; seed " + SEED).isLessThan(end);
      LockSupport.parkNanos(50_000_000);
    }
  }

  private static void assertEverythingAddsUp(Database database, KilledServerLoad load, Path data)
      throws IOException {
    String seed = "seed " + SEED;
    Set<String> jobs = new HashSet<>(texts(database, "SELECT id FROM job"));
    assertThat(jobs).as(seed).isNotEmpty().containsAll(load.accepted());
    assertThat(load.answers()).as(seed).allMatch(status -> status == 200 || status == 202);

    // one job and one charge for each key, however often it was sent
    assertThat(texts(database, "SELECT job_id FROM idempotency"))
        .as(seed)
        .doesNotHaveDuplicates()
        .hasSameSizeAs(jobs);
    assertThat(load.requests()).as(seed).isEqualTo(jobs.size());

    assertThat(new Ledger(database, Clock.systemUTC()).unbalanced()).as(seed).isEmpty();
    assertThat(
            texts(
                database,
                """
                SELECT id FROM job
                WHERE 1 <> (SELECT count(*) FROM ledger_entry WHERE job_id = job.id AND kind = 'reserve')
                  OR 1 <> (SELECT count(*) FROM ledger_entry WHERE job_id = job.id
                    AND kind = CASE WHEN job.status = 'done' THEN 'capture' ELSE 'release' END)
                  OR 2 <> (SELECT count(*) FROM ledger_entry WHERE job_id = job.id)
                """))
        .as("jobs that were not settled once; " + seed)
        .isEmpty();
    long done = count(database, "SELECT count(*) FROM job WHERE status = 'done'");
    long left = count(database, "SELECT available FROM account WHERE id = 'local'");
    assertThat(left).as(seed).isEqualTo(GRANTED - done);
    assertThat(count(database, "SELECT reserved FROM account WHERE id = 'local'")).isZero();
    assertThat(done).as(seed).isPositive();

    assertFilesFit(database, data, jobs, seed);
    System.err.printf("%d kills, %d jobs, %d done, %s%n", KILLS, jobs.size(), done, seed);
  }

  private static void assertFilesFit(Database database, Path data, Set<String> jobs, String seed)
      throws IOException {
    Path pictures = data.resolve("pictures");
    for (String result : texts(database, "SELECT result FROM job WHERE status = 'done'")) {
      String key = result.replaceAll("(?s).*\"key\"\\s*:\\s*\"([^\"]+)\".*", "$1");
      byte[] file = Files.readAllBytes(pictures.resolve(key));
      assertThat(ImageIO.read(new ByteArrayInputStream(file))).as(key + ", " + seed).isNotNull();
    }
    List<String> folders = new ArrayList<>();
    try (Stream<Path> all = Files.list(pictures.resolve("jobs"))) {
      all.forEach(job -> folders.add(String.valueOf(job.getFileName())));
    }
    assertThat(folders).as(seed).allMatch(jobs::contains);
  }

  private static List<String> texts(Database database, String query) {
    return database.jdbc().sql(query).query((row, n) -> row.getString(1)).list();
  }

  private static long count(Database database, String query) {
    return database.jdbc().sql(query).query(Long.class).single();
  }
}
