package uncrop.pad;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import uncrop.engine.Engine;
import uncrop.engine.PaintListener;
import uncrop.engine.Scene;
import uncrop.pixels.Mask;
import uncrop.pixels.Raster;
import uncrop.plan.Sampling;

/**
 * Fills what is to be painted with the nearest pixel, a mirror image, a mirror image that blurs
 * outward, or one colour: option {@code fill} = {@code edge} (default), {@code mirror}, {@code
 * blur}, {@code #rrggbb}. Linear time; at most 10 bytes a canvas pixel beside the result.
 */
public final class PadEngine implements Engine {
  private static final String FILL = "fill";

  @Override
  public String name() {
    return "pad";
  }

  @Override
  public List<String> warnings(Sampling sampling) {
    List<String> warnings = new ArrayList<>();
    if (!sampling.prompt().isBlank()) {
      warnings.add("The pad engine does not use a prompt.");
    }
    if (!sampling.negativePrompt().isBlank()) {
      warnings.add("The pad engine does not use a negative prompt.");
    }
    if (sampling.samples() > 1) {
      warnings.add("The pad engine paints the same picture for every sample.");
    }
    for (String option : new TreeSet<>(sampling.options().keySet())) {
      if (!option.equals(FILL)) {
        warnings.add("The pad engine does not use the option " + option + ".");
      }
    }
    return warnings;
  }

  /**
   * @throws uncrop.fault.BadInput if the option {@code fill} is none of those above
   */
  @Override
  public Raster paint(Scene scene, PaintListener listener) {
    Fill fill = fill(scene.sampling());
    if (scene.mask().painted() == scene.mask().values().length) {
      throw new IllegalArgumentException("a scene without any kept pixel cannot be continued");
    }
    Raster picture = scene.canvas().copy();
    if (scene.mask().painted() > 0) {
      fill.paint(scene.mask(), picture, listener);
    }
    makeOpaque(scene.mask(), picture);
    return picture;
  }

  private static void makeOpaque(Mask mask, Raster picture) {
    for (int i = 0; i < mask.values().length; i++) {
      if (mask.values()[i] == Mask.PAINT) {
        picture.argb()[i] |= 0xFF000000;
      }
    }
  }

  /**
   * Every fill meets the border with the border's own colour, or is a colour the user asked for.
   */
  @Override
  public boolean matchesSeam() {
    return true;
  }

  @Override
  public boolean meansAlpha(Sampling sampling) {
    return fill(sampling) instanceof Solid;
  }

  private static Fill fill(Sampling sampling) {
    return Fill.parse(FILL, sampling.options().getOrDefault(FILL, "edge"));
  }
}
