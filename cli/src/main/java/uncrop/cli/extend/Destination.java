package uncrop.cli.extend;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import uncrop.cli.extend.Output.PictureFile;
import uncrop.cli.extend.Output.StandardOutput;
import uncrop.cli.terminal.UsageError;
import uncrop.picture.Format;

/** What {@code -o} and {@code --format} ask for: where each result goes, and in which format. */
sealed interface Destination {

  /** One job for each input. */
  List<Job> jobs(List<Input> inputs, int samples);

  /**
   * Reads the options.
   *
   * @param many whether there may be several inputs, so that only a folder will do
   * @throws UsageError when these options do not fit together
   */
  static Destination of(String output, Optional<Format> format, boolean many, int samples) {
    if (output.equals("-")) {
      if (many || samples > 1) {
        throw new UsageError("-o -: takes one result; give a folder for several");
      }
      return new Stream(format.orElse(Format.PNG));
    }
    Path path = Path.of(output);
    Optional<Format> ofName = Format.ofFileName(output);
    boolean folder = Files.isDirectory(path) || output.endsWith("/") || output.endsWith("\\");
    if (folder || (many && ofName.isEmpty())) {
      return new Folder(path, format);
    }
    if (many) {
      throw new UsageError("-o " + output + ": several pictures go to a folder; name one");
    }
    if (ofName.isEmpty() && format.isEmpty()) {
      throw new UsageError(
          "-o "
              + output
              + ": end it in .png, .jpg or .webp, or in / for a folder, or give --format");
    }
    if (ofName.isPresent() && format.isPresent() && !ofName.equals(format)) {
      throw new UsageError(
          "-o " + output + " and --format " + format.get() + " contradict each other: drop one");
    }
    return new File(path, format.or(() -> ofName).orElseThrow());
  }

  /** Standard output. */
  record Stream(Format format) implements Destination {
    @Override
    public List<Job> jobs(List<Input> inputs, int samples) {
      return inputs.stream()
          .map(input -> new Job(input, List.of(new StandardOutput()), format))
          .toList();
    }
  }

  /** This very file; several samples are numbered. */
  record File(Path path, Format format) implements Destination {
    @Override
    public List<Job> jobs(List<Input> inputs, int samples) {
      String name = String.valueOf(path.getFileName());
      int dot = Format.ofFileName(name).isPresent() ? name.lastIndexOf('.') : name.length();
      List<Output> outputs =
          numbered(
              samples, n -> path.resolveSibling(name.substring(0, dot) + n + name.substring(dot)));
      return inputs.stream().map(input -> new Job(input, outputs, format)).toList();
    }
  }

  /** A folder, in which each result is named after its input. */
  record Folder(Path path, Optional<Format> format) implements Destination {
    @Override
    public List<Job> jobs(List<Input> inputs, int samples) {
      Set<String> taken = new HashSet<>();
      List<Job> jobs = new ArrayList<>();
      for (Input input : inputs) {
        String name =
            input instanceof Input.PictureFile(Path file)
                ? String.valueOf(file.getFileName())
                : "picture";
        Optional<Format> ofName = Format.ofFileName(name);
        int dot = ofName.isPresent() ? name.lastIndexOf('.') : name.length();
        Format written = format.or(() -> ofName).orElse(Format.PNG);
        // A JPEG named .jpeg stays .jpeg.
        String ending =
            ofName.equals(Optional.of(written)) ? name.substring(dot) : "." + written.extension();
        jobs.add(new Job(input, untaken(name.substring(0, dot), ending, samples, taken), written));
      }
      return jobs;
    }

    /**
     * Names that no other result of this run has: a.jpg and a.png may both become a.png, and the
     * second then is a-2.png. Names are chosen without a look at the disk, so that the same command
     * finds its earlier results again. Compared without case, as some file systems do.
     */
    private List<Output> untaken(String stem, String ending, int samples, Set<String> taken) {
      for (int copy = 1; ; copy++) {
        String base = copy == 1 ? stem : stem + "-" + copy;
        List<Output> outputs = numbered(samples, n -> path.resolve(base + n + ending));
        List<String> keys =
            outputs.stream().map(output -> output.shown().toLowerCase(Locale.ROOT)).toList();
        if (keys.stream().noneMatch(taken::contains)) {
          taken.addAll(keys);
          return outputs;
        }
      }
    }
  }

  private static List<Output> numbered(int samples, Function<String, Path> name) {
    IntFunction<Output> output =
        i -> new PictureFile(name.apply(samples == 1 ? "" : "-" + (i + 1)));
    return IntStream.range(0, samples).mapToObj(output).toList();
  }
}
