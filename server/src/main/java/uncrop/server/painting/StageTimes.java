package uncrop.server.painting;

import java.time.Duration;

/** Is told how long each stage of a painting took: {@code reading, painting, writing}. */
@FunctionalInterface
public interface StageTimes {
  StageTimes UNTOLD = (stage, took) -> {};

  void took(String stage, Duration time);
}
