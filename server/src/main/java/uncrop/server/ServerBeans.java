package uncrop.server;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import uncrop.embedded.Engines;
import uncrop.engine.Engine;
import uncrop.geometry.Limits;
import uncrop.picture.PictureLimits;
import uncrop.picture.PictureReader;
import uncrop.server.database.Database;
import uncrop.server.key.ApiKeys;
import uncrop.server.painting.Painter;
import uncrop.server.painting.PaintingQueue;
import uncrop.server.settings.FetchSettings;
import uncrop.server.settings.LimitSettings;
import uncrop.server.settings.QueueSettings;
import uncrop.server.source.PictureHost;
import uncrop.server.source.PictureSource;

/** How the parts of the server are put together. */
@SpringBootApplication(proxyBeanMethods = false)
@EnableConfigurationProperties({QueueSettings.class, LimitSettings.class, FetchSettings.class})
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
    return new ApiKeys(database, clock, random);
  }

  @Bean
  Engine engine(@Value("${uncrop.engine}") String name, Engines engines) {
    return name.isBlank() ? engines.byDefault() : engines.named("uncrop.engine", name);
  }

  @Bean
  PaintingQueue paintingQueue(QueueSettings settings, Clock clock) {
    return new PaintingQueue(settings, clock);
  }

  @Bean
  Painter painter(Engine engine, LimitSettings limits, PaintingQueue queue, Clock clock) {
    PictureLimits readable = new PictureLimits(limits.picture().toBytes(), limits.pixels());
    return new Painter(
        engine, new PictureReader(readable), new Limits(limits.canvas()), queue, clock);
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
