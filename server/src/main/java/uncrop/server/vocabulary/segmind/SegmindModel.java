package uncrop.server.vocabulary.segmind;

import uncrop.fault.BadInput;
import uncrop.server.vocabulary.Wish;
import uncrop.server.wire.Parameters;

/** One of the models by whose names Segmind sells outpainting. */
public interface SegmindModel {

  /** Its name in paths. */
  String slug();

  /** The parameter that holds the picture: URL, data URL or base64. */
  String pictureField();

  /**
   * Checks the parameters against its page, and compiles them.
   *
   * @throws BadInput naming the first one that does not fit
   */
  Wish wish(Parameters sent);

  /** Whether the answer is JSON even where the header leaves it open. */
  boolean wantsBase64(Parameters sent);
}
