package uncrop.server.web;

import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Asks about every request; {@link KeyCheck} knows which of them need a key, {@link RateCheck} how
 * often they may come.
 */
@Configuration(proxyBeanMethods = false)
class KeyCheckedPaths implements WebMvcConfigurer {
  private final KeyCheck keys;
  private final RateCheck rates;

  KeyCheckedPaths(KeyCheck keys, RateCheck rates) {
    this.keys = keys;
    this.rates = rates;
  }

  @Override
  public void addInterceptors(InterceptorRegistry registry) {
    registry.addInterceptor(keys);
    registry.addInterceptor(rates);
  }
}
