package uncrop.server.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import uncrop.server.storage.Storage.Stored;

/** What every storage does. */
abstract class StorageContract {
  private static final byte[] ONE = "one".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] TWO = "two and more".getBytes(StandardCharsets.US_ASCII);

  /** An empty one. */
  abstract Storage storage();

  static List<Stored> jobs(Storage storage) {
    List<Stored> jobs = new ArrayList<>();
    storage.forEachJob(jobs::add);
    return jobs;
  }

  @Test
  void what_is_put_is_there_byte_for_byte() {
    Storage storage = storage();
    byte[] large = new byte[(5 << 20) + 1];
    new SplittableRandom(7).nextBytes(large);
    storage.put("jobs/a/source", large);
    storage.put("jobs/a/1-1-0.png", new byte[0]);
    assertThat(storage.get("jobs/a/source")).hasValue(large);
    assertThat(storage.get("jobs/a/1-1-0.png")).hasValue(new byte[0]);
  }

  @Test
  void what_was_never_put_is_not_there() {
    Storage storage = storage();
    assertThat(storage.get("jobs/a/source")).isEmpty();
    storage.put("jobs/a/source", ONE);
    assertThat(storage.get("jobs/a/sourc")).isEmpty();
    assertThat(storage.get("jobs/b/source")).isEmpty();
  }

  @Test
  void a_second_put_replaces_the_first() {
    Storage storage = storage();
    storage.put("jobs/a/source", TWO);
    storage.put("jobs/a/source", ONE);
    assertThat(storage.get("jobs/a/source")).hasValue(ONE);
  }

  @Test
  void a_job_is_deleted_whole_and_no_other() {
    Storage storage = storage();
    for (String key : List.of("jobs/a/source", "jobs/a/mask", "jobs/ab/source", "jobs/b/source")) {
      storage.put(key, ONE);
    }
    storage.deleteAll("jobs/a/");
    assertThat(storage.get("jobs/a/source")).isEmpty();
    assertThat(storage.get("jobs/a/mask")).isEmpty();
    assertThat(jobs(storage)).extracting(Stored::jobId).containsExactlyInAnyOrder("ab", "b");
    storage.deleteAll("jobs/a/");
    storage.deleteAll("jobs/never/");
  }

  @Test
  void an_attempt_is_deleted_without_its_job() {
    Storage storage = storage();
    for (String key : List.of("jobs/a/source", "jobs/a/1-1-0.png", "jobs/a/1-11-0.png")) {
      storage.put(key, ONE);
    }
    storage.deleteAll("jobs/a/1-1-");
    assertThat(storage.get("jobs/a/1-1-0.png")).isEmpty();
    assertThat(storage.get("jobs/a/1-11-0.png")).hasValue(ONE);
    assertThat(storage.get("jobs/a/source")).hasValue(ONE);
  }

  @Test
  void more_files_than_one_answer_lists_are_all_told_and_all_deleted() {
    Storage storage = storage();
    int files = 1005;
    IntStream.range(0, files)
        .parallel()
        .forEach(n -> storage.put("jobs/many/1-1-" + n + ".png", ONE));
    storage.put("jobs/next/source", ONE);
    assertThat(jobs(storage)).extracting(Stored::jobId).containsExactlyInAnyOrder("many", "next");
    storage.deleteAll("jobs/many/");
    assertThat(storage.get("jobs/many/1-1-0.png")).isEmpty();
    assertThat(storage.get("jobs/many/1-1-" + (files - 1) + ".png")).isEmpty();
    assertThat(jobs(storage)).extracting(Stored::jobId).containsExactly("next");
  }

  @Test
  void the_age_of_a_job_is_that_of_its_newest_file() {
    Storage storage = storage();
    Duration minute = Duration.ofMinutes(1);
    storage.put("jobs/a/source", ONE);
    storage.put("jobs/a/1-1-0.png", TWO);
    assertThat(jobs(storage))
        .singleElement()
        .satisfies(job -> {
          assertThat(job.jobId()).isEqualTo("a");
          assertThat(job.newest())
              .isBetween(Instant.now().minus(minute), Instant.now().plus(minute));
        });
  }

  @Test
  void an_empty_storage_has_no_jobs() {
    assertThat(jobs(storage())).isEmpty();
  }

  @Test
  void who_reads_while_others_write_sees_a_whole_file() throws Exception {
    Storage storage = storage();
    byte[] first = new byte[1 << 18];
    byte[] second = new byte[1 << 17];
    Arrays.fill(second, (byte) 1);
    storage.put("jobs/a/source", first);
    List<Future<?>> written = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (byte[] bytes : List.of(first, second, first, second)) {
        written.add(threads.submit(() -> storage.put("jobs/a/source", bytes)));
      }
      for (int i = 0; i < 20; i++) {
        assertThat(storage.get("jobs/a/source").orElseThrow()).isIn(first, second);
      }
      for (Future<?> one : written) {
        one.get();
      }
    }
  }
}
