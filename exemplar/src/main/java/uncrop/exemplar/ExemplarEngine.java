package uncrop.exemplar;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import uncrop.engine.Engine;
import uncrop.engine.PaintListener;
import uncrop.engine.Scene;
import uncrop.pixels.Mask;
import uncrop.pixels.Raster;
import uncrop.plan.Sampling;

/**
 * The embedded engine: continues a picture with pieces of itself. Needs no model, no download and
 * no GPU.
 *
 * <p>The same seed gives the same picture whatever the number of threads. Option {@code preview} =
 * {@code true} paints at a quarter of the scale, quickly and softly. Memory: about 45 bytes per
 * canvas pixel beside the canvas itself.
 */
public final class ExemplarEngine implements Engine {
  /*
   * How and why: a painted region is a collage of a few large pieces of the picture, each moved or mirrored, rather than
   * a mosaic of many small patches; so texture and grain stay as sharp as the photo and nothing is averaged into fog.
   * Which piece goes where is decided by graph cuts at a coarse scale (the shift-map of Pritch et al. 2009, with
   * candidates found along the border and a sense of place): pieces must continue what meets the border, fit each other
   * along their seams, come from about the same height in the picture, and not repeat what it has only one of. Then
   * the pieces are aligned and their seams cut anew at every finer scale, and a membrane takes the last steps of
   * brightness out of the painted side.
   */
  private static final String PREVIEW = "preview";

  private final int threads;

  /** Uses every processor. */
  public ExemplarEngine() {
    this(Runtime.getRuntime().availableProcessors());
  }

  /**
   * @param threads how many threads paint, 1 or more
   */
  public ExemplarEngine(int threads) {
    this.threads = threads;
  }

  @Override
  public String name() {
    return "exemplar";
  }

  /** The collage's own membrane does it, and knows the seams. */
  @Override
  public boolean matchesSeam() {
    return true;
  }

  @Override
  public List<String> warnings(Sampling sampling) {
    List<String> unused = new ArrayList<>();
    if (!sampling.prompt().isBlank()) {
      unused.add("prompt");
    }
    if (!sampling.negativePrompt().isBlank()) {
      unused.add("negative prompt");
    }
    sampling.options().keySet().stream()
        .filter(option -> !option.equals(PREVIEW))
        .sorted()
        .forEach(unused::add);
    return unused.stream()
        .map(setting ->
            "the exemplar engine paints from the picture alone; " + setting + " was not used")
        .toList();
  }

  @Override
  public Raster paint(Scene scene, PaintListener listener) {
    try (ForkJoinPool pool = new ForkJoinPool(threads)) {
      // Parallel streams run in the pool of the thread that starts them.
      ForkJoinTask<Raster> painting = pool.submit(() -> paintInPool(scene, listener));
      return painting.join();
    }
  }

  private static Raster paintInPool(Scene scene, PaintListener listener) {
    Raster canvas = scene.canvas();
    int[] pixels = canvas.argb().clone();
    Level level = new Level(canvas.width(), canvas.height(), pixels, known(scene));
    if (scene.sampling().options().getOrDefault(PREVIEW, "").equals("true")) {
      Preview.paint(level, scene.seed(), listener);
    } else {
      Growth.paint(level, scene.seed(), listener);
    }
    listener.progress("done", 1);
    return new Raster(canvas.width(), canvas.height(), pixels);
  }

  private static byte[] known(Scene scene) {
    byte[] mask = scene.mask().values();
    int[] argb = scene.canvas().argb();
    byte[] known = new byte[mask.length];
    boolean anySource = false;
    for (int p = 0; p < known.length; p++) {
      boolean visible = argb[p] >>> 24 >= 128;
      known[p] = mask[p] == Mask.PAINT ? Level.UNKNOWN : visible ? Level.SOURCE : Level.SHUNNED;
      anySource |= known[p] == Level.SOURCE;
    }
    for (int p = 0; !anySource && p < known.length; p++) {
      known[p] = known[p] == Level.SHUNNED ? Level.SOURCE : known[p];
    }
    return known;
  }
}
