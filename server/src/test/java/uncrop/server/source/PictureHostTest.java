package uncrop.server.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import uncrop.fault.BadInput;
import uncrop.server.settings.FetchSettings;
import uncrop.server.wire.TooLarge;

@Timeout(60)
class PictureHostTest {
  private static final byte[] PICTURE = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13};
  private static final long MOST = 1 << 20;
  private static final Duration LONG = Duration.ofSeconds(30);

  private final FileServer files = new FileServer(PICTURE);

  @AfterEach
  void stop() {
    files.close();
  }

  private byte[] fetch(FetchSettings settings, String url) {
    return fetch(settings, SystemDefaultDnsResolver.INSTANCE, url);
  }

  private static byte[] fetch(FetchSettings settings, DnsResolver names, String url) {
    try (PictureHost host = new PictureHost(settings, names)) {
      return host.fetch("input_image", URI.create(url), MOST);
    }
  }

  private FetchSettings allowed() {
    return new FetchSettings(List.of(files.host()), LONG, 3);
  }

  private static FetchSettings strict() {
    return new FetchSettings(List.of(), LONG, 3);
  }

  @Test
  void an_allowed_inside_host_is_asked() {
    assertThat(fetch(allowed(), files.url("/picture.png"))).isEqualTo(PICTURE);
    assertThat(fetch(allowed(), files.url("/moved.png"))).isEqualTo(PICTURE);
  }

  @Test
  void an_inside_host_that_is_not_allowed_is_never_asked() {
    assertThatThrownBy(() -> fetch(strict(), files.url("/picture.png")))
        .isInstanceOf(AddressRefused.class)
        .hasMessageContaining("input_image");
    assertThat(files.asked()).isZero();
  }

  @Test
  void another_port_of_an_allowed_host_is_not_allowed() {
    try (FileServer other = new FileServer(PICTURE)) {
      assertThatThrownBy(() -> fetch(allowed(), other.url("/picture.png")))
          .isInstanceOf(AddressRefused.class);
      assertThat(other.asked()).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://localhost/",
        "http://LOCALHOST/",
        "http://127.0.0.1/",
        "http://127.1/",
        "http://2130706433/",
        "http://0.0.0.0/",
        "http://10.0.0.1/",
        "http://172.16.0.1/",
        "http://192.168.0.1/",
        "http://169.254.169.254/latest/meta-data/",
        "http://100.64.0.1/",
        "http://198.18.0.1/",
        "http://224.0.0.1/",
        "http://255.255.255.255/",
        "http://[::1]/",
        "http://[::]/",
        "http://[::ffff:127.0.0.1]/",
        "http://[::ffff:7f00:1]/",
        "http://[fd00::1]/",
        "http://[fe80::1]/",
        "http://[64:ff9b::7f00:1]/",
        "http://[2002:7f00:1::]/",
        "https://127.0.0.1/",
        "http://127.0.0.1:22/"
      })
  void no_form_of_an_inside_address_gets_in(String url) {
    // a form that the resolver does not know as an address at all gets no further either
    assertThatThrownBy(() -> fetch(strict(), url))
        .isInstanceOfAny(AddressRefused.class, HostFailed.class, BadInput.class);
    assertThat(files.asked()).isZero();
  }

  @Test
  void a_name_that_points_inside_gets_no_further() {
    DnsResolver inside = resolver(List.of("127.0.0.1"));
    String url = files.url("/picture.png").replace("127.0.0.1", "pictures.example");
    assertThatThrownBy(() -> fetch(strict(), inside, url)).isInstanceOf(AddressRefused.class);
    assertThat(files.asked()).isZero();
  }

  @Test
  void a_name_that_points_outside_first_and_inside_then_gets_no_further()
      throws UnknownHostException {
    // what a check of its own would have seen is public; what is connected to is not
    DnsResolver rebinding = resolver(List.of("93.184.215.14", "127.0.0.1"));
    String url = files.url("/picture.png").replace("127.0.0.1", "pictures.example");
    try (PictureHost host = new PictureHost(strict(), rebinding)) {
      checkAsSomeoneElseWould(rebinding);
      assertThatThrownBy(() -> host.fetch("input_image", URI.create(url), MOST))
          .isInstanceOf(AddressRefused.class);
    }
    assertThat(files.asked()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://127.0.0.1:1/x",
        "http://[::1]/",
        "http://169.254.169.254/",
        "http://localhost:1/"
      })
  void a_redirect_to_the_inside_is_refused_like_the_address_itself(String inside) {
    assertThatThrownBy(() -> fetch(allowed(), files.url("/query.png?" + inside)))
        .isInstanceOf(AddressRefused.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"file:///etc/passwd", "ftp://127.0.0.1/", "gopher://127.0.0.1:70/"})
  void a_redirect_to_another_scheme_is_refused(String elsewhere) {
    assertThatThrownBy(() -> fetch(allowed(), files.url("/query.png?" + elsewhere)))
        .isInstanceOf(BadInput.class);
  }

  @Test
  void redirects_without_end_are_ended() {
    assertThatThrownBy(() -> fetch(allowed(), files.url("/round.png")))
        .isInstanceOf(HostFailed.class)
        .hasMessageContaining("3 redirects");
    assertThat(files.asked()).isEqualTo(4);
  }

  @Test
  void a_host_that_fails_is_named_with_what_it_answered() {
    assertThatThrownBy(() -> fetch(allowed(), files.url("/missing.png")))
        .isInstanceOf(HostFailed.class)
        .hasMessageContaining("404");
    assertThatThrownBy(() -> fetch(allowed(), files.url("/broken.png")))
        .isInstanceOf(HostFailed.class)
        .hasMessageContaining("500");
    assertThatThrownBy(() -> fetch(allowed(), files.url("/headers.png")))
        .isInstanceOf(HostFailed.class)
        .hasMessageContaining("broke off");
    assertThatThrownBy(() -> fetch(strict(), "http://no-such-host.invalid/x.png"))
        .isInstanceOf(HostFailed.class)
        .hasMessageContaining("not known");
  }

  @Test
  void more_bytes_than_allowed_are_not_read() {
    assertThatThrownBy(() -> fetch(allowed(), files.url("/endless.png")))
        .isInstanceOf(TooLarge.class)
        .hasMessageContaining("1 MiB");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/hangs.png", "/drips.png"})
  void a_host_that_takes_its_time_is_not_waited_for(String path) {
    FetchSettings hasty = new FetchSettings(List.of(files.host()), Duration.ofMillis(300), 3);
    assertThatThrownBy(() -> fetch(hasty, files.url(path))).isInstanceOf(HostTimedOut.class);
  }

  private static void checkAsSomeoneElseWould(DnsResolver names) throws UnknownHostException {
    assertThat(names.resolve("pictures.example")[0].isLoopbackAddress()).isFalse();
  }

  /** Answers with each address in turn. */
  private static DnsResolver resolver(List<String> addresses) {
    AtomicInteger turn = new AtomicInteger();
    return new DnsResolver() {
      @Override
      public InetAddress[] resolve(String host) throws UnknownHostException {
        String address = addresses.get(turn.getAndIncrement() % addresses.size());
        return new InetAddress[] {InetAddress.getByName(address)};
      }

      @Override
      public String resolveCanonicalHostname(String host) {
        return host;
      }
    };
  }
}
