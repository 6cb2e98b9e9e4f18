package uncrop.outpaint;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * How fast each engine was on this machine when it last painted, noted in a file beside the models.
 * A note that cannot be read or written is as good as none.
 */
public final class Speeds {
  private static final String FILE = "speeds.json";
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private final Path file;

  /**
   * One painting.
   *
   * @param seconds from the laid canvas to the finished picture, a model's loading included
   * @param pixels that were painted
   */
  public record Speed(double seconds, long pixels) {}

  /**
   * @param folder of the models; need not exist
   */
  public Speeds(Path folder) {
    file = folder.resolve(FILE);
  }

  public Optional<Speed> of(String engine, Optional<String> model) {
    return Optional.ofNullable(all().get(key(engine, model)));
  }

  public synchronized void note(String engine, Optional<String> model, Duration took, long pixels) {
    Map<String, Speed> all = all();
    all.put(key(engine, model), new Speed(took.toMillis() / 1000.0, pixels));
    Path unfinished = file.resolveSibling("." + UUID.randomUUID() + ".part");
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      try {
        Files.write(unfinished, JSON.writeValueAsString(all).getBytes(UTF_8));
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(unfinished);
      }
    } catch (IOException e) {
      // a folder that may only be read is no reason to fail
      return;
    }
  }

  private static String key(String engine, Optional<String> model) {
    return model.map(name -> engine + " " + name).orElse(engine);
  }

  private Map<String, Speed> all() {
    try {
      return new TreeMap<>(
          JSON.readValue(Files.readString(file), new TypeReference<Map<String, Speed>>() {}));
    } catch (IOException | JacksonException e) {
      return new TreeMap<>();
    }
  }
}
