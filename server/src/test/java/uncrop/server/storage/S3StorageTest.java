package uncrop.server.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.services.s3.S3Client;
import uncrop.server.storage.Storage.Stored;

@Timeout(180)
class S3StorageTest extends StorageContract {
  static TestBucket server;
  static S3Client client;
  private static int prefixes;

  @BeforeAll
  static void start() {
    server = new TestBucket();
    client = server.client();
  }

  @AfterAll
  static void stop() {
    client.close();
    server.close();
  }

  @Override
  Storage storage() {
    prefixes++;
    return new S3Storage(client, TestBucket.BUCKET, "test" + prefixes);
  }

  @Test
  void a_prefix_shuts_others_out() {
    Storage one = new S3Storage(client, TestBucket.BUCKET, "one");
    Storage longer = new S3Storage(client, TestBucket.BUCKET, "one/more");
    Storage bare = new S3Storage(client, TestBucket.BUCKET, "");
    one.put("jobs/a/source", new byte[] {1});
    longer.put("jobs/b/source", new byte[] {2});
    bare.put("jobs/c/source", new byte[] {3});
    assertThat(jobs(one)).extracting(Stored::jobId).containsExactly("a");
    assertThat(jobs(longer)).extracting(Stored::jobId).containsExactly("b");
    assertThat(jobs(bare)).extracting(Stored::jobId).containsExactly("c");
    assertThat(one.get("jobs/c/source")).isEmpty();
  }

  @Test
  void a_wrong_secret_is_a_storage_that_failed() {
    try (S3Client stranger = server.client("wrong")) {
      assertAllFail(new S3Storage(stranger, TestBucket.BUCKET, "x"));
    }
  }

  @Test
  void a_bucket_that_is_not_there_is_a_storage_that_failed() {
    assertAllFail(new S3Storage(client, "no-such-bucket", ""));
  }

  @Test
  void a_server_that_is_not_there_is_a_storage_that_failed() {
    TestBucket gone = new TestBucket();
    try (S3Client lonely = gone.client()) {
      gone.close();
      assertAllFail(new S3Storage(lonely, TestBucket.BUCKET, ""));
    }
  }

  private static void assertAllFail(Storage storage) {
    List<Runnable> uses =
        List.of(
            () -> storage.put("jobs/a/source", new byte[] {1}),
            () -> storage.get("jobs/a/source"),
            () -> storage.deleteAll("jobs/a/"),
            () -> storage.forEachJob(job -> {}));
    for (Runnable use : uses) {
      assertThatThrownBy(use::run)
          .isInstanceOf(StorageFailed.class)
          .message()
          .doesNotContain("127.0.0.1", "test-access", "bucket");
    }
  }
}
