package uncrop.loaded;

import java.util.Comparator;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import uncrop.engine.PaintListener;
import uncrop.tensor.Device;

/**
 * The devices of a process, each with the models on it and the thread on which they compute. So
 * there are as many paintings at a time as there are devices. Thread-safe.
 */
public final class Stations implements AutoCloseable {
  private final Supplier<List<Device>> devices;
  private final ToLongFunction<Device> room;
  private @Nullable List<Seat> seats;

  /**
   * Where a task runs.
   *
   * @param pool used in tasks alone
   */
  public record Station(Device device, ModelPool pool) {}

  private static final class Seat {
    final Station station;
    final ModelThread thread = new ModelThread();
    int tasks;

    Seat(Station station) {
      this.station = station;
    }
  }

  /**
   * Loads nothing yet, not even libtorch.
   *
   * @param devices asked for once, at the first task
   * @param room for the weights of all models on a device, in bytes
   */
  public Stations(Supplier<List<Device>> devices, ToLongFunction<Device> room) {
    this.devices = devices;
    this.room = room;
  }

  /**
   * Has a task done by the device with the fewest tasks, the first of several, and waits for it.
   *
   * @param task is given the device, and what it is to tell its progress to
   * @param listener hears of it, on the calling thread
   * @throws uncrop.fault.BadInput if a device is not here
   * @throws uncrop.fault.Cancelled as the listener says, or when the calling thread is interrupted
   */
  public <T> T run(BiFunction<Station, PaintListener, T> task, PaintListener listener) {
    Seat seat = take();
    try {
      return seat.thread.run(relay -> task.apply(seat.station, relay), listener);
    } finally {
      leave(seat);
    }
  }

  private synchronized Seat take() {
    Seat freest = seats().stream().min(Comparator.comparingInt(seat -> seat.tasks)).orElseThrow();
    freest.tasks++;
    return freest;
  }

  private synchronized void leave(Seat seat) {
    seat.tasks--;
  }

  private synchronized List<Seat> seats() {
    List<Seat> known = seats;
    if (known == null) {
      known =
          devices.get().stream()
              .map(device -> new Station(device, new ModelPool(room.applyAsLong(device))))
              .map(Seat::new)
              .toList();
      seats = known;
    }
    return known;
  }

  /** How many models are in memory; waits for paintings that run. */
  public int loaded() {
    return seats().stream()
        .mapToInt(seat -> seat.thread.run(relay -> seat.station.pool().size(), PaintListener.NONE))
        .sum();
  }

  /** Lets paintings that run come to the end of their steps, and frees all models. */
  @Override
  public void close() {
    // Not while holding the lock: those whose tasks are called off want to leave.
    opened().forEach(seat -> seat.thread.close(seat.station.pool()::close));
  }

  private synchronized List<Seat> opened() {
    return seats == null ? List.of() : seats;
  }
}
