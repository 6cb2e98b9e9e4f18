package uncrop.block;

import uncrop.tensor.Tensor;

/**
 * Sees what each part of a network gives while it runs. What it throws ends the run, with nothing
 * leaked: so a step that takes a minute can be cancelled in its midst.
 */
@FunctionalInterface
public interface Trace {
  /** Looks away. */
  Trace NONE = (name, output) -> {};

  /**
   * @param name of the part in diffusers, such as {@code down_blocks.0.resnets.1}
   * @param output valid during this call only: the network goes on to overwrite it
   */
  void output(String name, Tensor output);
}
