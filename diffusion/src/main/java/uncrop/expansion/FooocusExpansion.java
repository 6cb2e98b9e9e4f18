package uncrop.expansion;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import uncrop.checkpoint.CheckpointFault;
import uncrop.checkpoint.TensorFile;
import uncrop.fault.BadInput;
import uncrop.fault.Cancelled;
import uncrop.style.PromptExpansion;
import uncrop.style.PromptLines;
import uncrop.tensor.Tensor;
import uncrop.tensor.TensorScope;
import uncrop.text.GptTokenizer;

/**
 * The style V2 of Fooocus: adds words to a prompt that a GPT-2 finds likely to follow it, and that
 * are on a list of words that make good pictures.
 *
 * <p><b>Licence.</b> Neither the weights nor the list of words are part of this program. Their
 * author allows their use within Fooocus, and elsewhere under CC BY-NC 4.0, which forbids
 * commercial use; he says that this holds for the algorithm as well. Whoever installs the files
 * should know this, above all before offering a paid service. Without the files nothing here runs.
 *
 * <p>The model (500 MB of memory where it is GPT-2 small) is loaded when a prompt is first
 * expanded, and kept until {@link #close()}, after which it would be loaded again. Any thread may
 * use it; they take turns.
 */
public final class FooocusExpansion implements PromptExpansion, AutoCloseable {
  /*
   * The prompt and a comma after it are read; then one token is drawn after the other until the text
   * is a whole number of chunks of a text encoder, 75 tokens each, so that no place in a chunk is
   * left empty. GPT-2's tokens are not CLIP's, but nearly as long.
   *
   * Scores and list are as in Fooocus. The random numbers are not: there they are those of torch on
   * whatever device it has, so that another machine draws other words already.
   */
  private static final int CHUNK = 75;
  private static final int MOST_CHOSEN_FROM = 100;
  private static final long SEEDS = 1L << 32;

  private final ExpansionFiles files;
  private @Nullable Model model;

  private record Model(Gpt gpt, GptTokenizer tokenizer, GoodWords words) {
    static Model load(ExpansionFiles files, Path weights) {
      GptConfig config = GptConfig.read(files.file(ExpansionFiles.CONFIG));
      GptTokenizer tokenizer = GptTokenizer.read(files.folder());
      if (tokenizer.size() > config.vocabulary()) {
        throw new CheckpointFault(
            files.file("vocab.json"),
            "has %d tokens, the model %d: they must be of the same model"
                .formatted(tokenizer.size(), config.vocabulary()));
      }
      GoodWords words =
          GoodWords.read(files.file(ExpansionFiles.WORDS), tokenizer, config.vocabulary());
      try (TensorFile file = TensorFile.open(weights)) {
        return new Model(Gpt.load(config, file), tokenizer, words);
      }
    }
  }

  /**
   * @param folder with {@code config.json}, {@code vocab.json}, {@code merges.txt}, {@code
   *     positive.txt} and the weights, {@code model.safetensors}, {@code pytorch_model.bin} or
   *     {@code fooocus_expansion.bin}; it need not exist
   */
  public FooocusExpansion(Path folder) {
    this.files = new ExpansionFiles(folder);
  }

  /** Names of files that have to be put into the folder before prompts can be expanded. */
  public List<String> missing() {
    return files.missing();
  }

  /**
   * {@inheritDoc}
   *
   * <p>A prompt that fills its chunks already, and one that is longer than the model can read, come
   * back as they are.
   *
   * @throws Cancelled if the thread is interrupted
   */
  @Override
  public synchronized Outcome expand(String prompt, long seed) {
    Model loaded;
    try {
      stopIfInterrupted();
      loaded = loaded();
    } catch (CheckpointFault | BadInput e) {
      stopIfInterrupted(); // which closes the file that is being read
      return new Unavailable("the style V2 is left out, its model is damaged: " + e.getMessage());
    }
    if (loaded == null) {
      return new Unavailable(
          "the style V2 is left out, its model is not installed: see uncrop styles (missing: %s)"
              .formatted(String.join(", ", missing())));
    }
    RandomGenerator random = new Random(Math.floorMod(seed, SEEDS));
    return new Expanded(expanded(loaded, PromptLines.tidy(prompt), random));
  }

  private @Nullable Model loaded() {
    if (model == null && files.missing().isEmpty()) {
      model = Model.load(files, files.weights().orElseThrow());
    }
    return model;
  }

  private static String expanded(Model model, String prompt, RandomGenerator random) {
    int[] read = model.tokenizer.ids(prompt + ",");
    int length = Math.ceilDiv(read.length, CHUNK) * CHUNK;
    boolean full = read.length == length || length > model.gpt.config().positions();
    if (prompt.isEmpty() || full) {
      return prompt;
    }
    List<Integer> ids = new ArrayList<>();
    for (int id : read) {
      ids.add(id);
    }
    try (Gpt.Reading reading = model.gpt.begin()) {
      int[] next = read;
      while (ids.size() < length) {
        stopIfInterrupted();
        int drawn = drawn(reading, next, model.words.bias(ids), random);
        ids.add(drawn);
        next = new int[] {drawn};
      }
    }
    return PromptLines.tidy(model.tokenizer.text(ids));
  }

  private static void stopIfInterrupted() {
    if (Thread.currentThread().isInterrupted()) {
      throw new Cancelled();
    }
  }

  private static int drawn(Gpt.Reading reading, int[] next, float[] bias, RandomGenerator random) {
    try (TensorScope _ = TensorScope.open()) {
      float[] scores = reading.scores(next).plus(Tensor.of(bias)).toFloats();
      return TopTokens.of(scores, MOST_CHOSEN_FROM).draw(random);
    }
  }

  @Override
  public synchronized void close() {
    if (model != null) {
      model.gpt.close();
      model = null;
    }
  }
}
