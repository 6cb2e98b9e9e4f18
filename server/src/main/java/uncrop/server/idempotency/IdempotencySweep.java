package uncrop.server.idempotency;

import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;

/** Drops what is old enough, every hour. Until then it counts as forgotten anyway. */
final class IdempotencySweep {
  private static final Logger LOG = LoggerFactory.getLogger(IdempotencySweep.class);

  private final IdempotencyStore store;

  IdempotencySweep(IdempotencyStore store) {
    this.store = store;
  }

  @Scheduled(initialDelay = 1, fixedDelay = 60, timeUnit = TimeUnit.MINUTES)
  void sweep() {
    LOG.debug("{} idempotency keys are forgotten", store.forget());
  }
}
