package uncrop.models;

import java.util.Locale;
import uncrop.layer.Precision;

/**
 * In what numbers a processor runs models best.
 *
 * @param processor which
 * @param bf16Speedup how many times as fast as FP32 it computes in BF16; 0 if it cannot
 */
public record PrecisionChoice(String processor, double bf16Speedup) {
  /** A smaller gain is not worth the digits that BF16 drops, and may be noise. */
  static final double LEAST_GAIN = 1.2;

  /** FP32 or BF16. INT8 is never chosen: it changes pictures, so a user must ask for it. */
  public Precision precision() {
    return bf16Speedup >= LEAST_GAIN ? Precision.BF16 : Precision.FP32;
  }

  /** For the user, such as "computes in bf16: 2.1 times as fast as fp32 here". */
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
