package uncrop.cli.extend;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import uncrop.cli.extend.Outcome.Done;
import uncrop.cli.extend.Outcome.Failed;
import uncrop.cli.extend.Outcome.Kept;
import uncrop.cli.terminal.Progress;
import uncrop.cli.terminal.Terminal;
import uncrop.cli.terminal.UsageError;
import uncrop.engine.Outpainter;
import uncrop.engine.PaintListener;
import uncrop.engine.Painting;
import uncrop.fault.BadInput;
import uncrop.fault.UncropException;
import uncrop.geometry.Rect;
import uncrop.picture.Encoding;
import uncrop.picture.Format;
import uncrop.picture.Metadata;
import uncrop.picture.Picture;
import uncrop.picture.PictureReader;
import uncrop.picture.PictureWriter;
import uncrop.picture.Provenance;
import uncrop.pixels.Mask;
import uncrop.plan.Plan;
import uncrop.plan.Planner;

/** Takes one job from its file to its results. Whatever is wrong with one picture ends here. */
final class Extender {
  private final Settings settings;
  private final PictureReader reader;
  private final ProtectedFiles inputs;
  private final Terminal terminal;
  private final InstantSource clock;

  Extender(
      Settings settings,
      PictureReader reader,
      ProtectedFiles inputs,
      Terminal terminal,
      InstantSource clock) {
    this.settings = settings;
    this.reader = reader;
    this.inputs = inputs;
    this.terminal = terminal;
    this.clock = clock;
  }

  /**
   * @param progress makes the progress shown for a subject
   * @param report hears one outcome a sample, or one failure that ends the job
   */
  void extend(Job job, Function<String, Progress> progress, Consumer<Outcome> report) {
    String input = job.input().shown();
    try {
      for (Output output : job.outputs()) {
        if (output instanceof Output.PictureFile(Path path) && inputs.contains(path)) {
          throw new UsageError(output.shown() + " is an input, never overwritten: change -o");
        }
      }
      paint(job, progress, report);
    } catch (UncropException e) {
      report.accept(new Failed(input, reason(e)));
    } catch (IOException e) {
      report.accept(new Failed(input, "cannot be read or written: " + e));
    } catch (OutOfMemoryError e) {
      report.accept(
          new Failed(input, "not enough memory: extend it less, or set UNCROP_JAVA_OPTS=-Xmx..."));
    }
  }

  private void paint(Job job, Function<String, Progress> progress, Consumer<Outcome> report)
      throws IOException {
    // Looked at once, before the first sample is written.
    List<Boolean> kept = job.outputs().stream().map(this::isKept).toList();
    Optional<Source> source = Optional.empty();
    for (int sample = 0; sample < job.outputs().size(); sample++) {
      Output output = job.outputs().get(sample);
      if (kept.get(sample)) {
        report.accept(new Kept(job.input().shown(), output.shown()));
        continue;
      }
      Instant start = clock.instant();
      Done done;
      try (Progress shown = progress.apply(subject(job, sample))) {
        if (source.isEmpty()) {
          source = Optional.of(read(job.input()));
        }
        done = paint(job, source.get(), sample, shown, start);
      }
      report.accept(done);
    }
  }

  private Done paint(Job job, Source source, int sample, Progress shown, Instant start)
      throws IOException {
    Picture picture = source.picture();
    Plan plan = source.plan();
    Output output = job.outputs().get(sample);
    Painting painting =
        Outpainter.outpaint(
            picture.raster(), plan, sample, settings.choice().engine(), listener(shown));
    settings
        .speeds()
        .note(
            painting.engine(),
            painting.model(),
            Duration.between(start, clock.instant()),
            painted(plan));
    shown.progress("writing", 1);
    List<String> warnings = new ArrayList<>(picture.warnings());
    warnings.addAll(settings.choice().warnings());
    warnings.addAll(painting.warnings());
    write(output, encoded(painting, picture.metadata(), job.format(), warnings::add));
    return new Done(
        job.input().shown(),
        output.shown(),
        plan.placement().canvas(),
        plan.placement().source(),
        painting.engine(),
        painting.model(),
        painting.seed(),
        Duration.between(start, clock.instant()),
        warnings);
  }

  private static long painted(Plan plan) {
    Rect visible = plan.placement().visible();
    return plan.placement().canvas().area() - (long) visible.width() * visible.height();
  }

  private PaintListener listener(Progress shown) {
    return settings.peek() == null ? shown : new PeekFile(settings.peek(), shown);
  }

  /** What is read once for all samples. */
  private record Source(Picture picture, Plan plan) {}

  private Source read(Input input) throws IOException {
    Picture picture =
        switch (input) {
          case Input.PictureFile(Path path) -> reader.read(path);
          case Input.StandardInput in -> reader.read(terminal.in().readAllBytes(), in.shown());
          case Input.Nothing(String _, String reason) -> throw new UsageError(reason);
        };
    Optional<Mask> mask = settings.mask().map(file -> reader.readMask(file.path(), file.invert()));
    Plan plan =
        Planner.plan(
            picture.raster().size(),
            settings.extension(),
            mask,
            settings.band(),
            settings.sampling(),
            settings.limits());
    return new Source(picture, plan);
  }

  private byte[] encoded(
      Painting painting, Metadata metadata, Format format, Consumer<String> warnings) {
    Provenance provenance =
        new Provenance(
            painting.engine(),
            painting.model(),
            painting.model().isPresent(),
            painting.seed(),
            settings.sampling().prompt());
    return PictureWriter.encode(
        painting.picture(),
        new Encoding(format, settings.quality()),
        settings.metadata() ? metadata : metadata.withoutExif(),
        settings.metadata() ? Optional.of(provenance) : Optional.empty(),
        warnings);
  }

  private void write(Output output, byte[] bytes) throws IOException {
    switch (output) {
      case Output.PictureFile(Path path) -> {
        Path folder = path.toAbsolutePath().getParent();
        if (folder != null) {
          Files.createDirectories(folder);
        }
        PictureWriter.write(path, bytes);
      }
      case Output.StandardOutput _ -> {
        terminal.out().write(bytes);
        terminal.out().flush();
      }
    }
  }

  private boolean isKept(Output output) {
    return output instanceof Output.PictureFile(Path path)
        && !settings.force()
        && Files.exists(path);
  }

  /** Why it failed; the report names the picture anyway. */
  private static String reason(UncropException e) {
    return e instanceof BadInput bad && bad.field().equals("picture")
        ? bad.advice()
        : e.getMessage();
  }

  private static String subject(Job job, int sample) {
    String input = job.input().shown();
    int samples = job.outputs().size();
    return samples == 1 ? input : input + " " + (sample + 1) + "/" + samples;
  }
}
