package uncrop.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;

/**
 * Asks a server what servers are asked, while Java writes down which classes it loads and which
 * methods are hot, so that later ones start faster.
 */
final class Rehearsal {
  private static final String HOST = "127.0.0.1";

  /** Enough that what every request passes through counts as hot. */
  private static final int ROUNDS = 50;

  private final int port;
  private final String key;

  Rehearsal(int port, String key) {
    this.port = port;
    this.key = key;
  }

  /**
   * @param picture a picture file
   * @throws IOException when it cannot be read, or the server does not answer
   */
  void run(Path picture) throws IOException {
    String file = Base64.getEncoder().encodeToString(Files.readAllBytes(picture));
    for (int round = 0; round < ROUNDS; round++) {
      ask("GET", "/actuator/health", "");
      ask("GET", "/actuator/prometheus", "");
      ask("POST", "/v1/seg-beyond", "{\"prompt\": \"\"}");
    }
    ask(
        "POST",
        "/v1/seg-beyond",
        "{\"prompt\": \"\", \"left\": 16, \"input_image\": \"" + file + "\"}");
  }

  /** By hand: a client of Java's own would be written down too. */
  private void ask(String method, String path, String body) throws IOException {
    byte[] content = body.getBytes(UTF_8);
    String head =
        """
        %s %s HTTP/1.1
        Host: %s
        Connection: close
        x-api-key: %s
        Content-Type: application/json
        Content-Length: %d

        """
            .formatted(method, path, HOST, key, content.length)
            .replace("\n", "\r\n");
    try (Socket socket = new Socket(InetAddress.getByName(HOST), port)) {
      socket.getOutputStream().write(head.getBytes(UTF_8));
      socket.getOutputStream().write(content);
      InputStream answer = socket.getInputStream();
      if (answer.readAllBytes().length == 0) {
        throw new IOException("no answer to " + method + " " + path);
      }
    }
  }
}
