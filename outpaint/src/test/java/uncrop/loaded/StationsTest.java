package uncrop.loaded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import uncrop.engine.PaintListener;
import uncrop.tensor.Device;

@Timeout(30)
class StationsTest {
  /** Two that any machine has. */
  private static final List<Device> TWO = List.of(Device.CPU, Device.META);

  private static Device whereabouts(Stations stations) {
    return stations.run((station, relay) -> station.device(), PaintListener.NONE);
  }

  @Test
  void as_many_paintings_run_at_a_time_as_there_are_devices() throws Exception {
    CyclicBarrier both = new CyclicBarrier(2);
    Set<String> devices = new TreeSet<>();
    try (Stations stations = new Stations(() -> TWO, device -> 1);
        ExecutorService callers = Executors.newFixedThreadPool(2)) {
      List<Future<Device>> paintings = new ArrayList<>();
      for (int i = 0; i < 2; i++) {
        paintings.add(
            callers.submit(() ->
                stations.run(
                    (station, relay) -> {
                      meet(both);
                      return station.device();
                    },
                    PaintListener.NONE)));
      }
      for (Future<Device> painting : paintings) {
        devices.add(painting.get().toString());
      }
    }
    assertThat(devices).containsExactly("cpu", "meta");
  }

  private static void meet(CyclicBarrier barrier) {
    try {
      barrier.await();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void one_after_the_other_they_all_go_to_the_first_where_the_model_is() {
    try (Stations stations = new Stations(() -> TWO, device -> 1)) {
      for (int i = 0; i < 3; i++) {
        assertThat(whereabouts(stations)).isEqualTo(Device.CPU);
      }
    }
  }

  @Test
  void a_painting_that_fails_leaves_its_device_free() {
    try (Stations stations = new Stations(() -> TWO, device -> 1)) {
      assertThatThrownBy(() ->
              stations.run(
                  (station, relay) -> {
                    throw new IllegalArgumentException("no paint");
                  },
                  PaintListener.NONE))
          .hasMessage("no paint");
      assertThat(whereabouts(stations)).isEqualTo(Device.CPU);
    }
  }

  @Test
  void each_device_has_its_own_room_and_models() {
    List<String> closed = new ArrayList<>();
    try (Stations stations = new Stations(() -> TWO, device -> device.isCpu() ? 10 : 20)) {
      stations.run(
          (station, relay) ->
              station
                  .pool()
                  .use(
                      new ModelKey<>(Toy.class, Path.of("toy"), FileTime.fromMillis(0), List.of()),
                      () -> new Toy(closed),
                      toy -> station.pool().room()),
          PaintListener.NONE);

      assertThat(stations.loaded()).isEqualTo(1);
    }
    assertThat(closed).containsExactly("toy");
  }

  private record Toy(List<String> closed) implements LoadedModel {
    @Override
    public long bytes() {
      return 1;
    }

    @Override
    public void close() {
      closed.add("toy");
    }
  }
}
