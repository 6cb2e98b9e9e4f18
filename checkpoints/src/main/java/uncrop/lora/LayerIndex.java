package uncrop.lora;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import uncrop.checkpoint.Checkpoint;
import uncrop.checkpoint.Part;
import uncrop.checkpoint.Role;
import uncrop.checkpoint.UnetConfig;
import uncrop.checkpoint.UnetNames;

/** The layers of a checkpoint under all names that LoRAs have for them. */
final class LayerIndex {
  private static final String WEIGHT = ".weight";
  private static final String TEXT_MODEL = "text_model_";

  private final Map<Role, Map<String, String>> layers = new EnumMap<>(Role.class);
  private final Map<Role, Part<?>> parts = new EnumMap<>(Role.class);

  LayerIndex(Checkpoint checkpoint) {
    UnetConfig unet = checkpoint.unet().config();
    Map<String, String> unetLayers = add(Role.UNET, checkpoint.unet());
    for (String name : checkpoint.unet().names()) {
      put(unetLayers, UnetNames.original(unet, name), name);
    }
    if (checkpoint.has(Role.TEXT_ENCODER)) {
      addText(Role.TEXT_ENCODER, checkpoint.textEncoder());
    }
    if (checkpoint.has(Role.TEXT_ENCODER_2)) {
      addText(Role.TEXT_ENCODER_2, checkpoint.textEncoder2());
    }
  }

  private Map<String, String> add(Role role, Part<?> part) {
    Map<String, String> index = new HashMap<>();
    part.names().forEach(name -> put(index, name, name));
    layers.put(role, index);
    parts.put(role, part);
    return index;
  }

  private void addText(Role role, Part<?> part) {
    Map<String, String> index = add(role, part);
    Map.copyOf(index)
        .forEach((flat, layer) -> {
          if (flat.startsWith(TEXT_MODEL)) {
            index.put(flat.substring(TEXT_MODEL.length()), layer);
          }
        });
  }

  private static void put(Map<String, String> index, String spelled, String name) {
    if (name.endsWith(WEIGHT)) {
      index.put(LoraKey.flat(withoutWeight(spelled)), withoutWeight(name));
    }
  }

  private static String withoutWeight(String name) {
    return name.substring(0, name.length() - WEIGHT.length());
  }

  /** The layer's name, to which {@code .weight} and {@code .bias} are to be added. */
  Optional<String> find(LoraKey key) {
    return Optional.ofNullable(layers.getOrDefault(key.role(), Map.of()).get(key.layer()));
  }

  boolean has(Role role, String tensor) {
    Part<?> part = parts.get(role);
    return part != null && part.weights().has(tensor);
  }

  /** Of a tensor that is there. */
  long[] shape(Role role, String tensor) {
    Part<?> part = parts.get(role);
    if (part == null) {
      throw new IllegalArgumentException("there is no " + role);
    }
    return part.weights().shape(tensor);
  }
}
