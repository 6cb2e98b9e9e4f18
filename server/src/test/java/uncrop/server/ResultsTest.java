package uncrop.server;

import static org.assertj.core.api.Assertions.assertThat;
import static uncrop.server.TestServer.body;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import uncrop.server.database.Database;

/** Painted pictures at addresses that need no key. */
class ResultsTest {
  private static final String PICTURE = TestPicture.base64(TestPicture.png(7, 5));

  @TempDir static Path data;
  static TestServer server;
  static Database database;
  static byte[] painted;
  static String jobId;

  @BeforeAll
  static void paint_one() {
    server = TestServer.start(data);
    database = Database.in(data);
    painted = server.post(body(PICTURE)).body();
    jobId = newestJob();
  }

  @AfterAll
  static void stop() {
    database.close();
    server.close();
  }

  private static String newestJob() {
    return database.jdbc().sql("SELECT max(id) FROM job").query(String.class).single();
  }

  /** As anybody would compute it who knows the secret. */
  private static String signature(String jobId, int n, long expires)
      throws GeneralSecurityException {
    String secret =
        database.jdbc().sql("SELECT value FROM installation_secret").query(String.class).single();
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(Base64.getDecoder().decode(secret), "HmacSHA256"));
    byte[] signed = mac.doFinal((jobId + "/" + n + "/" + expires).getBytes(StandardCharsets.UTF_8));
    return Base64.getUrlEncoder().withoutPadding().encodeToString(signed);
  }

  private static String link(String jobId, int n, long expires) throws GeneralSecurityException {
    String signature = signature(jobId, n, expires);
    return "/results/%s/%d.png?expires=%d&signature=%s".formatted(jobId, n, expires, signature);
  }

  private static long inAnHour() {
    return Instant.now().plusSeconds(3600).getEpochSecond();
  }

  private static HttpResponse<byte[]> get(String path) {
    return server.send(server.request(path).GET());
  }

  @Test
  void a_signed_address_gives_the_picture_to_whoever_has_it() throws Exception {
    HttpResponse<byte[]> answer = get(link(jobId, 0, inAnHour()));
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo(painted);
    assertThat(answer.headers().firstValue("Content-Type")).contains("image/png");
    assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
    assertThat(answer.headers().firstValue("Content-Disposition").orElseThrow())
        .startsWith("inline")
        .contains(jobId);
    assertThat(answer.headers().firstValue("Cache-Control").orElseThrow()).contains("private");
  }

  @Test
  void nothing_of_a_signed_address_can_be_changed() throws Exception {
    long expires = inAnHour();
    String link = link(jobId, 0, expires);
    String signature = signature(jobId, 0, expires);
    char last = signature.charAt(20);
    String other = signature.replace(last, last == 'A' ? 'B' : 'A');
    for (String changed :
        List.of(
            link.replace("/0.png", "/1.png"),
            link.replace("expires=" + expires, "expires=" + (expires + 1)),
            link.replace("expires=" + expires, "expires=+" + expires),
            link.replace("expires=" + expires, "expires="),
            link.replace(signature, other),
            link.replace(signature, ""),
            link.replace(signature, signature.substring(1)),
            link.replace(jobId, "01900000-0000-7000-8000-000000000000"),
            link.substring(0, link.indexOf('?')),
            link.replace("0.png", "00.pn"),
            link.replace("0.png", "99999.png"))) {
      assertThat(get(changed).statusCode()).as(changed).isEqualTo(403);
    }
  }

  @Test
  void an_address_whose_time_has_passed_is_410() throws Exception {
    for (long expires : new long[] {0, Instant.now().minusSeconds(1).getEpochSecond()}) {
      HttpResponse<byte[]> answer = get(link(jobId, 0, expires));
      assertThat(answer.statusCode()).isEqualTo(410);
      assertThat(TestServer.error(answer)).contains("expired");
    }
  }

  @Test
  void a_picture_that_is_not_there_is_410() throws Exception {
    String unknown = "01900000-0000-7000-8000-000000000000";
    assertThat(get(link(unknown, 0, inAnHour())).statusCode()).isEqualTo(410);
    assertThat(get(link(jobId, 1, inAnHour())).statusCode()).isEqualTo(410);
    assertThat(get(link(jobId, 0, inAnHour()).replace(".png", ".webp")).statusCode())
        .isEqualTo(410);
  }

  @Test
  void a_picture_that_was_swept_is_410() throws Exception {
    assertThat(server.post(body(PICTURE).put("left", 4)).statusCode()).isEqualTo(200);
    String swept = newestJob();
    String link = link(swept, 0, inAnHour());
    assertThat(get(link).statusCode()).isEqualTo(200);
    database
        .jdbc()
        .sql("UPDATE job SET swept_at = finished_at WHERE id = :id")
        .param("id", swept)
        .update();
    assertThat(get(link).statusCode()).isEqualTo(410);
  }

  @Test
  void an_address_outlives_a_restart_of_the_server() throws Exception {
    String link = link(jobId, 0, inAnHour());
    try (TestServer again = TestServer.again(data, server.key())) {
      assertThat(again.send(again.request(link).GET()).body()).isEqualTo(painted);
    }
  }
}
