package uncrop.lora;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import uncrop.checkpoint.Checkpoint;
import uncrop.checkpoint.CheckpointFault;
import uncrop.checkpoint.Role;
import uncrop.fault.BadInput;
import uncrop.layer.Weights;

/**
 * Several LoRAs over one checkpoint, which stays as it is.
 *
 * <p>Weight = base + sum of (how much of it) x (alpha / rank) x up down, in FP32 (Hu et al. 2021,
 * section 4.1). Nothing is calculated before a weight is asked for.
 */
public final class Loras implements AutoCloseable {
  private static final int SPELLED = 5;

  private final Checkpoint checkpoint;
  private final List<String> warnings;
  private final List<Lora> open;

  private Loras(Checkpoint checkpoint, List<String> warnings, List<Lora> open) {
    this.checkpoint = checkpoint;
    this.warnings = List.copyOf(warnings);
    this.open = List.copyOf(open);
  }

  /**
   * @param base which must stay open for as long as the result
   * @throws CheckpointFault if a file cannot be read or is for another model
   * @throws BadInput if a weight is not a number
   */
  public static Loras over(Checkpoint base, List<LoraChoice> choices) {
    LayerIndex layers = new LayerIndex(base);
    Map<Role, Map<String, List<ChangedWeights.Weighted>>> all = new EnumMap<>(Role.class);
    List<String> warnings = new ArrayList<>();
    List<Lora> open = new ArrayList<>();
    try {
      for (LoraChoice choice : choices) {
        if (!Double.isFinite(choice.weight())) {
          throw new BadInput("lora weight", choice.weight(), "must be a number, such as 0.8");
        }
        Lora lora = Lora.open(choice.path());
        open.add(lora);
        List<String> unmatched = new ArrayList<>();
        lora.changes(layers, unmatched)
            .forEach((target, change) ->
                all.computeIfAbsent(target.role(), role -> new HashMap<>())
                    .computeIfAbsent(target.tensor(), tensor -> new ArrayList<>())
                    .add(new ChangedWeights.Weighted(change, choice.weight())));
        if (!unmatched.isEmpty()) {
          warnings.add(warning(lora, unmatched));
        }
      }
    } catch (RuntimeException | Error e) {
      open.forEach(Lora::close);
      throw e;
    }
    Checkpoint changed = base.adapted((role, own) -> changed(all, role, own));
    return new Loras(changed, warnings, open);
  }

  private static Weights changed(
      Map<Role, Map<String, List<ChangedWeights.Weighted>>> all, Role role, Weights own) {
    Map<String, List<ChangedWeights.Weighted>> changes = all.get(role);
    return changes == null ? own : new ChangedWeights(own, changes);
  }

  private static String warning(Lora lora, List<String> unmatched) {
    int spelled = Math.min(SPELLED, unmatched.size());
    String rest =
        unmatched.size() > spelled ? " and %d more".formatted(unmatched.size() - spelled) : "";
    return "%s: %d of its keys match no layer and are left out: %s%s"
        .formatted(
            lora.path(),
            unmatched.size(),
            String.join(", ", unmatched.subList(0, spelled)).replaceAll("\\p{Cntrl}", " "),
            rest);
  }

  /** The checkpoint with all changes; valid until this is closed. */
  public Checkpoint checkpoint() {
    return checkpoint;
  }

  /** One line for each file that changes layers which the checkpoint has not. */
  public List<String> warnings() {
    return warnings;
  }

  @Override
  public void close() {
    open.forEach(Lora::close);
  }
}
