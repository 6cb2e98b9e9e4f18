package uncrop.parity;

import java.util.ArrayList;
import java.util.List;
import uncrop.layer.Kernels;
import uncrop.layer.Placement;
import uncrop.layer.Precision;
import uncrop.tensor.Device;

/** Where libtorch's own kernels can be compared with the references. */
public final class LibtorchPlacements {
  private LibtorchPlacements() {}

  /**
   * In FP32, on the processor; and on the first graphics processor, on a machine that has one and
   * with the natives for it.
   */
  public static List<Placement> exact() {
    List<Placement> all = new ArrayList<>();
    all.add(new Placement(Device.CPU, Precision.FP32, Kernels.LIBTORCH));
    if (Device.cudaCount() > 0) {
      all.add(new Placement(Device.cuda(0), Precision.FP32));
    }
    return all;
  }
}
