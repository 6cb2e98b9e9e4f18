package uncrop.server.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static uncrop.server.job.TestOrders.job;
import static uncrop.server.job.TestOrders.result;

import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import uncrop.server.account.Accounts;
import uncrop.server.credit.Balance;
import uncrop.server.credit.CreditsShort;
import uncrop.server.credit.Ledger;
import uncrop.server.database.Database;

/** What jobs go through on every database. */
abstract class JobsContract {
  private static final String NODE = "node/painter-1";

  final SetClock clock = new SetClock();
  final JobNews news = new JobNews();
  private final List<Job> ended = new ArrayList<>();
  Ledger ledger;
  Jobs jobs;
  JobUpkeep upkeep;
  String account;

  /** A database in which tables are and rows may be. */
  abstract Database database();

  @BeforeEach
  void start_without_jobs() {
    database().jdbc().sql("DELETE FROM job").update();
    ledger = new Ledger(database(), clock);
    jobs = new Jobs(database(), ledger, List.of(ended::add), news, clock);
    upkeep = new JobUpkeep(database());
    account = account();
  }

  String account() {
    return new Accounts(database(), clock, new SecureRandom())
        .create(UUID.randomUUID().toString())
        .id();
  }

  private Job claim() {
    return jobs.claim(NODE, false).orElseThrow();
  }

  private Job read(Job job) {
    return jobs.find(job.id()).orElseThrow();
  }

  @Test
  void a_job_comes_back_as_it_was_handed_in() {
    NewJob sent =
        new NewJob(
            UUID.randomUUID().toString(),
            account,
            -3,
            "uc_12345678",
            "edit-outpaint",
            TestOrders.hardOrder(),
            0,
            List.of("one", "two \u0001 \uD83C\uDFD4"),
            Optional.of(URI.create("https://example.com/hook?a=b")),
            Optional.of("request-1"),
            Optional.of(clock.instant()));
    Job job = jobs.insert(sent);
    assertThat(job).isEqualTo(read(job));
    assertThat(job.order()).isEqualTo(sent.order());
    assertThat(job.warnings()).isEqualTo(sent.warnings());
    assertThat(job.webhook()).isEqualTo(sent.webhook());
    assertThat(job.created()).isEqualTo(clock.instant());
    assertThat(job.status()).isEqualTo(JobStatus.QUEUED);
    assertThat(job.seed()).isEqualTo(Long.MAX_VALUE - 4);
    assertThat(List.of(job.round(), job.attempt())).containsExactly(1, 0);
  }

  @Test
  void a_job_is_claimed_painted_and_done() {
    Job queued = jobs.insert(job(account));
    clock.forward(Duration.ofSeconds(5));
    Job running = claim();
    assertThat(running.id()).isEqualTo(queued.id());
    assertThat(running.attempt()).isEqualTo(1);
    assertThat(running.started()).contains(clock.instant());
    assertThat(jobs.claim(NODE, false)).isEmpty();
    Job done = jobs.finish(running, result(running), List.of("late")).orElseThrow();
    assertThat(done).isEqualTo(read(done));
    assertThat(done.status()).isEqualTo(JobStatus.DONE);
    assertThat(done.result()).contains(result(running));
    assertThat(done.warnings()).containsExactly("late");
    assertThat(done.progress()).isEqualTo(1);
    assertThat(ended).containsExactly(done);
  }

  @Test
  void what_has_ended_stays_as_it_is() {
    for (int way = 0; way < 3; way++) {
      jobs.insert(job(account));
      Job running = claim();
      Job end =
          switch (way) {
            case 0 -> jobs.finish(running, result(running), List.of()).orElseThrow();
            case 1 -> jobs.fail(running, JobFault.ENGINE_FAILED, "broke").orElseThrow();
            default -> jobs.giveUp(running.id(), JobFault.CANCELLED, "stop").orElseThrow();
          };
      assertThat(jobs.finish(running, result(running), List.of())).isEmpty();
      assertThat(jobs.fail(running, JobFault.TIMED_OUT, "late")).isEmpty();
      assertThat(jobs.giveUp(running.id(), JobFault.CANCELLED, "late")).isEmpty();
      assertThat(upkeep.beat(running, 0.5, "late", clock.instant())).isFalse();
      assertThat(upkeep.giveBack(running)).isFalse();
      assertThat(read(running)).isEqualTo(end);
    }
    assertThat(ended)
        .extracting(Job::status)
        .containsExactly(JobStatus.DONE, JobStatus.FAILED, JobStatus.CANCELLED);
  }

