package uncrop.server.openapi;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Properties;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * {@code GET /docs}: the document as a page on which every request can be tried. All of it comes
 * from this server, so that it works in a network without any way out.
 */
@RestController
final class TryPage implements WebMvcConfigurer {
  private static final MediaType HTML = MediaType.parseMediaType("text/html;charset=UTF-8");

  /**
   * Scripts come from here only; Swagger UI writes its styles into the page and its icons as data,
   * and shows the pictures that it got as blobs.
   */
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline';"
          + " img-src 'self' data: blob:; connect-src 'self'; base-uri 'none'; form-action 'none';"
          + " frame-ancestors 'none'";

  private static final Duration KEPT = Duration.ofHours(1);

  @GetMapping("/docs")
  ResponseEntity<byte[]> page() throws IOException {
    try (InputStream page = new ClassPathResource("docs/index.html").getInputStream()) {
      return ResponseEntity.ok()
          .contentType(HTML)
          .header("Content-Security-Policy", POLICY)
          .cacheControl(CacheControl.noCache())
          .body(page.readAllBytes());
    }
  }

  @Override
  public void addResourceHandlers(ResourceHandlerRegistry registry) {
    registry
        .addResourceHandler("/docs/*.js", "/docs/*.css", "/docs/*.png")
        .addResourceLocations("classpath:/docs/", swaggerUi())
        .setCacheControl(CacheControl.maxAge(KEPT).cachePublic());
  }

  /** The library puts its files into a folder that is named after its version. */
  private static String swaggerUi() {
    Properties about = new Properties();
    try (InputStream file =
        new ClassPathResource("META-INF/maven/org.webjars/swagger-ui/pom.properties")
            .getInputStream()) {
      about.load(file);
    } catch (IOException e) {
      throw new IllegalStateException("Swagger UI is missing", e);
    }
    return "classpath:/META-INF/resources/webjars/swagger-ui/" + about.get("version") + "/";
  }
}
