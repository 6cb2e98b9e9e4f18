package uncrop.server.web;

import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Which paths need a key. */
@Configuration(proxyBeanMethods = false)
class KeyCheckedPaths implements WebMvcConfigurer {
  private final KeyCheck check;

  KeyCheckedPaths(KeyCheck check) {
    this.check = check;
  }

  @Override
  public void addInterceptors(InterceptorRegistry registry) {
    registry.addInterceptor(check).addPathPatterns("/v1/**");
  }
}
