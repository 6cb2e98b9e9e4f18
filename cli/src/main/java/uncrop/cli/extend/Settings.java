package uncrop.cli.extend;

import java.util.Optional;
import uncrop.cli.extend.PaintOptions.MaskFile;
import uncrop.engine.Engine;
import uncrop.geometry.Extension;
import uncrop.geometry.Limits;
import uncrop.plan.Sampling;

/**
 * What is the same for all pictures of one command.
 *
 * @param metadata whether EXIF and provenance are written
 * @param force whether existing outputs are replaced
 */
record Settings(
    Extension extension,
    Engine engine,
    Sampling sampling,
    Optional<MaskFile> mask,
    int band,
    Limits limits,
    int quality,
    boolean metadata,
    boolean force) {}
