package uncrop.layer;

import uncrop.fault.BadInput;
import uncrop.tensor.Device;

/**
 * Where a network's weights are, in what numbers it computes, and whose operations do it.
 *
 * @param kernels oneDNN's on the processor only
 */
public record Placement(Device device, Precision precision, Kernels kernels) {
  /**
   * @throws BadInput on the field "dtype" for 8 bits anywhere but on the processor: they are
   *     oneDNN's
   */
  public Placement {
    if (precision == Precision.INT8 && kernels != Kernels.ONEDNN) {
      throw new BadInput(
          "dtype", "int8", "is for the processor: on " + device + " take fp16, bf16 or fp32");
    }
  }

  /** On the fastest kernels that can. */
  public Placement(Device device, Precision precision) {
    this(device, precision, Kernels.fastest(device, precision));
  }

  public static Placement onCpu(Precision precision) {
    return new Placement(Device.CPU, precision);
  }

  /** In other numbers at the same place. */
  public Placement in(Precision other) {
    return new Placement(device, other);
  }

  /** For the user, such as "bf16", which is on the processor, or "fp16 on cuda:0". */
  @Override
  public String toString() {
    return device.isCpu() ? precision.label() : precision.label() + " on " + device;
  }
}
