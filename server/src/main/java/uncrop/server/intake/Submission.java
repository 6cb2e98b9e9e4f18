package uncrop.server.intake;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import uncrop.geometry.Extension;
import uncrop.outpaint.ModelWish;
import uncrop.picture.Encoding;
import uncrop.plan.Sampling;
import uncrop.server.idempotency.IdempotencyKey;

/**
 * What a vocabulary wants painted. Who waits for the job must not hold on to it: pictures that wait
 * lie in the storage and not in memory.
 *
 * @param vocabulary slug: {@code seg-beyond}, {@code focus-outpaint}, {@code sd1.5-outpaint},
 *     {@code edit-outpaint}, {@code stability-outpaint} or {@code api}
 * @param pictureField the caller's name for the picture, for messages
 * @param picture a picture file
 * @param band in canvas pixels
 * @param sampling its {@code samples} is the number of pictures
 * @param engine by name; empty: the default
 * @param model which, of an engine that has models
 * @param encoding of the delivered files
 * @param warnings of the vocabulary itself; the engine's are added
 * @param webhook told of the job's end
 * @param waited whether a synchronous call waits: then the job is dropped unpaid when its patience
 *     ends
 */
// submissions are never compared, so the array may be a component
@SuppressWarnings("ArrayRecordComponent")
public record Submission(
    String vocabulary,
    String pictureField,
    byte[] picture,
    Optional<SentMask> mask,
    Extension extension,
    int band,
    Sampling sampling,
    Optional<String> engine,
    ModelWish model,
    Encoding encoding,
    List<String> warnings,
    Optional<URI> webhook,
    Optional<IdempotencyKey> idempotency,
    boolean waited) {}
