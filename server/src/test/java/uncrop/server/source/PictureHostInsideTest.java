package uncrop.server.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import uncrop.fault.BadInput;
import uncrop.fault.UncropException;
import uncrop.server.outbound.InsideAddresses;
import uncrop.server.outbound.Listener;
import uncrop.server.settings.FetchSettings;
import uncrop.server.wire.UnservedType;

/** Nobody reaches the inside by naming a picture there. */
@Timeout(120)
class PictureHostInsideTest {
  private static final Duration DEADLINE = Duration.ofSeconds(20);
  private static final long MOST = 1 << 20;

  private final Listener inside = new Listener();

  @AfterEach
  void stop() {
    inside.close();
  }

  private static FetchSettings allowing(String... hosts) {
    return new FetchSettings(List.of(hosts), DEADLINE, 3);
  }

  private static PictureHost host(FetchSettings settings) {
    return new PictureHost(settings, InsideAddresses.names());
  }

  @Test
  void none_of_the_tricks_gets_in() {
    List<String> tricks = InsideAddresses.on(inside.port());
    assertThat(tricks).hasSizeGreaterThan(60).doesNotHaveDuplicates();
    try (PictureHost host = host(allowing())) {
      PictureSource source = new PictureSource(host, MOST);
      for (String trick : tricks) {
        assertThatThrownBy(() -> source.load("image", trick))
            .as(trick)
            .isInstanceOfAny(
                AddressRefused.class, BadInput.class, HostFailed.class, UnservedType.class)
            .message()
            .doesNotContain("inside secret", "hunter2");
      }
    }
    assertThat(inside.connections()).isZero();
  }

  @Test
  void the_listener_would_have_noticed() {
    String address = "127.0.0.1:" + inside.port();
    try (PictureHost host = host(allowing(address))) {
      byte[] fetched = host.fetch("image", URI.create("http://" + address + "/"), MOST);
      assertThat(fetched).isEqualTo("inside secret".getBytes(StandardCharsets.US_ASCII));
    }
    assertThat(inside.connections()).isEqualTo(1);
  }

  @Test
  void a_host_on_the_list_opens_neither_its_other_names_nor_its_other_ports() {
    try (Listener other = new Listener();
        PictureHost host = host(allowing("inside.example:" + inside.port()))) {
      String listed = "http://inside.example:" + inside.port() + "/";
      assertThat(host.fetch("image", URI.create(listed), MOST)).isNotEmpty();
      assertThat(inside.connections()).isEqualTo(1);
      for (String unlisted :
          List.of(
              "http://127.0.0.1:" + inside.port() + "/",
              "http://localhost:" + inside.port() + "/",
              "http://inside6.example:" + inside.port() + "/",
              "http://inside.example.:" + inside.port() + "/",
              "http://inside.example:" + other.port() + "/",
              "http://inside.example/")) {
        assertThatThrownBy(() -> host.fetch("image", URI.create(unlisted), MOST))
            .as(unlisted)
            .isInstanceOf(AddressRefused.class);
      }
      assertThat(inside.connections()).isEqualTo(1);
      assertThat(other.connections()).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303, 307, 308})
  void no_redirect_of_any_status_leads_in(int status) {
    try (Redirects outside = new Redirects(status);
        PictureHost host = host(allowing(outside.host()))) {
      for (String trick : InsideAddresses.on(inside.port())) {
        if (Redirects.fitsInHeader(trick)) {
          assertThatThrownBy(() -> host.fetch("image", outside.to(trick), MOST))
              .as("%d to %s", status, trick)
              .isInstanceOf(UncropException.class);
        }
      }
    }
    assertThat(inside.connections()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"rebind.example", "rebind6.example"})
  void a_name_that_is_public_when_looked_at_and_inside_when_connected_to_leads_nowhere(String name)
      throws Exception {
    var names = InsideAddresses.names();
    assertThat(names.resolve(name)[0].isLoopbackAddress()).isFalse();
    String address = "http://" + name + ":" + inside.port() + "/";
    try (PictureHost host = new PictureHost(allowing(), names)) {
      assertThatThrownBy(() -> host.fetch("image", URI.create(address), MOST))
          .isInstanceOf(AddressRefused.class);
    }
    assertThat(inside.connections()).isZero();
  }
}
