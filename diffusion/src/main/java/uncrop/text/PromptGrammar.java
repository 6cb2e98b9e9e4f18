package uncrop.text;

import java.util.List;

/** What brackets in a prompt mean, and where a long prompt is cut into chunks. */
public enum PromptGrammar {
  /** As diffusers reads prompts: brackets are text, and what follows 75 tokens is cut off. */
  PLAIN {
    @Override
    public List<Chunk> chunks(String prompt, Tokenizer tokenizer) {
      OpenChunk chunk = new OpenChunk(tokenizer);
      for (int id : tokenizer.ids(prompt)) {
        if (chunk.room() > 0) {
          chunk.add(id, 1);
        }
      }
      return List.of(chunk.closed());
    }
  },
  /**
   * As ComfyUI reads them: {@code (text)} is 1.1 times what is around it, {@code (text:1.3)} is
   * 1.3, whatever is around it; {@code \(} is a bracket. Words of up to 7 tokens stay in one piece.
   * {@code embedding:name} is read as text.
   */
  COMFY {
    @Override
    public List<Chunk> chunks(String prompt, Tokenizer tokenizer) {
      return ComfyChunks.of(ComfyGrammar.parse(prompt), tokenizer);
    }
  },
  /**
   * As AUTOMATIC1111's web UI reads them: {@code (text)} times 1.1, {@code [text]} divided by 1.1,
   * {@code (text:1.3)} times 1.3, all multiplied; a backslash before a bracket makes it text; the
   * word {@code BREAK} begins a new chunk. A full chunk ends at a comma if one is near.
   * Alternation, {@code AND} and schedules over steps are read as text.
   */
  A1111 {
    @Override
    public List<Chunk> chunks(String prompt, Tokenizer tokenizer) {
      return A1111Chunks.of(A1111Grammar.parse(prompt), tokenizer);
    }
  };

  /**
   * Reads a prompt and cuts it.
   *
   * @return at least one chunk
   * @throws uncrop.fault.BadInput if a weight is not finite, or brackets nest absurdly deep
   */
  public abstract List<Chunk> chunks(String prompt, Tokenizer tokenizer);
}
