package uncrop.server.idempotency;

import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;
import uncrop.server.database.Database;

@EnableScheduling
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(IdempotencySettings.class)
class IdempotencyBeans {
  @Bean
  IdempotencyStore idempotencyStore(Database database, Clock clock, IdempotencySettings settings) {
    return new IdempotencyStore(database, clock, settings.keep());
  }

  @Bean
  IdempotencySweep idempotencySweep(IdempotencyStore store) {
    return new IdempotencySweep(store);
  }

  @Bean
  Once once(Database database, IdempotencyStore store) {
    return new Once(database.transactions(), store);
  }
}
