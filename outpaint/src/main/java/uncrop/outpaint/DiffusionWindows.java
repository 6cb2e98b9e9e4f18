package uncrop.outpaint;

import uncrop.geometry.Size;
import uncrop.inpaint.InpaintRequest;
import uncrop.inpaint.Inpainter;
import uncrop.pixels.Mask;
import uncrop.pixels.Raster;
import uncrop.window.Window;
import uncrop.window.WindowListener;
import uncrop.window.WindowPainter;

/** A diffusion model as a painter of windows. */
final class DiffusionWindows implements WindowPainter {
  private static final int WHITE = -1;
  private static final int BLACK = 0xFF000000;

  /** What every UNet of three halvings over latents of an eighth likes; all can do with 8. */
  private static final int MULTIPLE = 64;

  private final Inpainter inpainter;
  private final int side;
  private final Recipe recipe;
  private final LatentColours colours;

  /**
   * @param side of the pictures that the model was trained on
   */
  DiffusionWindows(Inpainter inpainter, int side, Recipe recipe, LatentColours colours) {
    this.inpainter = inpainter;
    this.side = side;
    this.recipe = recipe;
    this.colours = colours;
  }

  @Override
  public int side() {
    return side;
  }

  @Override
  public int multiple() {
    return MULTIPLE;
  }

  /** Windows are planned in eighths, and no method needs more than that. */
  @Override
  public Size fitting(Size size) {
    return new Size(Math.ceilDiv(size.width(), 8) * 8, Math.ceilDiv(size.height(), 8) * 8);
  }

  @Override
  public boolean refines() {
    return true;
  }

  @Override
  public Raster paint(Window window, WindowListener listener) {
    InpaintRequest request =
        new InpaintRequest(
            window.picture(),
            white(window.hole()),
            window.picture().size(),
            recipe.prompts(),
            recipe.method(),
            recipe.steps(window.strength()),
            recipe.guidance(),
            window.strength(),
            window.seed());
    return inpainter.paint(request, new StepNews(listener, colours)).picture();
  }

  /** White where to paint. */
  private static Raster white(Mask hole) {
    Raster mask = new Raster(hole.width(), hole.height());
    for (int i = 0; i < mask.argb().length; i++) {
      mask.argb()[i] = hole.values()[i] == Mask.PAINT ? WHITE : BLACK;
    }
    return mask;
  }
}
