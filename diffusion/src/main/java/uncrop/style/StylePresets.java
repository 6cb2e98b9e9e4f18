package uncrop.style;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What Stability's {@code style_preset} stands for: the 17 styles that are called SAI for it. */
public final class StylePresets {
  private static final Map<String, String> STYLES =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("3d-model", "SAI 3D Model"),
              Map.entry("analog-film", "SAI Analog Film"),
              Map.entry("anime", "SAI Anime"),
              Map.entry("cinematic", "SAI Cinematic"),
              Map.entry("comic-book", "SAI Comic Book"),
              Map.entry("digital-art", "SAI Digital Art"),
              Map.entry("enhance", "SAI Enhance"),
              Map.entry("fantasy-art", "SAI Fantasy Art"),
              Map.entry("isometric", "SAI Isometric"),
              Map.entry("line-art", "SAI Line Art"),
              Map.entry("low-poly", "SAI Lowpoly"),
              Map.entry("modeling-compound", "SAI Craft Clay"),
              Map.entry("neon-punk", "SAI Neonpunk"),
              Map.entry("origami", "SAI Origami"),
              Map.entry("photographic", "SAI Photographic"),
              Map.entry("pixel-art", "SAI Pixel Art"),
              Map.entry("tile-texture", "SAI Texture")));

  private StylePresets() {}

  /** All values, sorted. */
  public static List<String> values() {
    return List.copyOf(STYLES.keySet());
  }

  /**
   * @return the name of a style that is always there; empty if there is no such preset
   */
  public static Optional<String> style(String preset) {
    return Optional.ofNullable(STYLES.get(preset));
  }
}
