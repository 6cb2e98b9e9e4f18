package uncrop.server;

import java.nio.file.Path;
import java.time.Clock;
import java.util.OptionalLong;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.unit.DataSize;
import uncrop.embedded.Engines;
import uncrop.models.Catalogue;
import uncrop.models.ModelCard;
import uncrop.models.ModelStore;
import uncrop.outpaint.Devices;
import uncrop.outpaint.EngineRoom;
import uncrop.outpaint.Installation;
import uncrop.server.settings.ModelSettings;
import uncrop.style.Styles;
import uncrop.style.UserFolders;

/** The models of this server, and what their prompts are made with. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ModelSettings.class)
class ModelBeans {
  private static final String DEVICE = "uncrop.models.device";

  @Bean
  Installation installation(
      ModelSettings settings, @Value("${uncrop.data}") Path data, Clock clock) {
    ModelStore store = new ModelStore(folder(settings, data), clock);
    DataSize memory = settings.memory();
    return new Installation(
        store,
        UserFolders.in(data),
        () -> Catalogue.with(System.getenv(), store.folder()),
        devices(settings),
        memory == null ? OptionalLong.empty() : OptionalLong.of(memory.toBytes()));
  }

  /** Those that are named must be here: else it is told at the start. */
  private static Devices devices(ModelSettings settings) {
    Devices devices = Devices.named(DEVICE, settings.device());
    devices.check();
    return devices;
  }

  private static Path folder(ModelSettings settings, Path data) {
    return settings.folder().isBlank() ? data.resolve("models") : Path.of(settings.folder());
  }

  /** A user's damaged file is told at the start and not at the first picture. */
  @Bean
  Styles styles(Installation installation) {
    return Styles.with(installation.folders().styles());
  }

  /** Models whose licence forbids to serve them are as if they were not here. */
  @Bean
  EngineRoom engineRoom(Installation installation, Engines embedded, Clock clock) {
    return installation.open(embedded, ModelCard::mayBeServed, clock);
  }
}
