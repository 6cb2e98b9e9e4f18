package uncrop.models;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import uncrop.checkpoint.Checkpoint;
import uncrop.checkpoint.Family;
import uncrop.checkpoint.Role;
import uncrop.models.ModelCard.PartCard;

/** Stable Diffusion: a folder of diffusers, or one file with the original names. */
record CheckpointInspector() implements Inspector {
  @Override
  public Kind kind() {
    return Kind.CHECKPOINT;
  }

  @Override
  public boolean recognises(Candidate candidate) {
    return candidate.holds("model_index.json")
        || candidate.hasTensor("model.diffusion_model.input_blocks.0.0.weight");
  }

  @Override
  public Finding inspect(Candidate candidate) {
    Path path = candidate.path();
    try (Checkpoint checkpoint = Checkpoint.open(path)) {
      return new Finding(
          Kind.CHECKPOINT,
          Optional.of(checkpoint.family()),
          checkpoint.unet().config().inChannels(),
          parts(checkpoint),
          candidate.isFolder() ? path : Finding.parent(path),
          path,
          checkpoint.files().all());
    }
  }

  /**
   * @throws uncrop.checkpoint.CheckpointFault if a network is missing that its family needs
   */
  private static List<PartCard> parts(Checkpoint checkpoint) {
    return Arrays.stream(Role.values())
        .filter(role -> role != Role.TEXT_ENCODER_2 || checkpoint.family() == Family.SDXL)
        .map(role -> PartCard.of(checkpoint, role))
        .toList();
  }
}
