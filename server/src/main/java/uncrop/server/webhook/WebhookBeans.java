package uncrop.server.webhook;

import io.micrometer.core.instrument.MeterRegistry;
import java.security.SecureRandom;
import java.time.Clock;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import uncrop.server.database.Database;
import uncrop.server.outbound.AllowList;
import uncrop.server.outbound.OutboundClient;

/** How webhooks are put together. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(WebhookSettings.class)
class WebhookBeans {

  @Bean
  Messages webhookMessages(Database database) {
    return new Messages(database);
  }

  @Bean
  WebhookSecrets webhookSecrets(Database database, SecureRandom random) {
    return new WebhookSecrets(database, random);
  }

  @Bean
  Bell webhookBell() {
    return new Bell();
  }

  @Bean
  Outbox webhookOutbox(
      Messages messages, PictureLinks links, Bell bell, Clock clock, SecureRandom random) {
    return new Outbox(messages, links, bell, clock, random);
  }

  @Bean
  OutboundClient webhookClient(WebhookSettings settings) {
    AllowList allowed = new AllowList("uncrop.webhooks.allow", settings.allow());
    return new OutboundClient(allowed, settings.deadline());
  }

  @Bean
  Deliveries webhookDeliveries(
      Messages messages,
      WebhookSecrets secrets,
      @Qualifier("webhookClient") OutboundClient client,
      WebhookSettings settings,
      Bell bell,
      Clock clock,
      SecureRandom random,
      MeterRegistry meters) {
    Courier courier =
        new Courier(
            client,
            secrets,
            messages,
            new RetrySchedule(random),
            settings.deadline(),
            clock,
            meters);
    return new Deliveries(messages, courier, settings, bell, clock);
  }
}
