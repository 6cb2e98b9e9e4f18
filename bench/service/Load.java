import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.imageio.ImageIO;

/**
 * Loads a server that runs, and prints what it did. bench/service/run starts servers for it.
 *
 * <pre>
 *   java bench/service/Load.java PORT KEY overhead  PICTURE REQUESTS
 *   java bench/service/Load.java PORT KEY paintings PICTURE CLIENTS SECONDS
 *   java bench/service/Load.java PORT KEY cheap     PICTURE CLIENTS SECONDS
 *   java bench/service/Load.java PORT KEY waiting   PICTURE CLIENTS    until a line on stdin
 * </pre>
 */
final class Load {
  private static final String HOST = "127.0.0.1";
  private static final int SIDE = 256;
  private static final String PATH = "/v1/seg-beyond";

  private final int port;
  private final String key;
  private final byte[] painting;

  private Load(int port, String key, Path picture) throws IOException {
    this.port = port;
    this.key = "x-api-key: " + key;
    String file = Base64.getEncoder().encodeToString(square(picture));
    this.painting =
        Client.request(
            "POST",
            PATH,
            "{\"prompt\":\"\",\"left\":32,\"seed\":1,\"input_image\":\"" + file + "\"}",
            this.key);
  }

  /** The middle of a photo, as a PNG file. */
  private static byte[] square(Path photo) throws IOException {
    BufferedImage whole = ImageIO.read(photo.toFile());
    int left = (whole.getWidth() - SIDE) / 2;
    int top = (whole.getHeight() - SIDE) / 2;
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    ImageIO.write(whole.getSubimage(left, top, SIDE, SIDE), "png", file);
    return file.toByteArray();
  }

  public static void main(String[] words) throws Exception {
    Load load = new Load(Integer.parseInt(words[0]), words[1], Path.of(words[3]));
    int many = Integer.parseInt(words[4]);
    switch (words[2]) {
      case "overhead" -> load.overhead(many);
      case "paintings" -> load.paintings(many, Integer.parseInt(words[5]));
      case "cheap" -> load.cheap(many, Integer.parseInt(words[5]));
      case "waiting" -> load.waiting(many);
      default -> throw new IllegalArgumentException("no task " + words[2]);
    }
  }

  /**
   * One client, one request after the other. What a request took from its first byte sent to its
   * last byte received, less the X-generation-time of its answer: reading the picture, painting,
   * writing the picture.
   */
  private void overhead(int requests) throws IOException {
    double[] above = new double[requests];
    double[] whole = new double[requests];
    try (Client client = new Client(HOST, port)) {
      for (int warm = 0; warm < requests; warm++) {
        expect(200, client.ask(painting));
      }
      for (int i = 0; i < requests; i++) {
        long begun = System.nanoTime();
        Client.Answer answer = expect(200, client.ask(painting));
        whole[i] = (System.nanoTime() - begun) / 1e6;
        above[i] = whole[i] - 1e3 * Double.parseDouble(answer.header("X-generation-time"));
      }
    }
    print("whole request, ms", whole);
    print("above X-generation-time, ms", above);
  }

  private void paintings(int clients, int seconds) throws Exception {
    rate("warm-up", clients, Math.max(5, seconds / 2), painting, 200);
    rate("synchronous paintings", clients, seconds, painting, 200);
  }

  private void cheap(int clients, int seconds) throws Exception {
    String id;
    try (Client client = new Client(HOST, port)) {
      Client.Answer job = client.ask(Client.request("POST", "/v2/seg-beyond", text(painting), key));
      if (job.status() / 100 != 2) {
        throw new IllegalStateException("POST /v2/seg-beyond: " + job.status() + " " + job.text());
      }
      id = job.text().replaceAll("(?s).*\"request_id\"\\s*:\\s*\"([^\"]+)\".*", "$1");
      while (!client.ask(status(id)).text().contains("COMPLETED")) {
        Thread.onSpinWait();
      }
    }
    rate("warm-up", clients, seconds, status(id), 200);
    rate("job status", clients, seconds, status(id), 200);
    rate("bad request (400)", clients, seconds, Client.request("POST", PATH, "{\"prompt\":\"\"}", key), 400);
    rate("no valid key (401)", clients, seconds, Client.request("POST", PATH, "{}", "x-api-key: uc_" + "0".repeat(32)), 401);
  }

