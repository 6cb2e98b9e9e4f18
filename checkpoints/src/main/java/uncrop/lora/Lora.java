package uncrop.lora;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import uncrop.checkpoint.CheckpointFault;
import uncrop.checkpoint.Role;
import uncrop.checkpoint.TensorFile;

/**
 * A file of small changes: LoRA as kohya's trainers, diffusers and PEFT write it, and LyCORIS' LoHa
 * and LoKr.
 */
final class Lora implements AutoCloseable {
  private final TensorFile file;
  private final LoraAlphas alphas;
  private final Map<String, EnumMap<Factor, String>> factors = new LinkedHashMap<>();
  private final Map<String, LoraKey> keys = new LinkedHashMap<>();
  private final List<String> unknown = new ArrayList<>();

  /** A tensor of the checkpoint. */
  record Target(Role role, String tensor) {}

  private Lora(TensorFile file) {
    this.file = file;
    alphas = new LoraAlphas(file);
    for (String name : file.names()) {
      Optional<LoraKey> parsed = LoraKey.parse(name);
      if (parsed.isEmpty()) {
        unknown.add(name);
        continue;
      }
      LoraKey key = parsed.get();
      if (key.factor() == Factor.MAGNITUDE) {
        throw new CheckpointFault(
            file.path(), "is a DoRA, which cannot be used: it has a " + name + "; take a LoRA");
      }
      keys.put(key.base(), key);
      factors
          .computeIfAbsent(key.base(), base -> new EnumMap<>(Factor.class))
          .put(key.factor(), name);
    }
  }

  /**
   * @throws CheckpointFault if it cannot be read
   */
  static Lora open(Path path) {
    TensorFile file = TensorFile.open(path);
    try {
      return new Lora(file);
    } catch (RuntimeException | Error e) {
      file.close();
      throw e;
    }
  }

  /**
   * Finds the tensors that it changes.
   *
   * @param unmatched gets what the checkpoint has no layer for
   * @throws CheckpointFault if it is for another model
   */
  Map<Target, Change> changes(LayerIndex layers, List<String> unmatched) {
    Map<Target, Change> changes = new LinkedHashMap<>();
    List<String> misfits = new ArrayList<>();
    unmatched.addAll(unknown);
    int absent = 0;
    for (Map.Entry<String, EnumMap<Factor, String>> entry : factors.entrySet()) {
      String base = entry.getKey();
      EnumMap<Factor, String> names = entry.getValue();
      LoraKey key = Objects.requireNonNull(keys.get(base));
      Optional<String> layer = layers.find(key);
      if (layer.isEmpty()) {
        absent++;
      }
      if (layer.isEmpty() || isForOtherInputs(layers, layer.get(), base, names)) {
        unmatched.add(base);
      } else {
        addBoth(changes, misfits, layers, key, layer.get(), names);
      }
    }
    if (!misfits.isEmpty()) {
      int more = misfits.size() - 1;
      throw misfit(misfits.getFirst() + (more > 0 ? ", and %d more".formatted(more) : ""));
    }
    if (changes.isEmpty()) {
      throw misfit("it changes no layer of this one");
    }
    // Layers of families have names in common: where most are strange, the rest fits by chance.
    if (2 * absent > factors.size()) {
      throw misfit("%d of its %d layers are not in this one".formatted(absent, factors.size()));
    }
    return changes;
  }

  private CheckpointFault misfit(String reason) {
    return new CheckpointFault(file.path(), "is for another model: " + reason);
  }

  private void addBoth(
      Map<Target, Change> changes,
      List<String> misfits,
      LayerIndex layers,
      LoraKey key,
      String layer,
      EnumMap<Factor, String> names) {
    EnumMap<Factor, String> ofWeight = new EnumMap<>(names);
    String ofBias = ofWeight.remove(Factor.DIFF_BIAS);
    if (ofBias != null) {
      Target bias = new Target(key.role(), layer + ".bias");
      EnumMap<Factor, String> alone = new EnumMap<>(Map.of(Factor.DIFF, ofBias));
      add(changes, misfits, layers, bias, key.base(), alone);
    }
    if (ofBias == null || !ofWeight.isEmpty()) {
      Target weight = new Target(key.role(), layer + ".weight");
      add(changes, misfits, layers, weight, key.base(), ofWeight);
    }
  }

  /**
   * The first convolution alone differs between a model and its inpainting sibling: a LoRA for the
   * one serves the other without it.
   */
  private boolean isForOtherInputs(
      LayerIndex layers, String layer, String base, EnumMap<Factor, String> names) {
    return layer.equals("conv_in")
        && names.containsKey(Factor.DOWN)
        && !ChangeShape.of(file, base, names).fits(layers.shape(Role.UNET, "conv_in.weight"));
  }

  private void add(
      Map<Target, Change> changes,
      List<String> misfits,
      LayerIndex layers,
      Target target,
      String base,
      EnumMap<Factor, String> names) {
    ChangeShape given = ChangeShape.of(file, base, names);
    if (!layers.has(target.role, target.tensor)) {
      misfits.add("%s changes %s, which is not there".formatted(base, target.tensor));
      return;
    }
    long[] shape = layers.shape(target.role, target.tensor);
    if (!given.fits(shape)) {
      misfits.add(
          "its %s is %s where %s.%s is %s"
              .formatted(
                  base, given, target.role.folder(), target.tensor, ChangeShape.text(shape)));
      return;
    }
    changes.put(target, new Change(file, base, names, alphas.of(target.role, target.tensor)));
  }

  Path path() {
    return file.path();
  }

  /** One for each layer that it changes. */
  Collection<LoraKey> keys() {
    return keys.values();
  }

  /** Names of which no trainer is known. */
  List<String> unknown() {
    return unknown;
  }

  /**
   * Of the change of a layer's weight; of its bias, if it changes nothing else.
   *
   * @param key one of its own
   * @throws CheckpointFault if its factors do not fit each other
   */
  ChangeShape shape(LoraKey key) {
    EnumMap<Factor, String> names =
        new EnumMap<>(Objects.requireNonNull(factors.get(key.base()), key.base()));
    String ofBias = names.remove(Factor.DIFF_BIAS);
    return ChangeShape.of(
        file, key.base(), ofBias == null || !names.isEmpty() ? names : Map.of(Factor.DIFF, ofBias));
  }

  @Override
  public void close() {
    file.close();
  }
}
