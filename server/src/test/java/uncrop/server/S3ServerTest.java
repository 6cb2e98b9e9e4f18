package uncrop.server;

import static org.assertj.core.api.Assertions.assertThat;
import static uncrop.server.TestServer.body;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import uncrop.server.storage.TestBucket;

/** A server whose pictures lie in a bucket. */
@Timeout(120)
class S3ServerTest {
  private static final String PICTURE = TestPicture.base64(TestPicture.png(7, 5));

  @TempDir Path inFolder;
  @TempDir Path inBucket;

  @Test
  void it_paints_what_a_server_with_a_folder_paints_and_leaves_no_file_behind() {
    try (TestBucket bucket = new TestBucket();
        TestServer one = TestServer.start(inFolder);
        TestServer other = TestServer.start(inBucket, bucket.settings())) {
      byte[] expected = one.post(body(PICTURE).put("seed", 3)).body();
      var answer = other.post(body(PICTURE).put("seed", 3));
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.body()).isEqualTo(expected);
      assertThat(bucket.files()).isPositive();
      assertThat(Files.exists(inBucket.resolve("pictures"))).isFalse();
    }
  }

  @Test
  void a_bucket_that_is_gone_is_500_and_says_nothing_of_where_it_was() {
    TestBucket bucket = new TestBucket();
    try (TestServer server = TestServer.start(inBucket, bucket.settings())) {
      bucket.close();
      var answer = server.post(body(PICTURE));
      assertThat(answer.statusCode()).isEqualTo(500);
      assertThat(TestServer.error(answer)).doesNotContain("127.0.0.1", "bucket", "S3");
    }
  }
}
