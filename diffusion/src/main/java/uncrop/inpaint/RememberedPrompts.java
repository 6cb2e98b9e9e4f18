package uncrop.inpaint;

import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;
import uncrop.tensor.Tensor;
import uncrop.tensor.TensorScope;
import uncrop.text.Conditioning;
import uncrop.text.PromptStyle;

/** Remembers what the last prompts were read as. */
final class RememberedPrompts implements PromptReader {
  /*
   * A large canvas is many calls with one prompt, and reading it means reading the text encoders from
   * disk: for SDXL 3 GB, for an answer of some hundred kilobytes. All samples of a picture, and
   * whoever tries another seed, are spared that too.
   */
  private static final int REMEMBERED = 8;

  private final PromptReader reader;
  private final LinkedHashMap<Key, Conditionings> last = new LinkedHashMap<>(16, 0.75f, true);

  private record Key(Prompts prompts, PromptStyle style) {}

  RememberedPrompts(PromptReader reader) {
    this.reader = reader;
  }

  /** The tensors are this reader's; they live at least until it is asked again. */
  @Override
  public Conditionings read(Prompts prompts, PromptStyle style) {
    Key key = new Key(prompts, style);
    Conditionings known = last.get(key);
    if (known != null) {
      return known;
    }
    while (last.size() >= REMEMBERED) {
      close(last.pollFirstEntry().getValue());
    }
    try (TensorScope _ = TensorScope.open()) {
      Conditionings read = reader.read(prompts, style);
      Conditionings own = new Conditionings(copy(read.positive()), copy(read.negative()));
      last.put(key, own);
      return own;
    }
  }

  /** Of its own, since one tensor may be a part of both. */
  private static Conditioning copy(Conditioning of) {
    return new Conditioning(copy(of.context()), of.pooled() == null ? null : copy(of.pooled()));
  }

  private static Tensor copy(Tensor tensor) {
    return TensorScope.release(tensor.copy());
  }

  private static void close(Conditionings of) {
    close(of.positive().context());
    close(of.positive().pooled());
    close(of.negative().context());
    close(of.negative().pooled());
  }

  private static void close(@Nullable Tensor tensor) {
    if (tensor != null) {
      tensor.close();
    }
  }

  @Override
  public void close() {
    last.values().forEach(RememberedPrompts::close);
    last.clear();
    reader.close();
  }
}
