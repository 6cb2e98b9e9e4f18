package uncrop.server.openapi;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ClassPathResource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import tools.jackson.databind.json.JsonMapper;

/**
 * The document as it is written, in YAML, and the same in JSON. It is turned into JSON when it is
 * first asked for: most starts of a server never need it.
 */
final class ApiDocument {
  private static final ClassPathResource WRITTEN = new ClassPathResource("openapi/openapi.yaml");

  /** The limit protects from strangers' files; this one is ours. */
  private static final int ALIASES = 1000;

  private byte @Nullable [] json;

  byte[] yaml() {
    try (InputStream file = WRITTEN.getInputStream()) {
      return file.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  synchronized byte[] json() {
    if (json == null) {
      LoaderOptions options = new LoaderOptions();
      options.setMaxAliasesForCollections(ALIASES);
      Yaml reader = new Yaml(new SafeConstructor(options));
      Object document = reader.load(new String(yaml(), StandardCharsets.UTF_8));
      json = new JsonMapper().writeValueAsBytes(document);
    }
    return json;
  }
}
