package uncrop.checkpoint;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a checkpoint brings beside its networks.
 *
 * @param scheduler the fields of {@code scheduler_config.json}; empty if there is none
 * @param tokenizer folder with {@code vocab.json} and {@code merges.txt}
 * @param tokenizer2 the same for the second text encoder
 * @param all every file that the checkpoint consists of, its weights included; what else lies
 *     beside them (a safety checker, the same weights in another form) is none of it
 */
public record CheckpointFiles(
    Map<String, Object> scheduler,
    Optional<Path> tokenizer,
    Optional<Path> tokenizer2,
    List<Path> all) {

  public CheckpointFiles {
    all = List.copyOf(all);
  }
}
