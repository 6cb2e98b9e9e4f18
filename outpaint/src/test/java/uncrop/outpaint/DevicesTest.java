package uncrop.outpaint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import uncrop.fault.BadInput;
import uncrop.tensor.Device;

class DevicesTest {
  @Test
  void one_that_is_not_here_is_refused() {
    Devices devices = new Devices(List.of(Device.CPU, Device.cuda(77)));

    assertThatThrownBy(devices::check)
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("device cuda:77: is not here");
    assertThatThrownBy(devices::here).isInstanceOf(BadInput.class);
  }

  @Test
  void they_are_described_by_name() {
    assertThat(new Devices(List.of(Device.CPU)).described()).isEqualTo("cpu");
    assertThat(Devices.BEST.described()).startsWith(Device.best().toString());
  }

  @Test
  void the_best_is_one() {
    Devices.BEST.check();

    assertThat(Devices.BEST.here()).containsExactly(Device.best());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | []",
        "auto | []",
        "cpu | [cpu]",
        "cuda | [cuda:0]",
        "cuda:0,cuda:1 | [cuda:0, cuda:1]",
        "cuda:1, cpu | [cuda:1, cpu]"
      })
  void devices_are_named_with_commas(String text, String devices) {
    assertThat(Devices.named("device", text).named()).hasToString(devices);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "cpu,cpu | must name each device once",
        "cuda,cuda:0 | must name each device once",
        "cuda: | must be auto, cpu, cuda or cuda:N",
        "cpu, | must be auto, cpu, cuda or cuda:N",
        "auto,cpu | must be auto, cpu, cuda or cuda:N"
      })
  void what_names_none_is_refused(String text, String reason) {
    assertThatThrownBy(() -> Devices.named("device", text))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining(reason);
  }
}
