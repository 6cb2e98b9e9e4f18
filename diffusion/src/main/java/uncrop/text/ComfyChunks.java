package uncrop.text;

import java.util.ArrayList;
import java.util.List;

/** Long prompts in ComfyUI's manner: word by word. */
final class ComfyChunks {
  /** A word of so many tokens is cut where the chunk is full; shorter ones move on as a whole. */
  private static final int LONG_WORD = 8;

  private ComfyChunks() {}

  static List<Chunk> of(List<WeightedText> prompt, Tokenizer tokenizer) {
    List<Chunk> full = new ArrayList<>();
    OpenChunk chunk = new OpenChunk(tokenizer);
    for (WeightedText part : prompt) {
      for (String word : part.text().split("[ \n]+", -1)) {
        int[] ids = tokenizer.ids(word);
        boolean cuttable = ids.length >= LONG_WORD;
        if (!cuttable && ids.length > chunk.room()) {
          full.add(chunk.closed());
          chunk = new OpenChunk(tokenizer);
        }
        for (int id : ids) {
          if (chunk.room() == 0) {
            full.add(chunk.closed());
            chunk = new OpenChunk(tokenizer);
          }
          chunk.add(id, part.weight());
        }
      }
    }
    full.add(chunk.closed());
    return full;
  }
}
