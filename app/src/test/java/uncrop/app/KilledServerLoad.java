package uncrop.app;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;

/**
 * Clients that ask a server that dies under them. Each request has a key of its own and is sent
 * again, word for word, until it has an answer.
 */
final class KilledServerLoad implements AutoCloseable {
  private static final int CLIENTS = 4;
  private static final int SIDE = 64;
  private static final Pattern REQUEST_ID = Pattern.compile("\"request_id\"\\s*:\\s*\"([^\"]+)\"");

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final String key;
  private final long seed;
  private final Set<String> accepted = ConcurrentHashMap.newKeySet();
  private final Set<Integer> answers = ConcurrentHashMap.newKeySet();
  private final AtomicInteger requests = new AtomicInteger();
  private final AtomicInteger answered = new AtomicInteger();
  private final List<Thread> threads = new ArrayList<>();
  private final String picture;
  private volatile String address = "";
  private volatile boolean stopping;

  KilledServerLoad(String key, long seed) throws IOException {
    this.key = key;
    this.seed = seed;
    this.picture = noise(seed);
  }

  void start(String at) {
    address = at;
    for (int i = 0; i < CLIENTS; i++) {
      SplittableRandom random = new SplittableRandom(seed + i);
      threads.add(Thread.ofPlatform().name("client-" + i).start(() -> ask(random)));
    }
  }

  void goOnAt(String at) {
    address = at;
  }

  /** Returns when so many more requests have their answer. */
  void awaitAnswers(int more) {
    int wanted = answered.get() + more;
    while (answered.get() < wanted) {
      LockSupport.parkNanos(1_000_000);
    }
  }

  /** Returns when every request has its answer. */
  void stop() throws InterruptedException {
    stopping = true;
    for (Thread thread : threads) {
      thread.join();
    }
  }

  /** Ids of the jobs that asynchronous callers were told of. */
  Set<String> accepted() {
    return accepted;
  }

  /** All statuses that were answered. */
  Set<Integer> answers() {
    return answers;
  }

  /** How many different requests were made. */
  int requests() {
    return requests.get();
  }

  private void ask(SplittableRandom random) {
    while (!stopping) {
      requests.incrementAndGet();
      String path = random.nextBoolean() ? "/v1/seg-beyond" : "/v2/seg-beyond";
      String once = Long.toHexString(random.nextLong()) + Long.toHexString(random.nextLong());
      while (!isAnswered(path, once)) {
        LockSupport.parkNanos(20_000_000);
      }
      answered.incrementAndGet();
    }
  }

  private boolean isAnswered(String path, String once) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(address + path))
            .header("x-api-key", key)
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", once)
            .timeout(Duration.ofSeconds(60))
            .POST(
                HttpRequest.BodyPublishers.ofString(
                    "{\"prompt\": \"\", \"left\": 8, \"seed\": 1, \"input_image\": \""
                        + picture
                        + "\"}"))
            .build();
    try {
      HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
      if (answer.statusCode() == 502 || answer.statusCode() == 429) {
        return false;
      }
      Matcher id = REQUEST_ID.matcher(path.startsWith("/v2") ? answer.body() : "");
      if (id.find()) {
        accepted.add(id.group(1));
      }
      // a job that killed its worker twice has failed, and says so
      answers.add(answer.statusCode() == 500 && workerLost(answer) ? 200 : answer.statusCode());
      return true;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static boolean workerLost(HttpResponse<String> answer) {
    return answer.body().contains("worker");
  }

  private static String noise(long seed) throws IOException {
    SplittableRandom random = new SplittableRandom(seed);
    BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < SIDE; y++) {
      for (int x = 0; x < SIDE; x++) {
        image.setRGB(x, y, random.nextInt());
      }
    }
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    ImageIO.write(image, "png", file);
    return Base64.getEncoder().encodeToString(file.toByteArray());
  }

  @Override
  public void close() {
    stopping = true;
    client.shutdownNow();
  }
}
