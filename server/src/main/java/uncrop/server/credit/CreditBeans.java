package uncrop.server.credit;

import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import uncrop.server.database.Database;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(CreditSettings.class)
class CreditBeans {
  @Bean
  Ledger ledger(Database database, Clock clock) {
    return new Ledger(database, clock);
  }

  @Bean
  Prices prices(CreditSettings settings) {
    return new Prices(settings);
  }

  @Bean
  Credits credits(CreditSettings settings, Ledger ledger) {
    return new Credits(settings, ledger);
  }
}