  /** The body of a request. */
  private static String text(byte[] request) {
    String whole = new String(request, StandardCharsets.ISO_8859_1);
    return whole.substring(whole.indexOf("\r\n\r\n") + 4);
  }

  private byte[] status(String id) {
    return Client.request("GET", "/v2/requests/" + id + "/status", "", key);
  }

  /**
   * Four paintings of 5 megapixels hold the only worker; all others have sent their request and have no
   * answer. Then it is looked what they cost.
   */
  private void waiting(int clients) throws IOException {
    List<Client> open = new ArrayList<>();
    Client holder = new Client(HOST, port);
    String large = text(painting).replace("\"left\":32", "\"samples\":4,\"left\":1024,\"right\":1024,\"top\":1024,\"bottom\":1024");
    holder.send(Client.request("POST", PATH, large, key));
    open.add(holder);
    for (int i = 0; i < clients; i++) {
      Client client = new Client(HOST, port);
      client.send(painting);
      open.add(client);
    }
    System.out.println("sent");
    if (System.in.read() < 0) {
      throw new IllegalStateException("nobody to tell when to end");
    }
    for (Client client : open) {
      client.close();
    }
  }

  private void rate(String what, int clients, int seconds, byte[] request, int status) throws Exception {
    long end = System.nanoTime() + seconds * 1_000_000_000L;
    Map<Integer, Integer> others = new ConcurrentSkipListMap<>();
    List<double[]> took = new ArrayList<>();
    long begun = System.nanoTime();
    try (var threads = Executors.newFixedThreadPool(clients)) {
      List<Future<double[]>> all = new ArrayList<>();
      for (int i = 0; i < clients; i++) {
        all.add(threads.submit(() -> one(request, status, end, others)));
      }
      for (Future<double[]> each : all) {
        took.add(each.get());
      }
    }
    double elapsed = (System.nanoTime() - begun) / 1e9;
    double[] millis = took.stream().flatMapToDouble(Arrays::stream).toArray();
    System.out.printf(
        Locale.ROOT, "%-32s %8.0f /s with %d clients%n", what, millis.length / elapsed, clients);
    print(what + ", ms", millis);
    if (!others.isEmpty()) {
      System.out.println("  other answers, by status: " + others);
    }
  }

  private double[] one(byte[] request, int status, long end, Map<Integer, Integer> others) throws IOException {
    double[] millis = new double[1 << 10];
    int count = 0;
    Client client = new Client(HOST, port);
    try {
      while (System.nanoTime() < end) {
        long sent = System.nanoTime();
        Client.Answer answer = client.ask(request);
        if (answer.header("Connection").equals("close")) {
          // after a 400, as Tomcat does
          client.close();
          client = new Client(HOST, port);
        }
        if (answer.status() != status) {
          others.merge(answer.status(), 1, Integer::sum);
          continue;
        }
        if (count == millis.length) {
          millis = Arrays.copyOf(millis, 2 * count);
        }
        millis[count++] = (System.nanoTime() - sent) / 1e6;
      }
    } finally {
      client.close();
    }
    return Arrays.copyOf(millis, count);
  }

  private static Client.Answer expect(int status, Client.Answer answer) {
    if (answer.status() != status) {
      throw new IllegalStateException(answer.status() + " in place of " + status + ": " + answer.text());
    }
    return answer;
  }

  private static void print(String what, double[] millis) {
    double[] sorted = millis.clone();
    Arrays.sort(sorted);
    if (sorted.length == 0) {
      System.out.printf("%-32s none%n", what);
      return;
    }
    System.out.printf(
        Locale.ROOT,
        "%-32s p50 %7.2f   p99 %7.2f   max %7.2f   n %d%n",
        what,
        sorted[sorted.length / 2],
        sorted[(int) (0.99 * (sorted.length - 1))],
        sorted[sorted.length - 1],
        sorted.length);
  }
}