  @Test
  void who_was_presumed_dead_and_comes_back_changes_nothing() {
    jobs.insert(job(account));
    Job first = claim();
    clock.forward(Duration.ofSeconds(16));
    assertThat(upkeep.rescue(clock.instant().minusSeconds(15))).containsExactly(first.id());
    assertThat(jobs.finish(first, result(first), List.of())).isEmpty();
    Job second = claim();
    assertThat(second.attempt()).isEqualTo(2);
    assertThat(upkeep.beat(first, 0.9, "old", clock.instant())).isFalse();
    assertThat(jobs.finish(first, result(first), List.of())).isEmpty();
    assertThat(jobs.fail(first, JobFault.ENGINE_FAILED, "old")).isEmpty();
    assertThat(upkeep.giveBack(first)).isFalse();
    assertThat(jobs.finish(second, result(second), List.of())).isPresent();
    assertThat(ended).hasSize(1);
  }

  @Test
  void who_beats_lives_and_who_does_not_is_dead_twice_at_most() {
    jobs.insert(job(account));
    Job first = claim();
    clock.forward(Duration.ofSeconds(10));
    assertThat(upkeep.beat(first, 0.25, "painting", clock.instant())).isTrue();
    assertThat(read(first).progress()).isEqualTo(0.25);
    assertThat(read(first).stage()).isEqualTo("painting");
    clock.forward(Duration.ofSeconds(10));
    assertThat(upkeep.rescue(clock.instant().minusSeconds(15))).isEmpty();
    clock.forward(Duration.ofSeconds(6));
    assertThat(upkeep.rescue(clock.instant().minusSeconds(15))).containsExactly(first.id());
    Job second = claim();
    clock.forward(Duration.ofSeconds(16));
    assertThat(upkeep.rescue(clock.instant().minusSeconds(15))).isEmpty();
    assertThat(upkeep.deadly(clock.instant().minusSeconds(15))).containsExactly(second);
  }

  @Test
  void a_job_given_back_is_nobodys_fault() {
    jobs.insert(job(account));
    for (int i = 1; i <= 5; i++) {
      Job running = claim();
      assertThat(running.attempt()).isEqualTo(i);
      assertThat(upkeep.giveBack(running)).isTrue();
    }
    Job last = claim();
    clock.forward(Duration.ofSeconds(16));
    assertThat(upkeep.rescue(clock.instant())).containsExactly(last.id());
  }

