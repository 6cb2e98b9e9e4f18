package uncrop.layer;

import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import uncrop.tensor.Device;

/**
 * Where the time of a network goes: seconds and arithmetic by kind of operator, for measuring.
 * Counts on its own thread, from {@link #start} to {@link #stop}; else costs one look at a
 * thread-local.
 */
public final class OperatorTimes {
  /** What a network is made of. */
  public enum Operator {
    CONVOLUTION,
    LINEAR,
    ATTENTION,
    NORM
  }

  /**
   * @param flops additions and multiplications of the textbook's formula
   */
  public record Share(double seconds, double flops, int calls) {
    Share plus(double moreSeconds, double moreFlops) {
      return new Share(seconds + moreSeconds, flops + moreFlops, calls + 1);
    }
  }

  private static final ThreadLocal<@Nullable OperatorTimes> CURRENT = new ThreadLocal<>();

  private final Map<Operator, Share> shares = new EnumMap<>(Operator.class);
  private final Device device;

  private OperatorTimes(Device device) {
    this.device = device;
  }

  /**
   * @param device whose work is waited for at each operator's beginning and end, so that the whole
   *     takes longer than without
   */
  public static OperatorTimes start(Device device) {
    OperatorTimes times = new OperatorTimes(device);
    CURRENT.set(times);
    return times;
  }

  public void stop() {
    CURRENT.remove();
  }

  /**
   * Of everything but the operators named, nothing is known: the rest of the whole is elementwise.
   */
  public Map<Operator, Share> shares() {
    return Map.copyOf(shares);
  }

  static long now() {
    OperatorTimes times = CURRENT.get();
    if (times == null) {
      return 0;
    }
    times.device.await();
    return System.nanoTime();
  }

  static void add(Operator operator, long started, double flops) {
    OperatorTimes times = CURRENT.get();
    if (times != null) {
      times.device.await();
      double seconds = (System.nanoTime() - started) / 1e9;
      times.shares.merge(
          operator,
          new Share(seconds, flops, 1),
          (before, one) -> before.plus(one.seconds, one.flops));
    }
  }
}
