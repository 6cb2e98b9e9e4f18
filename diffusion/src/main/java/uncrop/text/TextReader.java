package uncrop.text;

import java.util.ArrayList;
import java.util.List;
import uncrop.tensor.Tensor;

/** One text encoder with the tokenizer that belongs to it. */
record TextReader(Tokenizer tokenizer, TextEncoder encoder) {

  /**
   * @param context [1, 77 k, width], FP32
   * @param pooled [1, width], FP32, of the first chunk; never weighted
   */
  record Reading(Tensor context, Tensor pooled) {}

  /** What the encoder says of a prompt; the tensors belong to the caller's scope. */
  Reading read(String prompt, PromptStyle style, Depth depth) {
    List<Chunk> chunks = style.grammar().chunks(prompt, tokenizer);
    boolean weighted = chunks.stream().anyMatch(Chunk::isWeighted);
    List<Chunk> batch = new ArrayList<>(chunks);
    if (weighted) {
      batch.add(new OpenChunk(tokenizer).closed());
    }
    int[][] ids = batch.stream().map(Chunk::ids).toArray(int[][]::new);
    List<Tensor> hidden = encoder.hiddenStates(ids);
    Tensor encoded = encoder.at(depth, hidden); // [batch, 77, width]
    Tensor pooled = encoder.pooled(ids, hidden).narrow(0, 0, 1);
    if (!weighted) {
      return new Reading(encoded.reshape(1, -1, encoder.config().width()), pooled);
    }
    List<float[]> weights = chunks.stream().map(Chunk::weights).toList();
    Tensor empty = encoded.select(0, chunks.size());
    return new Reading(style.emphasis().joined(encoded, weights, empty), pooled);
  }
}
