package uncrop.outpaint;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import uncrop.engine.Engine;
import uncrop.engine.PaintListener;
import uncrop.engine.Scene;
import uncrop.fault.Cancelled;
import uncrop.fixtures.TinyCheckpoints;
import uncrop.geometry.Rect;
import uncrop.geometry.Size;
import uncrop.models.ModelStore;

/**
 * Paints in rounds, from four threads at a time, with three models of which two find room; some
 * paintings are stopped on their way. Prints after each round how many were painted, how many
 * stopped, how many models are in memory, and the memory of this process in MiB.
 */
final class MixedJobs {
  private static final int CALLERS = 4;
  private static final int SEEDS = 3;
  private static final double STOPPED = 0.3;
  private static final List<String> MODELS = List.of("sd15", "sd15-blind", "sdxl-blind");
  private static final Size CANVAS = new Size(104, 72);
  private static final Rect SOURCE = new Rect(20, 0, 60, 72);

  /** Of the tiny models' weights, each of which takes 6 MiB and a little. */
  private static final long ROOM = 14L << 20;

  private final Engine engine;
  private final Map<String, Integer> pictures = new ConcurrentHashMap<>();
  private final AtomicInteger painted = new AtomicInteger();
  private final AtomicInteger stopped = new AtomicInteger();

  private MixedJobs(Engine engine) {
    this.engine = engine;
  }

  /**
   * @param arguments an empty folder, the number of rounds, of jobs in each, and a seed
   */
  public static void main(String[] arguments) throws Exception {
    Path folder = Path.of(arguments[0]);
    Random random = new Random(Long.parseLong(arguments[3]));
    ModelStore store = Tiny.store(folder);
    Tiny.install(store, MODELS.get(0), TinyCheckpoints.SD15);
    Tiny.install(store, MODELS.get(1), TinyCheckpoints.sd15Of4Channels(folder.resolve("four")));
    Tiny.install(store, MODELS.get(2), TinyCheckpoints.sdxlOf4Channels(folder.resolve("xl")));
    try (EngineRoom room = Tiny.room(store, folder, ROOM);
        ExecutorService callers = Executors.newFixedThreadPool(CALLERS)) {
      MixedJobs jobs = new MixedJobs(room.named("engine", DiffusionEngine.NAME));
      for (int round = 0; round < Integer.parseInt(arguments[1]); round++) {
        jobs.paint(callers, Integer.parseInt(arguments[2]), random);
        System.out.println(
            String.join(
                " ",
                jobs.painted.toString(),
                jobs.stopped.toString(),
                String.valueOf(room.loaded()),
                String.valueOf(residentMib())));
      }
    }
  }

  private void paint(ExecutorService callers, int count, Random random)
      throws InterruptedException, ExecutionException {
    List<Callable<Void>> jobs = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String model = MODELS.get(random.nextInt(MODELS.size()));
      int seed = random.nextInt(SEEDS);
      double stop = random.nextDouble() < STOPPED ? random.nextDouble() : Double.MAX_VALUE;
      jobs.add(() -> {
        paint(model, seed, stop);
        return null;
      });
    }
    for (Future<Void> job : callers.invokeAll(jobs)) {
      job.get();
    }
  }

  /** Fails unless the picture is the one that this model and seed always give. */
  private void paint(String model, int seed, double stop) {
    // No styles: long texts are more chunks to the tiny second tokenizer than to the first.
    Map<String, String> options =
        Map.of("model", model, "steps", String.valueOf(1 + seed), "dtype", "fp32", "styles", ",");
    Scene scene =
        new Scene(
            Tiny.canvas(CANVAS, SOURCE),
            Tiny.hole(CANVAS, SOURCE),
            Tiny.sampling("a beach", seed, options),
            seed);
    PaintListener listener =
        (stage, done) -> {
          if (done >= stop) {
            throw new Cancelled();
          }
        };
    int picture;
    try {
      picture = Arrays.hashCode(engine.paint(scene, listener).argb());
    } catch (Cancelled e) {
      stopped.incrementAndGet();
      return;
    }
    painted.incrementAndGet();
    Integer before = pictures.putIfAbsent(model + " " + seed, picture);
    if (before != null && before != picture) {
      throw new IllegalStateException(model + " with seed " + seed + " gave another picture");
    }
  }

  /** Heap, native memory and mapped files together. */
  private static long residentMib() throws IOException {
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
        .sum();
  }
}
