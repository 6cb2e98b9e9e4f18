package uncrop.engine;

import java.util.List;
import java.util.SplittableRandom;
import uncrop.pixels.Raster;
import uncrop.plan.Sampling;

/** Fills the whole canvas with noise, whatever is kept: the worst that an engine may return. */
record GarbageEngine(boolean matchesSeam, boolean alphaToo) implements Engine {
  @Override
  public String name() {
    return "garbage";
  }

  @Override
  public List<String> warnings(Sampling sampling) {
    return List.of();
  }

  @Override
  public Raster paint(Scene scene, PaintListener listener) {
    SplittableRandom random = new SplittableRandom(scene.seed());
    Raster noise = new Raster(scene.canvas().width(), scene.canvas().height());
    for (int i = 0; i < noise.argb().length; i++) {
      noise.argb()[i] = alphaToo ? random.nextInt() : 0xFF000000 | random.nextInt();
    }
    return noise;
  }

  @Override
  public boolean meansAlpha(Sampling sampling) {
    return alphaToo;
  }
}
