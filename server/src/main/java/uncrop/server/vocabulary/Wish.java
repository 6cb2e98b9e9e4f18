package uncrop.server.vocabulary;

import java.util.List;
import java.util.Map;
import uncrop.geometry.Extension;
import uncrop.outpaint.ModelWish;
import uncrop.picture.Encoding;
import uncrop.plan.Sampling;

/**
 * What a request asks for, checked and compiled, but for its picture.
 *
 * @param vocabulary slug under which it is priced and counted
 * @param pictureField the caller's name for the picture
 * @param band in canvas pixels
 * @param model which is to paint
 * @param warnings what the vocabulary itself could not do as asked
 * @param names the caller's names for fields that geometry and plan name otherwise, for messages
 */
public record Wish(
    String vocabulary,
    String pictureField,
    Extension extension,
    int band,
    Sampling sampling,
    Encoding encoding,
    ModelWish model,
    List<String> warnings,
    Map<String, String> names) {}
