package uncrop.outpaint;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/** Of the machine. */
final class Memory {
  /** Where a virtual machine does not tell. */
  private static final long MODEST = 8L << 30;

  private Memory() {}

  /** In bytes; in a container what that may use. */
  static long physical() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
        ? system.getTotalMemorySize()
        : MODEST;
  }
}
