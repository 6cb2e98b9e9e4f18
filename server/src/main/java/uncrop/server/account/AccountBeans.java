package uncrop.server.account;

import java.security.SecureRandom;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import uncrop.server.database.Database;

@Configuration(proxyBeanMethods = false)
class AccountBeans {
  @Bean
  Accounts accounts(Database database, Clock clock, SecureRandom random) {
    return new Accounts(database, clock, random);
  }
}
