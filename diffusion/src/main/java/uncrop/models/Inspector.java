package uncrop.models;

import java.util.List;
import java.util.Optional;
import uncrop.checkpoint.CheckpointFault;

/** Knows models of one kind by what is in their files. */
interface Inspector {
  /** Those that know their own by names that no other kind has come first. */
  List<Inspector> ALL =
      List.of(
          new InpaintPatchInspector(),
          new PromptExpansionInspector(),
          new TinyDecoderInspector(),
          new LoraInspector(),
          new ScriptInspector(Kind.LAMA),
          new ScriptInspector(Kind.MI_GAN),
          new CheckpointInspector());

  Kind kind();

  /** Cheap: by names of files and tensors alone. */
  boolean recognises(Candidate candidate);

  /**
   * @throws CheckpointFault saying what is wrong with it as one of this kind
   */
  Finding inspect(Candidate candidate);

  /**
   * Finds out what it is and checks it.
   *
   * @param kind what the user says it is
   * @throws CheckpointFault if it is nothing that can be used
   */
  static Finding find(Candidate candidate, Optional<Kind> kind) {
    return ALL.stream()
        .filter(inspector ->
            kind.map(wanted -> inspector.kind() == wanted)
                .orElseGet(() -> inspector.recognises(candidate)))
        .findFirst()
        .map(inspector -> inspector.inspect(candidate))
        .orElseGet(() -> unrecognised(candidate));
  }

  /** What it is, if that is known at all, stands in the fault. */
  private static Finding unrecognised(Candidate candidate) {
    try {
      return new CheckpointInspector().inspect(candidate);
    } catch (CheckpointFault e) {
      String start = candidate.path() + ": ";
      String why =
          e.getMessage().startsWith(start)
              ? e.getMessage().substring(start.length())
              : e.getMessage();
      throw candidate.fault(why + "; what can be imported is " + Kind.recognised());
    }
  }
}
