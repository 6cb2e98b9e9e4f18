package uncrop.server;

import com.fasterxml.uuid.Generators;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import uncrop.geometry.Limits;
import uncrop.outpaint.EngineRoom;
import uncrop.picture.PictureLimits;
import uncrop.picture.PictureReader;
import uncrop.server.credit.Ledger;
import uncrop.server.credit.Prices;
import uncrop.server.database.Database;
import uncrop.server.idempotency.IdempotencyStore;
import uncrop.server.intake.Acceptance;
import uncrop.server.intake.Intake;
import uncrop.server.intake.Places;
import uncrop.server.job.EndListener;
import uncrop.server.job.JobNews;
import uncrop.server.job.JobUpkeep;
import uncrop.server.job.Jobs;
import uncrop.server.painting.Painter;
import uncrop.server.painting.Painters;
import uncrop.server.painting.StageTimes;
import uncrop.server.settings.JobSettings;
import uncrop.server.settings.LimitSettings;
import uncrop.server.storage.Storage;
import uncrop.server.worker.Caretaker;
import uncrop.server.worker.Workers;
import uncrop.server.worker.Workshop;

/** From a submission to painted pictures. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(JobSettings.class)
class JobBeans {

  @Bean
  PictureReader pictureReader(LimitSettings limits) {
    return new PictureReader(new PictureLimits(limits.picture().toBytes(), limits.pixels()));
  }

  @Bean
  Painters painters(
      EngineRoom engines,
      @Value("${uncrop.engine}") String name,
      @Value("${uncrop.fallback}") boolean fallback) {
    return new Painters(engines, name, fallback);
  }

  @Bean
  JobNews jobNews() {
    return new JobNews();
  }

  @Bean
  Jobs jobs(
      Database database,
      Ledger ledger,
      ObjectProvider<EndListener> listeners,
      JobNews news,
      Clock clock) {
    List<EndListener> ordered = listeners.orderedStream().toList();
    return new Jobs(database, ledger, ordered, news, clock);
  }

  @Bean
  Acceptance acceptance(
      PictureReader reader,
      LimitSettings limits,
      Painters painters,
      Storage storage,
      Database database,
      Jobs jobs,
      JobNews news,
      Places places,
      Prices prices,
      IdempotencyStore repeats,
      JobSettings settings,
      SecureRandom random,
      Clock clock) {
    return new Acceptance(
        reader,
        new Limits(limits.canvas()),
        painters,
        storage,
        database.transactions(),
        jobs,
        news,
        places,
        prices,
        repeats,
        settings,
        Generators.timeBasedEpochRandomGenerator(random),
        clock);
  }

  @Bean
  Intake intake(
      Acceptance acceptance,
      Storage storage,
      Jobs jobs,
      JobNews news,
      JobSettings settings,
      Clock clock) {
    return new Intake(acceptance, storage, jobs, news, settings, clock);
  }

  @Bean
  Places places(Jobs jobs, JobSettings settings, Clock clock) {
    return new Places(jobs, settings, clock);
  }

  @Bean
  JobUpkeep jobUpkeep(Database database) {
    return new JobUpkeep(database);
  }

  @Bean
  Workers workers(
      Jobs jobs,
      JobUpkeep upkeep,
      JobNews news,
      Storage storage,
      Painters painters,
      PictureReader reader,
      StageTimes times,
      JobSettings settings,
      Clock clock) {
    Workshop workshop = new Workshop(jobs, storage, new Painter(painters, reader, times), clock);
    return new Workers(jobs, upkeep, news, workshop, settings, node(), clock);
  }

  @Bean
  Caretaker caretaker(
      Workers workers,
      Jobs jobs,
      JobUpkeep upkeep,
      JobNews news,
      Storage storage,
      JobSettings settings,
      Clock clock) {
    return new Caretaker(workers, jobs, upkeep, news, storage, settings, clock);
  }

  @Bean
  JobLifecycle jobLifecycle(
      Workers workers, Caretaker caretaker, Intake intake, JobSettings settings, Clock clock) {
    return new JobLifecycle(workers, caretaker, intake, settings, clock);
  }

  /** For people who look at a job's row: the machine's name, where it has one, and the process. */
  private static String node() {
    String host = System.getenv().getOrDefault("HOSTNAME", "node");
    return host + "/" + ProcessHandle.current().pid();
  }
}
