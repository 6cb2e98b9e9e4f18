package uncrop.server.web;

import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;
import uncrop.server.settings.LimitSettings;

/** Puts {@link BodyDeadline} into Tomcat. */
@Component
final class BodyDeadlines implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {
  private final LimitSettings limits;

  BodyDeadlines(LimitSettings limits) {
    this.limits = limits;
  }

  @Override
  public void customize(TomcatServletWebServerFactory factory) {
    factory.addEngineValves(new BodyDeadline(limits.bodyTime()));
  }
}
