package uncrop.server;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import uncrop.embedded.Engines;

/** A setting that makes no sense stops the start and is named, with its value. */
class SettingsTest {
  @TempDir Path data;

  @ParameterizedTest
  @CsvSource({
    "uncrop.jobs.workers=-1,    uncrop.jobs.workers -1",
    "uncrop.jobs.queue=0,       uncrop.jobs.queue 0",
    "uncrop.jobs.patience=0s,   uncrop.jobs.patience",
    "uncrop.jobs.workers=some,  uncrop.jobs.workers some",
    "uncrop.limits.body=0,      uncrop.limits.body",
    "uncrop.limits.pixels=0,    uncrop.limits.pixels 0",
    "uncrop.fetch.allow=myhost, uncrop.fetch.allow myhost",
    "uncrop.fetch.deadline=0s,  uncrop.fetch.deadline",
    "uncrop.engine=magic,       uncrop.engine magic"
  })
  void a_senseless_setting_is_named(String setting, String named) {
    assertThatThrownBy(
            () -> UncropServer.start(Engines.embedded(1), "127.0.0.1", 0, data, setting).close())
        .isInstanceOf(StartFailed.class)
        .message()
        .contains(named)
        .doesNotContain("\n");
  }
}
