package uncrop.models;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import uncrop.tensor.Device;

/**
 * Chooses in what numbers to compute where the user leaves it open.
 *
 * <p>Measured rather than looked up: a processor without instructions for BF16 emulates them
 * several times slower than FP32, and flags do not tell how fast a virtual machine, or a library's
 * path for one of them, really is. Measured once: what came of it is written beside the models
 * under the processor's name, and another processor that finds it there measures again.
 */
public final class AutoPrecision {
  static final String FILE = "precision.json";

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private final Path folder;
  private final Path file;
  private final DoubleSupplier bf16Speedup;
  private final String processor;
  private final InstantSource clock;

  /** As it is written. */
  private record Note(
      @Nullable String processor, @Nullable Double bf16Speedup, @Nullable Instant measured) {}

  AutoPrecision(Path folder, DoubleSupplier bf16Speedup, String processor, InstantSource clock) {
    this.folder = folder;
    this.file = folder.resolve(FILE);
    this.bf16Speedup = bf16Speedup;
    this.processor = processor;
    this.clock = clock;
  }

  /** For this machine, with what is noted beside the models. */
  public static AutoPrecision of(ModelStore store, InstantSource clock) {
    return new AutoPrecision(store.folder(), LinearProducts::bf16Speedup, Processor.name(), clock);
  }

  /**
   * For the processor it takes a second at first, and no time later.
   *
   * @throws uncrop.tensor.TensorFault if nothing can be computed here at all
   */
  public PrecisionChoice choose(Device device) {
    if (!device.isCpu()) {
      return new PrecisionChoice.OfGraphicsProcessor(device);
    }
    Optional<PrecisionChoice.Measured> known = noted();
    if (known.isPresent()) {
      return known.get();
    }
    PrecisionChoice.Measured measured =
        new PrecisionChoice.Measured(processor, bf16Speedup.getAsDouble());
    note(measured);
    return measured;
  }

  /** Empty if there is none, it is of another processor, or makes no sense. */
  private Optional<PrecisionChoice.Measured> noted() {
    try {
      Note note = JSON.readValue(Files.readString(file), Note.class);
      return note != null
              && processor.equals(note.processor)
              && note.bf16Speedup != null
              && Double.isFinite(note.bf16Speedup)
              && note.bf16Speedup >= 0
          ? Optional.of(new PrecisionChoice.Measured(processor, note.bf16Speedup))
          : Optional.empty();
    } catch (IOException | JacksonException e) {
      return Optional.empty();
    }
  }

  private void note(PrecisionChoice.Measured choice) {
    Note note = new Note(choice.processor(), choice.bf16Speedup(), clock.instant());
    Path unfinished = file.resolveSibling("." + UUID.randomUUID() + ".part");
    try {
      Files.createDirectories(folder);
      try {
        Files.write(unfinished, JSON.writeValueAsString(note).getBytes(UTF_8));
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(unfinished);
      }
    } catch (IOException e) {
      // A folder that may only be read is no reason to fail: the next run measures again.
      return;
    }
  }
}
