package uncrop.models;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import uncrop.layer.Precision;
import uncrop.tensor.Device;

class AutoPrecisionTest {
  private static final String ZEN = "AMD EPYC (family 25, model 17, avx512_bf16)";
  private static final String ICE_LAKE = "Intel Xeon (family 6, model 106, no bf16)";
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-11-21T12:00:00Z"));

  @TempDir private Path folder;
  private int measurements;

  @ParameterizedTest
  @CsvSource({
    "2.14, BF16, computes in bf16: 2.1 times as fast as fp32 here",
    "1.2, BF16, computes in bf16: 1.2 times as fast as fp32 here",
    "1.19, FP32, computes in fp32: bf16 is 1.2 times as fast here",
    "0.3, FP32, computes in fp32: bf16 is 0.3 times as fast here",
    "0, FP32, computes in fp32: this processor cannot compute in bf16"
  })
  void bf16_only_where_it_is_measured_to_be_faster(
      double speedup, Precision precision, String sentence) {
    PrecisionChoice choice = on(ZEN, speedup).choose(Device.CPU);

    assertThat(choice.precision()).isEqualTo(precision);
    assertThat(choice.sentence()).isEqualTo(sentence);
  }

  @Test
  void a_graphics_processor_computes_in_fp16_and_nothing_is_measured() {
    PrecisionChoice choice = on(ZEN, 2.1).choose(Device.cuda(1));

    assertThat(choice.precision()).isEqualTo(Precision.FP16);
    assertThat(choice.sentence()).isEqualTo("computes in fp16 on cuda:1");
    assertThat(measurements).isZero();
  }

  @Test
  void it_is_measured_once() {
    PrecisionChoice first = on(ZEN, 2.1).choose(Device.CPU);
    PrecisionChoice second = on(ZEN, 0.4).choose(Device.CPU);

    assertThat(second).isEqualTo(first);
    assertThat(measurements).isEqualTo(1);
    assertThat(folder.resolve(AutoPrecision.FILE))
        .content()
        .contains(ZEN, "2.1", "2026-11-21T12:00:00Z");
  }

  @Test
  void another_processor_measures_again() {
    on(ZEN, 2.1).choose(Device.CPU);

    assertThat(on(ICE_LAKE, 0.3).choose(Device.CPU).precision()).isEqualTo(Precision.FP32);
    assertThat(on(ICE_LAKE, 5).choose(Device.CPU).precision()).isEqualTo(Precision.FP32);
    assertThat(measurements).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "null",
        "[]",
        "{}",
        "{\"processor\": \"" + ZEN + "\"}",
        "{\"processor\": \"" + ZEN + "\", \"bf16Speedup\": -1}",
        "{\"processor\": \"" + ZEN + "\", \"bf16Speedup\": \"NaN\"}",
        "{\"processor\": \"" + ZEN + "\", \"bf16Speedup\": 1e999}",
        "{\"processor\": \"" + ZEN + "\", \"bf16Speedup\": \"fast\"}"
      })
  void a_damaged_note_is_measured_again_and_replaced(String note) throws IOException {
    Files.writeString(folder.resolve(AutoPrecision.FILE), note);

    assertThat(on(ZEN, 2.1).choose(Device.CPU).precision()).isEqualTo(Precision.BF16);
    assertThat(on(ZEN, 0.1).choose(Device.CPU).precision()).isEqualTo(Precision.BF16);
    assertThat(measurements).isEqualTo(1);
  }

  @Test
  void a_folder_that_cannot_be_written_is_no_reason_to_fail() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));

    PrecisionChoice choice = new AutoPrecision(file, () -> 2.5, ZEN, CLOCK).choose(Device.CPU);

    assertThat(choice.precision()).isEqualTo(Precision.BF16);
  }

  @Test
  void the_measurement_itself_gives_a_number_that_can_be() {
    assertThat(LinearProducts.bf16Speedup()).isBetween(0.0, 50.0);
  }

  @Test
  void processors_are_told_apart_by_more_than_the_name_they_all_have() {
    List<String> paragraph =
        List.of(
            "vendor_id\t: AuthenticAMD",
            "cpu family\t: 25",
            "model\t\t: 17",
            "model name\t: AMD EPYC",
            "flags\t\t: fpu avx512f avx512_bf16 amx_bf16 avx2");

    assertThat(Processor.describe(paragraph))
        .isEqualTo("AMD EPYC (family 25, model 17, amx_bf16 avx512_bf16)");
    assertThat(Processor.describe(paragraph.subList(0, 4)))
        .isEqualTo("AMD EPYC (family 25, model 17, no bf16)");
    assertThat(Processor.name()).isNotBlank().isEqualTo(Processor.name());
  }

  private AutoPrecision on(String processor, double speedup) {
    return new AutoPrecision(
        folder,
        () -> {
          measurements++;
          return speedup;
        },
        processor,
        CLOCK);
  }
}
