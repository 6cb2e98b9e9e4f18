package uncrop.cli.bench;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import uncrop.compose.Layout;
import uncrop.embedded.Engines;
import uncrop.engine.Engine;
import uncrop.engine.Outpainter;
import uncrop.engine.PaintListener;
import uncrop.geometry.Limits;
import uncrop.geometry.Placement;
import uncrop.geometry.Rect;
import uncrop.geometry.Size;
import uncrop.picture.PictureLimits;
import uncrop.picture.PictureReader;
import uncrop.pixels.Raster;
import uncrop.plan.Plan;
import uncrop.plan.Planner;
import uncrop.plan.Sampling;

/**
 * Measures one row in a fresh JVM with the same options as this one: a process that has painted
 * before is warm, and its peak memory is that of the largest picture so far.
 */
final class MeasuringProcess {
  /** Painting again and again stops here, whatever the number of runs asked for. */
  private static final Duration LONG_ENOUGH = Duration.ofSeconds(15);

  private static final double MEGA = 1e6;

  private MeasuringProcess() {}

  static Measurement measure(Row row) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.addAll(
        List.of(
            "-cp",
            System.getProperty("java.class.path"),
            MeasuringProcess.class.getName(),
            row.engine(),
            row.photo().toString(),
            Double.toString(row.megapixels()),
            row.sides().name(),
            Integer.toString(row.runs())));
    Process process = new ProcessBuilder(command).redirectError(Redirect.INHERIT).start();
    String line =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    int exitCode = process.waitFor();
    if (exitCode != 0) {
      throw new IOException("the measuring process ended with exit code " + exitCode);
    }
    return Measurement.ofLine(line);
  }

  /** The fresh JVM starts here. */
  public static void main(String[] arguments) {
    Row row =
        new Row(
            arguments[0],
            Path.of(arguments[1]),
            Double.parseDouble(arguments[2]),
            Row.Sides.valueOf(arguments[3]),
            Integer.parseInt(arguments[4]));
    System.out.println(paint(row).toLine());
  }

  private static Measurement paint(Row row) {
    Engine engine =
        Engines.embedded(Runtime.getRuntime().availableProcessors()).named("engine", row.engine());
    Raster photo = new PictureReader(PictureLimits.DEFAULT).read(row.photo()).raster();
    Raster source = scaled(photo, row.megapixels());
    Plan plan =
        Planner.plan(
            source.size(),
            row.sides().extension(),
            Optional.empty(),
            0,
            Sampling.seeded(1),
            Limits.DEFAULT);
    long start = System.nanoTime();
    double cold = seconds(source, plan, engine);
    var peak = Machine.peakMemory();
    double warm = Double.POSITIVE_INFINITY;
    for (int run = 0; run < row.runs(); run++) {
      warm = Math.min(warm, seconds(source, plan, engine));
      if (System.nanoTime() - start > LONG_ENOUGH.toNanos()) {
        break;
      }
    }
    return new Measurement(
        source.size(), plan.placement().canvas().area() - source.size().area(), cold, warm, peak);
  }

  private static double seconds(Raster source, Plan plan, Engine engine) {
    long start = System.nanoTime();
    Outpainter.outpaint(source, plan, 0, engine, PaintListener.NONE);
    return (System.nanoTime() - start) / 1e9;
  }

  /** The photo at another size and the same shape: a layout that resamples and adds nothing. */
  private static Raster scaled(Raster photo, double megapixels) {
    double factor = Math.sqrt(megapixels * MEGA / photo.size().area());
    Size size =
        new Size(
            (int) Math.max(1, Math.round(photo.width() * factor)),
            (int) Math.max(1, Math.round(photo.height() * factor)));
    Placement whole = new Placement(size, new Rect(0, 0, size.width(), size.height()));
    return Layout.of(photo, new Plan(whole, Optional.empty(), 0, Sampling.seeded(0))).canvas();
  }
}
