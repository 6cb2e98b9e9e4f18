package uncrop.server.operations;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import uncrop.server.storage.Storage;

/** Another storage, with every call timed and its failures counted. */
final class MeasuredStorage implements Storage {
  private final Storage storage;
  private final MeterRegistry meters;

  MeasuredStorage(Storage storage, MeterRegistry meters) {
    this.storage = storage;
    this.meters = meters;
  }

  @Override
  public void put(String key, byte[] bytes) {
    measured(
        "put",
        () -> {
          storage.put(key, bytes);
          return true;
        });
  }

  @Override
  public Optional<byte[]> get(String key) {
    return measured("get", () -> storage.get(key));
  }

  @Override
  public void deleteAll(String prefix) {
    measured(
        "delete",
        () -> {
          storage.deleteAll(prefix);
          return true;
        });
  }

  @Override
  public void forEachJob(Consumer<Stored> each) {
    measured(
        "list",
        () -> {
          storage.forEachJob(each);
          return true;
        });
  }

  private <T> T measured(String operation, Supplier<T> call) {
    Timer.Sample begun = Timer.start(meters);
    String outcome = "failed";
    try {
      T result = call.get();
      outcome = "done";
      return result;
    } finally {
      begun.stop(meters.timer("uncrop.storage", "operation", operation, "outcome", outcome));
    }
  }
}
