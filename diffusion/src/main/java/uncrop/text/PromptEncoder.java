package uncrop.text;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import uncrop.checkpoint.Checkpoint;
import uncrop.checkpoint.Family;
import uncrop.checkpoint.Part;
import uncrop.checkpoint.TextConfig;
import uncrop.layer.Placement;
import uncrop.tensor.Tensor;
import uncrop.tensor.TensorScope;

/**
 * Prompts to conditioning, by the one or two text encoders of a checkpoint.
 *
 * <p>It owns the encoders' weights until it is closed; closing it before the image model is loaded
 * saves their memory.
 */
public final class PromptEncoder implements AutoCloseable {
  /** With id 0, what SDXL's second encoder is padded with. */
  private static final String SECOND_PADDING = "!";

  private final Family family;
  private final PromptStyle style;
  private final List<TextReader> readers;

  private PromptEncoder(Family family, PromptStyle style, List<TextReader> readers) {
    this.family = family;
    this.style = style;
    this.readers = readers;
  }

  /**
   * Loads the text encoders of a checkpoint.
   *
   * @throws uncrop.fault.UncropException if the checkpoint has none, or a file of it is not what it
   *     should be
   */
  public static PromptEncoder load(Checkpoint checkpoint, Placement placement, PromptStyle style) {
    List<TextReader> readers = new ArrayList<>();
    PromptEncoder encoder = new PromptEncoder(checkpoint.family(), style, readers);
    try {
      readers.add(
          encoder.reader(
              checkpoint.textEncoder(),
              checkpoint.files().tokenizer(),
              Tokenizer::clip,
              placement));
      if (checkpoint.family() == Family.SDXL) {
        readers.add(
            encoder.reader(
                checkpoint.textEncoder2(),
                checkpoint.files().tokenizer2(),
                encoder::secondClip,
                placement));
      }
      return encoder;
    } catch (RuntimeException | Error e) {
      encoder.close();
      throw e;
    }
  }

  /**
   * Only diffusers heeds the checkpoint's own tokenizer; others bring theirs, as long as it fits.
   */
  private TextReader reader(
      Part<TextConfig> part, Optional<Path> folder, Supplier<Tokenizer> own, Placement placement) {
    boolean fits = part.config().vocabulary() == Vocabulary.clip().ids().size();
    Tokenizer tokenizer =
        folder.isPresent() && (style == PromptStyle.DIFFUSERS || !fits)
            ? Tokenizer.read(folder.get())
            : own.get();
    return new TextReader(tokenizer, TextEncoder.load(part, placement));
  }

  private Tokenizer secondClip() {
    return style == PromptStyle.DIFFUSERS
        ? Tokenizer.clip().paddedWithSpecial(SECOND_PADDING)
        : Tokenizer.clip().paddedWith(SECOND_PADDING);
  }

  /**
   * What the picture shall show. The tensors belong to the caller's scope.
   *
   * @param clipSkip layers to leave out, see {@link Depth#of}
   * @throws uncrop.fault.BadInput if a weight is not finite, brackets nest absurdly deep, or the
   *     encoders have fewer layers than are to be left out
   */
  public Conditioning positive(String prompt, int clipSkip) {
    return encode(prompt, clipSkip);
  }

  /**
   * What it shall not show.
   *
   * @param prompt null for none, which to SDXL in diffusers is not the same as an empty one
   * @param clipSkip as for the positive prompt; diffusers does not apply it here
   */
  public Conditioning negative(@Nullable String prompt, int clipSkip) {
    boolean diffusers = style == PromptStyle.DIFFUSERS;
    if (diffusers && prompt == null && family == Family.SDXL) {
      int width = readers.stream().mapToInt(reader -> reader.encoder().config().width()).sum();
      return Conditioning.zeros(width, readers.getLast().encoder().config().projectionWidth());
    }
    return encode(prompt == null ? "" : prompt, diffusers ? 0 : clipSkip);
  }

  private Conditioning encode(String prompt, int clipSkip) {
    Depth depth = Depth.of(family, clipSkip);
    try (TensorScope scope = TensorScope.open()) {
      List<TextReader.Reading> readings =
          readers.stream().map(reader -> reader.read(prompt, style, depth)).toList();
      // Tokenizers that differ may need different numbers of chunks: as ComfyUI, the least counts.
      long tokens = readings.stream().mapToLong(one -> one.context().size(1)).min().orElseThrow();
      List<Tensor> contexts =
          readings.stream().map(one -> one.context().narrow(1, 0, tokens)).toList();
      Tensor context = Tensor.cat(-1, contexts);
      Tensor pooled = family == Family.SDXL ? readings.getLast().pooled() : null;
      scope.keep(context);
      if (pooled != null) {
        scope.keep(pooled);
      }
      return new Conditioning(context, pooled);
    }
  }

  @Override
  public void close() {
    readers.forEach(reader -> reader.encoder().close());
  }
}
