package uncrop.text;

import java.util.Arrays;
import uncrop.fault.BadInput;

/** A chunk that still takes tokens. */
final class OpenChunk {
  private final Tokenizer tokenizer;
  private final int[] ids = new int[Chunk.ROOM];
  private final float[] weights = new float[Chunk.ROOM];
  private int size;

  OpenChunk(Tokenizer tokenizer) {
    this.tokenizer = tokenizer;
  }

  int size() {
    return size;
  }

  int room() {
    return Chunk.ROOM - size;
  }

  /**
   * @throws BadInput if the weight is not a number, or infinite
   */
  void add(int id, double weight) {
    if (!Double.isFinite(weight)) {
      throw new BadInput("prompt", "weight " + weight, "weights must be finite numbers");
    }
    ids[size] = id;
    weights[size] = (float) weight;
    size++;
  }

  /** Takes all tokens from a position on out of this chunk, into a new one. */
  OpenChunk cut(int from) {
    OpenChunk rest = new OpenChunk(tokenizer);
    for (int i = from; i < size; i++) {
      rest.add(ids[i], weights[i]);
    }
    size = from;
    return rest;
  }

  Chunk closed() {
    int[] whole = new int[Chunk.LENGTH];
    float[] weighted = new float[Chunk.LENGTH];
    Arrays.fill(whole, tokenizer.pad());
    Arrays.fill(weighted, 1);
    whole[0] = tokenizer.begin();
    whole[size + 1] = tokenizer.end();
    System.arraycopy(ids, 0, whole, 1, size);
    System.arraycopy(weights, 0, weighted, 1, size);
    return new Chunk(whole, weighted);
  }
}
