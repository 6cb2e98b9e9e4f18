package uncrop.text;

/**
 * As much of a prompt as a text encoder reads at once.
 *
 * @param ids [77]: begin, up to 75 tokens of the prompt, end, padding
 * @param weights [77]: how much each token counts; 1 for begin, end and padding
 */
@SuppressWarnings("ArrayRecordComponent") // read by loops over both; nobody compares chunks
public record Chunk(int[] ids, float[] weights) {
  /** Positions of CLIP's text encoders. */
  public static final int LENGTH = 77;

  /** Tokens of the prompt that fit beside begin and end. */
  static final int ROOM = LENGTH - 2;

  boolean isWeighted() {
    for (float weight : weights) {
      if (weight != 1) {
        return true;
      }
    }
    return false;
  }
}
