package uncrop.checkpoint;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * What a checkpoint brings beside its networks.
 *
 * @param scheduler the fields of {@code scheduler_config.json}; empty if there is none
 * @param tokenizer folder with {@code vocab.json} and {@code merges.txt}
 * @param tokenizer2 the same for the second text encoder
 */
public record CheckpointFiles(
    Map<String, Object> scheduler, Optional<Path> tokenizer, Optional<Path> tokenizer2) {}
