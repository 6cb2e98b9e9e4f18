package uncrop.server.painting;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import uncrop.engine.Engine;
import uncrop.engine.Outpainter;
import uncrop.engine.PaintListener;
import uncrop.engine.Painting;
import uncrop.geometry.Limits;
import uncrop.picture.Encoding;
import uncrop.picture.Format;
import uncrop.picture.Picture;
import uncrop.picture.PictureReader;
import uncrop.picture.PictureWriter;
import uncrop.picture.Provenance;
import uncrop.plan.Plan;
import uncrop.plan.Planner;

/** Carries out orders, in the turn that the queue gives them. Thread-safe. */
public final class Painter {
  /** No band: not one pixel of the source changes. */
  private static final int BAND = 0;

  /** PNG, because it alone keeps every pixel and is what the vocabularies promise. */
  private static final Encoding ENCODING = new Encoding(Format.PNG, 100);

  private final Engine engine;
  private final PictureReader reader;
  private final Limits limits;
  private final PaintingQueue queue;
  private final Clock clock;

  public Painter(
      Engine engine, PictureReader reader, Limits limits, PaintingQueue queue, Clock clock) {
    this.engine = engine;
    this.reader = reader;
    this.limits = limits;
    this.queue = queue;
    this.clock = clock;
  }

  /**
   * Waits for a turn, then reads, paints and writes.
   *
   * @throws uncrop.fault.BadInput when the picture cannot be read or the extension does not fit it
   * @throws QueueFull as {@link PaintingQueue} does, and so {@link PaintingTimedOut}, {@link
   *     ServerStopping}, {@link PaintingFailed}
   */
  public Painted paint(Order order) {
    return queue.run(listener -> paint(order, listener));
  }

  private Painted paint(Order order, PaintListener listener) {
    Instant begun = clock.instant();
    Picture source = reader.read(order.picture(), order.field());
    Plan plan =
        Planner.plan(
            source.raster().size(),
            order.extension(),
            Optional.empty(),
            BAND,
            order.sampling(),
            limits);
    Set<String> warnings = new LinkedHashSet<>(source.warnings());
    List<byte[]> pictures = new ArrayList<>();
    int samples = order.sampling().samples();
    for (int sample = 0; sample < samples; sample++) {
      Painting painting =
          Outpainter.outpaint(
              source.raster(), plan, sample, engine, share(listener, sample, samples));
      warnings.addAll(painting.warnings());
      pictures.add(file(painting, source, order, warnings));
    }
    return new Painted(
        pictures,
        ENCODING.format(),
        plan.placement().canvas(),
        engine.name(),
        order.sampling().seed(),
        List.copyOf(warnings),
        Duration.between(begun, clock.instant()));
  }

  private static byte[] file(Painting painting, Picture source, Order order, Set<String> warnings) {
    Provenance provenance =
        new Provenance(
            painting.engine(), Optional.empty(), false, painting.seed(), order.sampling().prompt());
    return PictureWriter.encode(
        painting.picture(), ENCODING, source.metadata(), Optional.of(provenance), warnings::add);
  }

  private static PaintListener share(PaintListener listener, int sample, int samples) {
    return (stage, done) -> listener.progress(stage, (sample + done) / samples);
  }
}
