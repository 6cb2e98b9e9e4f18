package uncrop.outpaint;

import uncrop.inpaint.Method;
import uncrop.inpaint.Prompts;

/**
 * How a model is called, whatever the window.
 *
 * @param steps over the whole schedule
 */
record Recipe(Prompts prompts, Method method, int steps, double guidance) {

  /**
   * Those of a call that does only the last share of the schedule. With diffusers' methods the call
   * leaves out the others by itself.
   */
  int steps(double strength) {
    return switch (method) {
      case Method.Diffusers _ -> steps;
      default -> Math.max(1, (int) Math.rint(steps * strength));
    };
  }
}