  @Test
  void higher_priorities_go_first_and_no_account_starves_another() {
    List<String> many = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      many.add(jobs.insert(job(account)).id());
    }
    for (int i = 0; i < 10; i++) {
      assertThat(claim().id()).isEqualTo(many.get(i));
    }
    String single = jobs.insert(job(account())).id();
    String urgent = jobs.insert(job(account(), 1, 0, Optional.empty())).id();
    assertThat(jobs.position(urgent)).isEqualTo(1);
    assertThat(jobs.position(single)).isEqualTo(3);
    assertThat(List.of(claim().id(), claim().id(), claim().id()))
        .containsExactly(urgent, many.get(10), single);
    assertThat(jobs.position(single)).isZero();
    assertThat(jobs.queuedOf(account)).isEqualTo(989);
    assertThat(jobs.queued()).isEqualTo(989);
    assertThat(jobs.running()).isEqualTo(13);
  }

  @Test
  void nobody_saves_up_turns_by_staying_away() {
    String other = account();
    jobs.insert(job(other));
    claim();
    for (int i = 0; i < 50; i++) {
      jobs.insert(job(account));
      claim();
    }
    for (int i = 0; i < 3; i++) {
      jobs.insert(job(account));
      jobs.insert(job(other));
    }
    List<String> order = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      order.add(claim().accountId());
    }
    assertThat(order.subList(0, 4)).contains(account, other);
    assertThat(order.subList(0, 3)).as("not all of one first").contains(account, other);
  }

  @Test
  void only_jobs_that_are_waited_for_are_taken_by_who_is_about_to_stop() {
    jobs.insert(job(account));
    Job waited = jobs.insert(job(account, 0, 0, Optional.of(clock.instant().plusSeconds(9))));
    assertThat(jobs.claim(NODE, true)).map(Job::id).contains(waited.id());
    assertThat(jobs.claim(NODE, true)).isEmpty();
    assertThat(jobs.claim(NODE, false)).isPresent();
  }

  @Test
  void jobs_that_nobody_waits_for_any_more_are_told() {
    Instant end = clock.instant().plusSeconds(9);
    Job queued = jobs.insert(job(account, 0, 0, Optional.of(end)));
    Job running = jobs.insert(job(account, 0, 0, Optional.of(end)));
    Job done = jobs.insert(job(account, 9, 0, Optional.of(end)));
    Job unhurried = jobs.insert(job(account));
    Job claimed = claim();
    assertThat(claimed.id()).isEqualTo(done.id());
    jobs.finish(claimed, result(claimed), List.of());
    claim();
    assertThat(upkeep.overdue(end)).isEmpty();
    assertThat(upkeep.overdue(end.plusMillis(1)))
        .containsExactlyInAnyOrder(queued.id(), running.id())
        .doesNotContain(unhurried.id());
  }

  @Test
  void credits_are_reserved_taken_once_and_given_back() {
    ledger.grant(account, 20, "test");
    jobs.insert(job(account, 0, 8, Optional.empty()));
    jobs.insert(job(account, 0, 8, Optional.empty()));
    assertThatThrownBy(() -> jobs.insert(job(account, 0, 8, Optional.empty())))
        .isInstanceOf(CreditsShort.class);
    assertThat(jobs.queued()).as("the refused one left nothing").isEqualTo(2);
    assertThat(ledger.balance(account)).isEqualTo(new Balance(4, 16));
    Job done = claim();
    jobs.finish(done, result(done), List.of());
    assertThat(ledger.balance(account)).isEqualTo(new Balance(4, 8));
    Job failed = claim();
    jobs.fail(failed, JobFault.ENGINE_FAILED, "broke");
    assertThat(ledger.balance(account)).isEqualTo(new Balance(12, 0));
    Job again = jobs.retry(failed.id()).orElseThrow();
    assertThat(again.round()).isEqualTo(2);
    assertThat(again.error()).isEmpty();
    assertThat(ledger.balance(account)).isEqualTo(new Balance(4, 8));
    assertThat(jobs.retry(failed.id())).as("it is queued already").isEmpty();
    Job second = claim();
    assertThat(second.attemptPrefix()).isEqualTo(Job.folder(failed.id()) + "2-2-");
    jobs.finish(second, result(second), List.of());
    assertThat(ledger.balance(account)).isEqualTo(new Balance(4, 0));
    assertThat(jobs.retry(done.id())).as("done is done").isEmpty();
    assertThat(ledger.unbalanced()).isEmpty();
  }

  @Test
  void a_retry_that_cannot_be_paid_for_changes_nothing() {
    ledger.grant(account, 8, "test");
    Job job = jobs.insert(job(account, 0, 8, Optional.empty()));
    Job failed = jobs.giveUp(job.id(), JobFault.CANCELLED, "stop").orElseThrow();
    ledger.grant(account, -5, "test");
    assertThatThrownBy(() -> jobs.retry(job.id())).isInstanceOf(CreditsShort.class);
    assertThat(read(job)).isEqualTo(failed);
  }

  @Test
  void an_end_that_a_listener_refuses_has_not_happened() {
    ledger.grant(account, 8, "test");
    jobs.insert(job(account, 0, 8, Optional.empty()));
    Job running = claim();
    EndListener refusing =
        job -> {
          throw new IllegalStateException("no");
        };
    Jobs others = new Jobs(database(), ledger, List.of(refusing), news, clock);
    assertThatThrownBy(() -> others.finish(running, result(running), List.of()))
        .isInstanceOf(IllegalStateException.class);
    assertThat(read(running)).isEqualTo(running);
    assertThat(ledger.balance(account)).isEqualTo(new Balance(0, 8));
  }

  @Test
  void files_are_swept_first_and_rows_forgotten_later() {
    List<Job> done = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      jobs.insert(job(account));
      Job running = claim();
      done.add(jobs.finish(running, result(running), List.of()).orElseThrow());
      clock.forward(Duration.ofHours(1));
    }
    Job queued = jobs.insert(job(account));
    Instant before = clock.instant().minus(Duration.ofMinutes(150));
    assertThat(upkeep.forget(clock.instant())).as("nothing was swept yet").isZero();
    assertThat(upkeep.sweep(before, 2, clock.instant()))
        .containsExactlyInAnyOrder(done.get(0).id(), done.get(1).id());
    assertThat(upkeep.sweep(before, 2, clock.instant())).containsExactly(done.get(2).id());
    assertThat(upkeep.sweep(before, 2, clock.instant())).isEmpty();
    assertThat(read(done.get(0)).swept()).isTrue();
    assertThat(jobs.retry(done.get(0).id())).isEmpty();
    assertThat(upkeep.withFiles(List.of(done.get(0).id(), done.get(4).id(), queued.id(), "none")))
        .containsExactlyInAnyOrder(done.get(4).id(), queued.id());
    assertThat(upkeep.forget(done.get(1).finished().orElseThrow())).isEqualTo(1);
    assertThat(jobs.find(done.get(0).id())).isEmpty();
  }

  @Test
  void a_failed_job_whose_files_are_gone_is_not_taken_up_again() {
    Job job = jobs.insert(job(account));
    jobs.giveUp(job.id(), JobFault.CANCELLED, "stop");
    clock.forward(Duration.ofSeconds(1));
    assertThat(upkeep.sweep(clock.instant(), 9, clock.instant())).containsExactly(job.id());
    assertThat(jobs.retry(job.id())).isEmpty();
  }

  @Test
  void lists_go_from_the_newest_page_by_page() {
    String other = account();
    List<String> mine = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      mine.addFirst(jobs.insert(job(account)).id());
      jobs.insert(job(other));
    }
    jobs.giveUp(mine.get(1), JobFault.CANCELLED, "stop");
    Optional<String> me = Optional.of(account);
    List<Job> page = jobs.list(me, Optional.empty(), Optional.empty(), 3);
    assertThat(page).extracting(Job::id).containsExactlyElementsOf(mine.subList(0, 3));
    assertThat(jobs.list(me, Optional.empty(), Optional.of(page.getLast().id()), 3))
        .extracting(Job::id)
        .containsExactlyElementsOf(mine.subList(3, 5));
    assertThat(jobs.list(me, Optional.of(JobStatus.CANCELLED), Optional.empty(), 9))
        .extracting(Job::id)
        .containsExactly(mine.get(1));
    assertThat(jobs.list(Optional.empty(), Optional.empty(), Optional.empty(), 99)).hasSize(10);
  }

  @Test
  void who_listens_for_the_end_is_not_woken_before_and_is_handed_the_ended_job() throws Exception {
    Job job = jobs.insert(job(account));
    try (JobNews.Ear everyStep = news.listen(job.id());
        JobNews.Ear end = news.listenForEnd(job.id())) {
      assertThat(jobs.claim("worker", false)).isPresent();
      assertThat(everyStep.await(Duration.ZERO)).as("it was taken up").isTrue();
      assertThat(end.await(Duration.ZERO)).isFalse();
      assertThat(end.end()).isEmpty();
      Job cancelled = jobs.giveUp(job.id(), JobFault.CANCELLED, "enough").orElseThrow();
      assertThat(end.await(Duration.ZERO)).isTrue();
      assertThat(end.end()).contains(cancelled);
      assertThat(jobs.find(job.id())).contains(cancelled);
    }
  }

  @Test
  void what_other_nodes_do_is_heard_at_the_next_look() throws Exception {
    Job job = jobs.insert(job(account));
    Jobs elsewhere = new Jobs(database(), ledger, List.of(), new JobNews(), clock);
    NewsFromElsewhere look = new NewsFromElsewhere(upkeep, news);
    try (JobWatch watch = new JobWatch(jobs, news, job.id());
        JobNews.Ear ear = news.listen(job.id())) {
      look.look();
      ear.await(Duration.ZERO);
      assertThat(watch.next(Duration.ZERO)).contains(job);
      look.look();
      assertThat(ear.await(Duration.ZERO)).as("nothing happened").isFalse();
      assertThat(watch.next(Duration.ZERO)).isEmpty();
      Job running = elsewhere.claim("elsewhere", false).orElseThrow();
      look.look();
      assertThat(ear.await(Duration.ZERO)).isTrue();
      assertThat(watch.next(Duration.ofSeconds(9))).contains(running);
    }
    assertThat(news.listenedTo()).isEmpty();
  }

  @Test
  void the_mean_time_is_that_of_the_latest_paintings() {
    assertThat(jobs.meanTime()).isEqualTo(Duration.ofSeconds(2));
    for (int i = 0; i < 25; i++) {
      jobs.insert(job(account));
      Job running = claim();
      clock.forward(i < 5 ? Duration.ofHours(1) : Duration.ofSeconds(7));
      jobs.finish(running, result(running), List.of());
    }
    assertThat(jobs.meanTime()).isEqualTo(Duration.ofSeconds(7));
  }
}
