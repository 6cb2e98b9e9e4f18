package uncrop.server.limit;

import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(RateSettings.class)
class LimitBeans {
  @Bean
  RateLimits rateLimits(RateSettings settings, Clock clock) {
    return new RateLimits(settings, clock);
  }

  @Bean
  GuessLimits guessLimits(RateSettings settings, Clock clock) {
    return new GuessLimits(settings, clock);
  }
}
