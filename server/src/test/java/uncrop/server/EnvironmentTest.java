package uncrop.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.core.io.ClassPathResource;

/** Every setting of application.yml can be given by the environment. */
class EnvironmentTest {
  private static List<PropertySource<?>> file() throws IOException {
    return new YamlPropertySourceLoader()
        .load("settings", new ClassPathResource("application.yml"));
  }

  static Stream<String> settings() throws IOException {
    return file().stream()
        .flatMap(source -> Arrays.stream(((EnumerablePropertySource<?>) source).getPropertyNames()))
        .filter(name -> name.startsWith("uncrop."))
        // a name with a dot in it, which no variable can have
        .filter(name -> !name.contains("["));
  }

  @ParameterizedTest
  @MethodSource("settings")
  void its_variable_goes_before_the_file(String setting) throws IOException {
    String variable = setting.replace('.', '_').replace("-", "").toUpperCase(Locale.ROOT);

    assertThat(bound(setting, variable)).isEqualTo("from outside");
  }

  @Test
  void dashes_may_be_underscores_too() throws IOException {
    assertThat(bound("uncrop.jobs.queue-per-account", "UNCROP_JOBS_QUEUE_PER_ACCOUNT"))
        .isEqualTo("from outside");
  }

  @Test
  void there_are_settings() throws IOException {
    assertThat(settings()).hasSizeGreaterThan(20).contains("uncrop.log.json");
  }

  private static String bound(String setting, String variable) throws IOException {
    StandardEnvironment environment = new StandardEnvironment();
    environment
        .getPropertySources()
        .replace(
            StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
            new SystemEnvironmentPropertySource(
                StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                Map.of(variable, "from outside")));
    for (PropertySource<?> source : file()) {
      environment.getPropertySources().addLast(source);
    }
    ConfigurationPropertySources.attach(environment);
    return Binder.get(environment).bind(setting, String.class).get();
  }
}
