package uncrop.cli.extend;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import uncrop.cli.extend.PaintOptions.MaskFile;
import uncrop.geometry.Extension;
import uncrop.geometry.Limits;
import uncrop.outpaint.EngineChoice;
import uncrop.outpaint.Speeds;
import uncrop.plan.Sampling;

/**
 * What is the same for all pictures of one command.
 *
 * @param choice who paints
 * @param speeds where it is noted how fast he was
 * @param sampling with the model that was chosen
 * @param peek where a small picture of what is being painted is kept; null: nowhere
 * @param metadata whether EXIF and provenance are written
 * @param force whether existing outputs are replaced
 */
record Settings(
    Extension extension,
    EngineChoice choice,
    Speeds speeds,
    Sampling sampling,
    Optional<MaskFile> mask,
    int band,
    Limits limits,
    int quality,
    @Nullable Path peek,
    boolean metadata,
    boolean force) {}
