package uncrop.server.web;

import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Asks about every request; {@link KeyCheck} knows which of them need a key. */
@Configuration(proxyBeanMethods = false)
class KeyCheckedPaths implements WebMvcConfigurer {
  private final KeyCheck check;

  KeyCheckedPaths(KeyCheck check) {
    this.check = check;
  }

  @Override
  public void addInterceptors(InterceptorRegistry registry) {
    registry.addInterceptor(check);
  }
}
