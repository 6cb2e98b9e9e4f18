package uncrop.server;

import java.nio.file.Path;
import java.util.Collection;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.support.GenericApplicationContext;
import uncrop.embedded.Engines;
import uncrop.server.key.ApiKeys;

/** A server that runs. Everything of Spring stays behind this class. */
final class UncropServer implements AutoCloseable {
  private final ConfigurableApplicationContext context;
  private final CountDownLatch closed;

  private UncropServer(ConfigurableApplicationContext context, CountDownLatch closed) {
    this.context = context;
    this.closed = closed;
  }

  /**
   * Starts a server and returns when it answers requests.
   *
   * @param engines those it may paint with; the setting uncrop.engine chooses
   * @param port 0 takes any that is free
   * @param settings further ones as {@code name=value}; they go before application.yml and
   *     environment
   * @throws StartFailed when it cannot, in one line
   */
  static UncropServer start(Engines engines, String host, int port, Path data, String... settings) {
    CountDownLatch closed = new CountDownLatch(1);
    SpringApplication application = new SpringApplication(ServerBeans.class);
    application.setBannerMode(Banner.Mode.OFF);
    application.setLogStartupInfo(false);
    application.addInitializers(context ->
        ((GenericApplicationContext) context).registerBean(Engines.class, () -> engines));
    application.addListeners(
        (ApplicationListener<ContextClosedEvent>) closing -> closed.countDown());
    String[] arguments =
        Stream.concat(
                Stream.of("server.address=" + host, "server.port=" + port, "uncrop.data=" + data),
                Stream.of(settings))
            .map(setting -> "--" + setting)
            .toArray(String[]::new);
    try {
      return new UncropServer(application.run(arguments), closed);
    } catch (RuntimeException e) {
      throw StartFailed.because(e, host, port);
    }
  }

  /** The one that it really listens on. */
  int port() {
    return Objects.requireNonNull(((WebServerApplicationContext) context).getWebServer()).getPort();
  }

  /** A key, if this installation has never had one. */
  Optional<String> firstKey() {
    return context.getBean(ApiKeys.class).createFirst("first");
  }

  /** Parts of the running server by their type, for its tests. */
  <T> Collection<T> parts(Class<T> type) {
    return context.getBeansOfType(type).values();
  }

  /** Returns when the server is stopped, by a signal or {@link #close}. */
  void await() throws InterruptedException {
    closed.await();
  }

  /** Takes no more requests, lets those that run end, and stops. */
  @Override
  public void close() {
    context.close();
  }
}
