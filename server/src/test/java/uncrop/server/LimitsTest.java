package uncrop.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Who sends too much, too slowly or for too long gets an answer, and then nothing more. */
@Timeout(120)
class LimitsTest {
  @TempDir static Path data;
  static TestServer server;

  @BeforeAll
  static void start() {
    server =
        TestServer.start(
            data,
            "uncrop.limits.body=1MB",
            "uncrop.limits.picture=100KB",
            "uncrop.limits.body-time=1s",
            "server.tomcat.connection-timeout=700ms",
            "server.tomcat.keep-alive-timeout=700ms");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static Socket connect() throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
    socket.setSoTimeout(30_000);
    return socket;
  }

  private static void write(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    socket.getOutputStream().flush();
  }

  /** All that comes, to the end of the connection, which must be an orderly one. */
  private static String rest(Socket socket) throws IOException {
    return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  private static String head(String more) {
    return "POST /v1/seg-beyond HTTP/1.1\r\nHost: x\r\nx-api-key: "
        + server.key()
        + "\r\nContent-Type: application/json\r\n"
        + more
        + "\r\n";
  }

  @Test
  void headers_without_end_are_400() throws IOException {
    try (Socket socket = connect()) {
      write(socket, "GET /v1/x HTTP/1.1\r\nHost: x\r\nX-Long: " + "a".repeat(40_000) + "\r\n\r\n");
      assertThat(rest(socket)).startsWith("HTTP/1.1 400").contains("nosniff", "\"error\"");
    }
    try (Socket socket = connect()) {
      write(socket, "GET /" + "a".repeat(40_000) + " HTTP/1.1\r\nHost: x\r\n\r\n");
      assertThat(rest(socket)).startsWith("HTTP/1.1 400");
    }
    try (Socket socket = connect()) {
      write(socket, "GET /v1/x HTTP/1.1\r\nHost: x\r\n" + "A: b\r\n".repeat(2_000) + "\r\n");
      assertThat(rest(socket)).startsWith("HTTP/1.1 400");
    }
  }

  @Test
  void who_begins_a_request_and_falls_silent_is_let_go() throws IOException {
    for (String begun : new String[] {"", "GET /v1/x HT", "GET /v1/x HTTP/1.1\r\nHost: x\r\nA"}) {
      try (Socket socket = connect()) {
        write(socket, begun);
        assertThat(rest(socket)).as(begun).isEmpty();
      }
    }
  }

  @Test
  void who_keeps_a_connection_without_using_it_is_let_go() throws IOException {
    try (Socket socket = connect()) {
      write(socket, "GET /nothing HTTP/1.1\r\nHost: x\r\n\r\n");
      assertThat(rest(socket)).startsWith("HTTP/1.1 404");
    }
  }

  @Test
  void a_body_of_which_nothing_more_comes_is_408() throws IOException {
    try (Socket socket = connect()) {
      write(socket, head("Content-Length: 1000\r\n") + "{\"prompt\":");
      assertThat(rest(socket)).startsWith("HTTP/1.1 408").contains("{\"error\":\"");
    }
  }

  @Test
  void a_form_of_which_nothing_more_comes_is_408_too() throws IOException {
    try (Socket socket = connect()) {
      write(
          socket,
          "POST /api/edit/outpaint HTTP/1.1\r\nHost: x\r\nauthorization: "
              + server.key()
              + "\r\nContent-Type: multipart/form-data; boundary=b\r\nContent-Length: 1000\r\n\r\n"
              + "--b\r\nContent-Disposition: form-data; name=\"left\"\r\n\r\n1");
      assertThat(rest(socket)).startsWith("HTTP/1.1 408");
    }
  }

  @Test
  void a_form_of_too_many_parts_is_400_and_of_too_large_a_part_413() {
    FormBody many = new FormBody();
    for (int i = 0; i < 100; i++) {
      many.text("left", i);
    }
    assertThat(edit(many).statusCode()).isEqualTo(400);
    assertThat(edit(new FormBody().file("image", new byte[200 << 10])).statusCode()).isEqualTo(413);
    assertThat(edit(new FormBody().file("image", new byte[2 << 20])).statusCode()).isEqualTo(413);
  }

  private static HttpResponse<byte[]> edit(FormBody form) {
    return server.send(
        form.in(server.request("/api/edit/outpaint").header("authorization", server.key())));
  }

  @Test
  void a_body_that_drips_is_408() throws Exception {
    for (String length :
        new String[] {"Content-Length: 1000000\r\n", "Transfer-Encoding: chunked\r\n"}) {
      try (Socket socket = connect()) {
        write(socket, head(length));
        Thread dripping =
            Thread.ofVirtual()
                .start(() -> drip(socket, length.startsWith("T") ? "1\r\n \r\n" : " "));
        assertThat(rest(socket)).as(length).startsWith("HTTP/1.1 408").contains("{\"error\":\"");
        dripping.join();
      }
    }
  }

  /** Sends a little every now and then, until the other side has had enough. */
  private static void drip(Socket socket, String drop) {
    try {
      OutputStream out = socket.getOutputStream();
      long end = System.nanoTime() + 20_000_000_000L;
      while (System.nanoTime() < end) {
        out.write(drop.getBytes(StandardCharsets.US_ASCII));
        out.flush();
        LockSupport.parkNanos(50_000_000);
      }
    } catch (IOException e) {
      // closed: that is what was wanted
    }
  }

  @Test
  void a_body_too_large_is_413_and_the_connection_stays_whole() throws IOException {
    int length = 3 << 20;
    try (Socket socket = connect()) {
      write(socket, head("Connection: close\r\nContent-Length: " + length + "\r\n"));
      write(socket, "a".repeat(length));
      assertThat(rest(socket)).startsWith("HTTP/1.1 413").contains("1 MiB");
    }
  }
}
