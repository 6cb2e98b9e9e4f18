package uncrop.server.painting;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import uncrop.engine.Engine;
import uncrop.engine.Outpainter;
import uncrop.engine.PaintListener;
import uncrop.engine.Painting;
import uncrop.picture.Picture;
import uncrop.picture.PictureReader;
import uncrop.picture.PictureWriter;
import uncrop.picture.Provenance;
import uncrop.pixels.Mask;
import uncrop.plan.Plan;
import uncrop.plan.Planner;
import uncrop.server.job.MaskUse;
import uncrop.server.job.Order;

/** Carries out orders on the thread that asks for it. Thread-safe. */
public final class Painter {
  private final Painters painters;
  private final PictureReader reader;
  private final StageTimes times;

  public Painter(Painters painters, PictureReader reader, StageTimes times) {
    this.painters = painters;
    this.reader = reader;
    this.times = times;
  }

  /**
   * Reads, paints and writes.
   *
   * @param picture the file
   * @param mask the file, if the order uses one
   * @param listener is called often, and stops the painting by what it throws
   * @throws uncrop.fault.BadInput when a file cannot be used, which only its pixels showed
   */
  public Painted paint(Order order, byte[] picture, Optional<byte[]> mask, PaintListener listener) {
    Engine engine = painters.named(order.engine());
    Picture source = timed("reading", () -> reader.read(picture, order.pictureField()));
    Plan plan =
        Planner.plan(
            order.placement(),
            source.raster().size(),
            order.mask().map(use -> mask(use, mask)),
            order.band(),
            order.sampling());
    Set<String> warnings = new LinkedHashSet<>(source.warnings());
    List<byte[]> files = new ArrayList<>();
    int samples = order.sampling().samples();
    for (int i = 0; i < samples; i++) {
      int sample = i;
      PaintListener part = listener.share((double) sample / samples, (sample + 1.0) / samples);
      Painting painting =
          timed("painting", () -> Outpainter.outpaint(source.raster(), plan, sample, engine, part));
      warnings.addAll(painting.warnings());
      files.add(timed("writing", () -> file(painting, source, order, warnings)));
    }
    return new Painted(
        files, order.encoding().format(), plan.placement().canvas(), List.copyOf(warnings));
  }

  private <T> T timed(String stage, Supplier<T> work) {
    long begun = System.nanoTime();
    T result = work.get();
    times.took(stage, Duration.ofNanos(System.nanoTime() - begun));
    return result;
  }

  private Mask mask(MaskUse use, Optional<byte[]> file) {
    return reader.readMask(file.orElseThrow(), use.field(), use.invert());
  }

  private static byte[] file(Painting painting, Picture source, Order order, Set<String> warnings) {
    Provenance provenance =
        new Provenance(
            painting.engine(),
            painting.model(),
            painting.model().isPresent(),
            painting.seed(),
            order.sampling().prompt());
    return PictureWriter.encode(
        painting.picture(),
        order.encoding(),
        source.metadata(),
        Optional.of(provenance),
        warnings::add);
  }
}
