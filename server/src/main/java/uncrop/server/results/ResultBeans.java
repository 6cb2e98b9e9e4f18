package uncrop.server.results;

import java.security.SecureRandom;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import uncrop.server.database.Database;
import uncrop.server.web.PublicUrls;
import uncrop.server.webhook.PictureLinks;

/** How links to results are put together. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ResultSettings.class)
class ResultBeans {

  @Bean
  LinkSignature linkSignature(Database database, SecureRandom random) {
    return new LinkSignature(LinkSecret.of(database, random));
  }

  @Bean
  ResultLinks resultLinks(
      LinkSignature signature, PublicUrls urls, ResultSettings settings, Clock clock) {
    return new ResultLinks(signature, urls, settings.valid(), clock);
  }

  /** Receivers of webhooks may be away for long, so theirs work for longer. */
  @Bean
  PictureLinks webhookPictureLinks(ResultLinks links, ResultSettings settings) {
    return (job, n) -> links.of(job, n, settings.validInWebhooks());
  }
}
