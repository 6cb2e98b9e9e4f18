package uncrop.server.operations;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Clock;
import java.util.function.ToDoubleFunction;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.server.observation.ServerRequestObservationConvention;
import uncrop.server.database.Database;
import uncrop.server.operations.Backlog.Counts;
import uncrop.server.storage.Storage;
import uncrop.server.worker.Workers;

/** What {@code /actuator/prometheus} tells beside what Spring Boot does; docs/operations.md. */
@Configuration(proxyBeanMethods = false)
class MeterBeans {

  @Bean
  JobMeters jobMeters(MeterRegistry meters) {
    return new JobMeters(meters);
  }

  @Bean
  ServerRequestObservationConvention vocabularyTag() {
    return new VocabularyTag();
  }

  /** Static, because it must be there before any bean that it wraps. */
  @Bean
  static BeanPostProcessor storageMeasuring(ObjectProvider<MeterRegistry> meters) {
    return new BeanPostProcessor() {
      @Override
      public Object postProcessAfterInitialization(Object bean, String name) {
        return bean instanceof Storage storage
            ? new MeasuredStorage(storage, meters.getObject())
            : bean;
      }
    };
  }

  @Bean
  MeterBinder backlogMeters(Database database, Clock clock) {
    Backlog backlog = new Backlog(database, clock);
    return meters -> {
      gauge(meters, "uncrop.jobs", "queued", backlog, Counts::queued);
      gauge(meters, "uncrop.jobs", "running", backlog, Counts::running);
      gauge(meters, "uncrop.jobs.oldest.seconds", "queued", backlog, Counts::oldestQueued);
      gauge(meters, "uncrop.credits.held", "available", backlog, Counts::available);
      gauge(meters, "uncrop.credits.held", "reserved", backlog, Counts::reserved);
      gauge(meters, "uncrop.webhook.messages", "due", backlog, Counts::messages);
      gauge(meters, "uncrop.webhook.lag.seconds", "due", backlog, Counts::webhookLag);
    };
  }

  @Bean
  MeterBinder workerMeters(Workers workers) {
    return meters -> {
      Gauge.builder("uncrop.workers", workers, Workers::busy).tag("state", "busy").register(meters);
      Gauge.builder("uncrop.workers", workers, Workers::hung).tag("state", "hung").register(meters);
    };
  }

  private static void gauge(
      MeterRegistry meters,
      String name,
      String status,
      Backlog backlog,
      ToDoubleFunction<Counts> value) {
    Gauge.builder(name, backlog, it -> value.applyAsDouble(it.counts()))
        .tag("status", status)
        .strongReference(true)
        .register(meters);
  }
}
