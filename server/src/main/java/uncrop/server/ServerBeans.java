package uncrop.server;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import uncrop.server.database.Database;
import uncrop.server.key.ApiKeys;
import uncrop.server.settings.FetchSettings;
import uncrop.server.settings.LimitSettings;
import uncrop.server.source.PictureHost;
import uncrop.server.source.PictureSource;

/** How the parts of the server are put together. */
@SpringBootApplication(proxyBeanMethods = false)
@EnableConfigurationProperties({LimitSettings.class, FetchSettings.class})
class ServerBeans {

  @Bean
  Clock clock() {
    return Clock.systemUTC();
  }

  @Bean
  SecureRandom random() {
    return new SecureRandom();
  }

  @Bean
  Database database(@Value("${uncrop.database}") String url, @Value("${uncrop.data}") Path folder) {
    return Database.at(url, folder);
  }

  @Bean
  ApiKeys apiKeys(Database database, Clock clock, SecureRandom random) {
    return new ApiKeys(database, clock, random, Thread::startVirtualThread);
  }

  @Bean
  PictureHost pictureHost(FetchSettings settings) {
    return new PictureHost(settings);
  }

  @Bean
  PictureSource pictureSource(PictureHost host, LimitSettings limits) {
    return new PictureSource(host, limits.picture().toBytes());
  }
}
