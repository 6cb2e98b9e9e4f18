package uncrop.server.operations;

import java.time.Duration;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import uncrop.server.database.Database;
import uncrop.server.storage.Storage;
import uncrop.server.worker.Workers;

/**
 * What {@code /actuator/health} is made of; application.yml says which parts count for readiness.
 */
@Configuration(proxyBeanMethods = false)
class HealthBeans {
  /** Those who ask, such as load balancers, give up after a few seconds themselves. */
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  @Bean
  HealthIndicator databaseHealthIndicator(Database database) {
    return new Probe(
        "database", PATIENCE, () -> database.jdbc().sql("SELECT 1").query(Integer.class).single());
  }

  /** By writing: a full disk is as bad as none. */
  @Bean
  HealthIndicator storageHealthIndicator(Storage storage) {
    return new Probe("storage", PATIENCE, () -> storage.put("health/probe", new byte[1]));
  }

  /** Down once every worker of this node is lost to paintings that hang. */
  @Bean
  HealthIndicator workersHealthIndicator(Workers workers) {
    return () -> workers.ready() ? Health.up().build() : Health.down().build();
  }
}
