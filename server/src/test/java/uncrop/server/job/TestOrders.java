package uncrop.server.job;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.NoArgGenerator;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import uncrop.geometry.Placement;
import uncrop.geometry.Rect;
import uncrop.geometry.Size;
import uncrop.picture.Encoding;
import uncrop.picture.Format;
import uncrop.plan.Sampling;

/** Jobs to queue, and results to end them with. */
public final class TestOrders {
  /** Ids that sort in the order in which they were made, also within a millisecond. */
  private static final NoArgGenerator IDS = Generators.timeBasedEpochGenerator();

  private TestOrders() {}

  public static Order order() {
    return new Order(
        new Placement(new Size(10, 5), new Rect(3, 0, 7, 5)),
        0,
        Sampling.seeded(7),
        "pad",
        new Encoding(Format.PNG, 100),
        "picture",
        Optional.empty());
  }

  /** With everything that is hard to write down. */
  public static Order hardOrder() {
    return new Order(
        new Placement(new Size(Integer.MAX_VALUE, 1), new Rect(Integer.MIN_VALUE, -1, 1 << 30, 1)),
        3,
        new Sampling(
            "Zürich \uD83C\uDFD4 \"'; DROP TABLE job; --\n\u0001",
            "",
            Long.MAX_VALUE - 4,
            4,
            Map.of("fill", "mirror", "", "\\")),
        "pad",
        new Encoding(Format.WEBP, 1),
        "images[]",
        Optional.of(new MaskUse("mask", true)));
  }

  public static NewJob job(String account) {
    return job(account, 0, 0, Optional.empty());
  }

  public static NewJob job(String account, int priority, long price, Optional<Instant> waitUntil) {
    return new NewJob(
        IDS.generate().toString(),
        account,
        priority,
        "uc_test",
        "api",
        order(),
        price,
        List.of("a warning"),
        Optional.empty(),
        Optional.of("request"),
        waitUntil);
  }

  public static Result result(Job job) {
    return new Result(
        List.of(
            new ResultPicture(job.attemptPrefix() + "0.png", 10, 5, Format.PNG, 99, job.seed())),
        Duration.ofMillis(1234));
  }
}
