package uncrop.server.webhook;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import uncrop.geometry.Placement;
import uncrop.geometry.Rect;
import uncrop.geometry.Size;
import uncrop.picture.Encoding;
import uncrop.picture.Format;
import uncrop.plan.Sampling;
import uncrop.server.job.Job;
import uncrop.server.job.JobFault;
import uncrop.server.job.JobStatus;
import uncrop.server.job.Order;

/** Jobs of the account {@code local} that have just ended. */
final class EndedJobs {
  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

  private EndedJobs() {}

  static Job failed(Optional<URI> webhook) {
    Order order =
        new Order(
            new Placement(new Size(8, 5), new Rect(1, 0, 7, 5)),
            0,
            Sampling.seeded(1),
            "pad",
            new Encoding(Format.PNG, 100),
            "image",
            Optional.empty());
    return new Job(
        UUID.randomUUID().toString(),
        "local",
        "uc_12345678",
        "api",
        JobStatus.FAILED,
        1,
        1,
        0.5,
        "",
        order,
        "pad",
        1,
        4,
        Optional.empty(),
        List.of(),
        Optional.of(JobFault.ENGINE_FAILED),
        Optional.of("painting failed"),
        webhook,
        Optional.empty(),
        NOON,
        Optional.of(NOON),
        Optional.of(NOON),
        false);
  }
}
