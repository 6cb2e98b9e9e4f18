package uncrop.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What clients of forms really send, and what happens over the limits. */
@Timeout(60)
class FormsTest {
  private static final byte[] FILE = TestPicture.png(7, 5);

  @TempDir static Path data;
  static TestServer server;

  @BeforeAll
  static void start() {
    server = TestServer.start(data, "uncrop.limits.body=1MB", "uncrop.limits.picture=100KB");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static HttpResponse<byte[]> post(FormBody form) {
    return server.send(
        form.in(server.request(Dialect.EDIT.path()).header("authorization", server.key())));
  }

  private static FormBody good() {
    return new FormBody().file("image", FILE).text("left", 3).text("seed", 1);
  }

  private static byte[] image(HttpResponse<byte[]> answer) {
    assertThat(answer.statusCode())
        .as(() -> new String(answer.body(), StandardCharsets.UTF_8))
        .isEqualTo(200);
    return TestServer.json(answer).get("data").get("image").binaryValue();
  }

  private static String refused(HttpResponse<byte[]> answer, int status) {
    assertThat(answer.statusCode())
        .as(() -> new String(answer.body(), StandardCharsets.UTF_8))
        .isEqualTo(status);
    return Dialect.EDIT.reason(answer);
  }

  @Test
  void a_picture_may_be_a_file_with_or_without_a_name_or_a_text() {
    byte[] expected = image(post(good()));
    FormBody unnamed = new FormBody().part("name=\"image\"", "Content-Type: image/png\r\n", FILE);
    FormBody octets =
        new FormBody()
            .part(
                "name=\"image\"; filename=\"\"",
                "Content-Type: application/octet-stream\r\n",
                FILE);
    FormBody text = new FormBody().text("image", TestPicture.base64(FILE));
    for (FormBody form : new FormBody[] {unnamed, octets, text}) {
      assertThat(image(post(form.text("left", 3).text("seed", 1)))).isEqualTo(expected);
    }
  }

  @Test
  void an_empty_field_is_as_good_as_none_and_the_first_of_two_counts() {
    byte[] expected = image(post(good()));
    assertThat(image(post(good().text("right", "").text("prompt", "").text("nonsense", "x"))))
        .isEqualTo(expected);
    assertThat(image(post(good().text("left", 4)))).isEqualTo(expected);
    assertThat(refused(post(new FormBody().text("left", 3).text("image", "")), 400))
        .startsWith("image (not sent)");
    assertThat(refused(post(new FormBody().text("left", 3)), 400)).startsWith("image (not sent)");
  }

  @Test
  void a_text_may_be_any_language() {
    assertThat(image(post(good().text("prompt", "Zürich 🏔")))).isNotEmpty();
  }

  @Test
  void a_file_in_the_place_of_a_number_is_400() {
    FormBody form = new FormBody().file("image", FILE).file("left", FILE);
    assertThat(refused(post(form), 400)).startsWith("left");
  }

  @Test
  void a_part_that_is_too_large_is_413_and_named() {
    FormBody form = new FormBody().text("left", 3).file("image", new byte[200 << 10]);
    assertThat(refused(post(form), 413)).startsWith("image").contains("bytes");
  }

  @Test
  void a_body_that_is_too_large_is_413_whether_its_length_is_declared_or_not() {
    FormBody form = good();
    for (int i = 0; i < 30; i++) {
      form.file("file" + i, new byte[90 << 10]);
    }
    assertThat(refused(post(form), 413)).startsWith("body").contains("1 MiB");
    assertThat(
            refused(
                server.send(
                    server
                        .request(Dialect.EDIT.path())
                        .header("authorization", server.key())
                        .header("Content-Type", form.type())
                        .POST(
                            BodyPublishers.fromPublisher(
                                BodyPublishers.ofByteArray(form.whole())))),
                413))
        .startsWith("body");
  }

  @Test
  void too_many_fields_are_400() {
    FormBody form = good();
    for (int i = 0; i < 100; i++) {
      form.text("field" + i, i);
    }
    assertThat(refused(post(form), 400)).startsWith("body").contains("64 parts");
  }

  @Test
  void a_field_whose_head_is_too_long_is_refused() {
    FormBody form = good().part("name=\"" + "x".repeat(5000) + "\"", "", new byte[1]);
    assertThat(refused(post(form), 413)).startsWith("body");
  }

  @Test
  void a_form_that_is_none_is_400_or_415() {
    for (String body : new String[] {"", "nonsense", "--x\r\n", "--x--\r\n"}) {
      HttpResponse<byte[]> answer =
          server.send(
              server
                  .request(Dialect.EDIT.path())
                  .header("authorization", server.key())
                  .header("Content-Type", "multipart/form-data; boundary=x")
                  .POST(BodyPublishers.ofString(body)));
      assertThat(refused(answer, 400)).isNotBlank();
    }
    HttpResponse<byte[]> withoutBoundary =
        server.send(
            server
                .request(Dialect.EDIT.path())
                .header("authorization", server.key())
                .header("Content-Type", "multipart/form-data")
                .POST(BodyPublishers.ofByteArray(good().whole())));
    assertThat(refused(withoutBoundary, 400)).startsWith("body");
    HttpResponse<byte[]> encoded =
        server.send(
            server
                .request(Dialect.EDIT.path())
                .header("authorization", server.key())
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("left=3")));
    assertThat(refused(encoded, 415)).contains("multipart/form-data");
  }

  @Test
  void a_client_that_breaks_off_harms_nobody() throws IOException {
    byte[] whole = good().whole();
    for (int length : new int[] {0, 1, 80, whole.length / 2, whole.length - 5}) {
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
        OutputStream out = socket.getOutputStream();
        out.write(
            ("POST %s HTTP/1.1\r\nHost: x\r\nauthorization: %s\r\nContent-Type: %s\r\n"
                    + "Content-Length: %d\r\n\r\n")
                .formatted(Dialect.EDIT.path(), server.key(), good().type(), whole.length)
                .getBytes(StandardCharsets.US_ASCII));
        out.write(whole, 0, length);
      }
    }
    assertThat(image(post(good()))).isNotEmpty();
  }
}
