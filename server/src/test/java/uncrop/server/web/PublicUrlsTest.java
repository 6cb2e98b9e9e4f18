package uncrop.server.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

class PublicUrlsTest {
  private static PublicUrls urls(String setting, Map<String, Object> environment) {
    StandardEnvironment values = new StandardEnvironment();
    values.getPropertySources().addFirst(new MapPropertySource("test", environment));
    return new PublicUrls(setting, values);
  }

  @ParameterizedTest
  @CsvSource({
    "https://uncrop.example.com,       https://uncrop.example.com",
    "https://example.com/uncrop/,      https://example.com/uncrop",
    "' http://10.0.0.1:8080// ',       http://10.0.0.1:8080"
  })
  void what_is_set_is_what_is_said(String setting, String said) {
    assertThat(urls(setting, Map.of()).base()).hasToString(said);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"example.com", "ftp://example.com", "https://a/?b", "https://a/#b", "a b"})
  void what_is_no_address_is_refused(String setting) {
    assertThatThrownBy(() -> urls(setting, Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("uncrop.public-url " + setting);
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1,   8080, http://127.0.0.1:8080",
    "0.0.0.0,     8080, http://localhost:8080",
    "::,          8080, http://localhost:8080",
    "::1,           81, http://[::1]:81",
    "example.com,   80, http://example.com"
  })
  void without_it_the_address_is_where_the_server_listens(String host, int port, String said) {
    Map<String, Object> environment = Map.of("server.address", host, "local.server.port", port);
    assertThat(urls("", environment).base()).hasToString(said);
  }

  @Test
  void before_the_server_listens_its_port_is_what_is_set() {
    assertThat(urls("", Map.of("server.port", 8081)).base()).hasToString("http://localhost:8081");
  }
}
