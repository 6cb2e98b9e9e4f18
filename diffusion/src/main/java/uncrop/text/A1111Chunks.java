package uncrop.text;

import java.util.ArrayList;
import java.util.List;

/** Long prompts in the manner of AUTOMATIC1111's web UI: a chunk ends at a comma if one is near. */
final class A1111Chunks {
  /** How far back a comma may lie for the text behind it to move to the next chunk. */
  private static final int NEAR = 20;

  private static final int NONE = -1;

  private final Tokenizer tokenizer;
  private final List<Chunk> full = new ArrayList<>();
  private OpenChunk chunk;
  private int lastComma = NONE;

  private A1111Chunks(Tokenizer tokenizer) {
    this.tokenizer = tokenizer;
    this.chunk = new OpenChunk(tokenizer);
  }

  /**
   * @param sections the prompt between BREAKs
   */
  static List<Chunk> of(List<List<WeightedText>> sections, Tokenizer tokenizer) {
    A1111Chunks chunks = new A1111Chunks(tokenizer);
    int comma = tokenizer.id("," + Vocabulary.END_OF_WORD);
    for (int i = 0; i < sections.size(); i++) {
      if (i > 0) {
        chunks.next(new OpenChunk(tokenizer));
      }
      for (WeightedText part : sections.get(i)) {
        for (int id : tokenizer.ids(part.text())) {
          chunks.add(id, part.weight(), id == comma);
        }
      }
    }
    if (chunks.chunk.size() > 0 || chunks.full.isEmpty()) {
      chunks.next(new OpenChunk(tokenizer));
    }
    return chunks.full;
  }

  private void add(int id, double weight, boolean comma) {
    boolean isFull = chunk.room() == 0;
    if (comma) {
      lastComma = chunk.size();
    } else if (isFull && lastComma != NONE && chunk.size() - lastComma <= NEAR) {
      next(chunk.cut(lastComma + 1));
    }
    if (chunk.room() == 0) {
      next(new OpenChunk(tokenizer));
    }
    chunk.add(id, weight);
  }

  private void next(OpenChunk following) {
    full.add(chunk.closed());
    chunk = following;
    lastComma = NONE;
  }
}
