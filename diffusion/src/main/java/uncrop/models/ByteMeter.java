package uncrop.models;

import java.util.function.DoubleConsumer;

/** Turns bytes done into the share of all. */
final class ByteMeter {
  private final long total;
  private final DoubleConsumer listener;
  private long done;

  /**
   * @param listener hears the share that is done, 0 to 1
   */
  ByteMeter(long total, DoubleConsumer listener) {
    this.total = Math.max(1, total);
    this.listener = listener;
  }

  void add(long bytes) {
    done += bytes;
    listener.accept(Math.min(1, (double) done / total));
  }
}
