package uncrop.server;

import static org.assertj.core.api.Assertions.assertThat;
import static uncrop.server.CommandRun.run;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import uncrop.server.account.Account;
import uncrop.server.credit.Balance;
import uncrop.server.credit.Ledger;
import uncrop.server.database.Database;
import uncrop.server.job.Job;
import uncrop.server.job.JobFault;
import uncrop.server.job.JobNews;
import uncrop.server.job.JobStatus;
import uncrop.server.job.Jobs;
import uncrop.server.job.TestOrders;

/** {@code uncrop jobs}, beside whoever else has the database open. */
class JobsCommandTest {
  @TempDir Path data;
  private Database database;
  private Ledger ledger;
  private Jobs jobs;

  @BeforeEach
  void open() {
    database = Database.in(data);
    ledger = new Ledger(database, Clock.systemUTC());
    jobs = new Jobs(database, ledger, List.of(), new JobNews(), Clock.systemUTC());
    ledger.grant(Account.LOCAL, 10, "test");
  }

  @AfterEach
  void close() {
    database.close();
  }

  private Job queue() {
    return jobs.insert(TestOrders.job(Account.LOCAL, 0, 8, Optional.empty()));
  }

  private CommandRun jobs(Object... words) {
    Object[] all = List.of(words).toArray(new Object[words.length + 2]);
    all[words.length] = "--data";
    all[words.length + 1] = data;
    return run(new JobsCommand(), all);
  }

  @Test
  void jobs_are_listed_and_shown() {
    Job job = queue();
    assertThat(jobs("list").out()).contains(job.id(), "queued", "api", "pad");
    assertThat(jobs("list", "--status", "done").out()).doesNotContain(job.id());
    assertThat(jobs("list", "--account", "local", "--before", job.id()).out())
        .doesNotContain(job.id())
        .contains("JOB");
    assertThat(jobs("show", job.id()).out()).contains("10x5", "uc_test", "warning:", "kept");
  }

  @Test
  void a_cancelled_job_gives_its_credits_back_and_a_retried_one_takes_them_anew() {
    Job job = queue();
    assertThat(jobs("cancel", job.id()).out()).contains("cancelled", "operator");
    assertThat(ledger.balance(Account.LOCAL)).isEqualTo(new Balance(10, 0));
    assertThat(jobs("retry", job.id()).out()).contains("queued");
    assertThat(ledger.balance(Account.LOCAL)).isEqualTo(new Balance(2, 8));
    assertThat(jobs.find(job.id()).orElseThrow().round()).isEqualTo(2);
  }

  @Test
  void what_cannot_be_done_is_said_in_one_line() {
    Job job = queue();
    Job running = jobs.claim("test", false).orElseThrow();
    jobs.fail(running, JobFault.ENGINE_FAILED, "broke");
    ledger.grant(Account.LOCAL, -5, "test");
    for (CommandRun refused :
        List.of(
            jobs("show", "none"),
            jobs("cancel", "none"),
            jobs("retry", "none"),
            jobs("list", "--status", "lost"),
            jobs("list", "--account", "nobody"),
            jobs("cancel", job.id()),
            jobs("retry", job.id()))) {
      assertThat(refused.exit()).isEqualTo(1);
      assertThat(refused.err()).startsWith("uncrop: ").hasLineCount(1);
      assertThat(refused.out()).isEmpty();
    }
    assertThat(jobs.find(job.id()).orElseThrow().status()).isEqualTo(JobStatus.FAILED);
  }
}
