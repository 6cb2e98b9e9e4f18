package uncrop.server.web;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;
import uncrop.server.intake.HangUp;

/** Lets Tomcat notice clients that hang up while their picture is painted. */
@Component
public final class HangUps implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {
  @Override
  public void customize(TomcatServletWebServerFactory factory) {
    factory.setProtocol(HangUpProtocol.class.getName());
  }

  /**
   * Whether the client of a request is still there; to be asked by the request's own thread, once
   * the body was read.
   */
  public static HangUp of(HttpServletRequest request) {
    return request.getServletConnection() instanceof HangUp connection ? connection : HangUp.NEVER;
  }
}
