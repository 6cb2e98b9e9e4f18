package uncrop.models;

import java.util.Locale;
import uncrop.layer.Precision;
import uncrop.tensor.Device;

/** In what numbers a device runs models best. */
public sealed interface PrecisionChoice {
  /** Never INT8: it changes pictures, so a user must ask for it. */
  Precision precision();

  /** For the user, such as "computes in bf16: 2.1 times as fast as fp32 here". */
  String sentence();

  /**
   * Of a processor.
   *
   * @param processor which
   * @param bf16Speedup how many times as fast as FP32 it computes in BF16; 0 if it cannot
   */
  record Measured(String processor, double bf16Speedup) implements PrecisionChoice {
    /** A smaller gain is not worth the digits that BF16 drops, and may be noise. */
    private static final double LEAST_GAIN = 1.2;

    @Override
    public Precision precision() {
      return bf16Speedup >= LEAST_GAIN ? Precision.BF16 : Precision.FP32;
    }

    @Override
    public String sentence() {
      if (precision() == Precision.BF16) {
        return String.format(
            Locale.ROOT, "computes in bf16: %.1f times as fast as fp32 here", bf16Speedup);
      }
      return bf16Speedup > 0
          ? String.format(
              Locale.ROOT, "computes in fp32: bf16 is %.1f times as fast here", bf16Speedup)
          : "computes in fp32: this processor cannot compute in bf16";
    }
  }

  /**
   * Of a graphics processor. All have instructions for 16 bits, and the published weights are in
   * them; FP16 rounds eight times less than BF16.
   */
  record OfGraphicsProcessor(Device device) implements PrecisionChoice {
    @Override
    public Precision precision() {
      return Precision.FP16;
    }

    @Override
    public String sentence() {
      return "computes in fp16 on " + device;
    }
  }
}
