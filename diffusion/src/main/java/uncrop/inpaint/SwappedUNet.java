package uncrop.inpaint;

import java.util.function.Supplier;
import uncrop.sampler.Network;
import uncrop.sampler.StepListener;
import uncrop.tensor.Tensor;

/** One UNet for the first steps, another for the rest. */
final class SwappedUNet implements Network, StepListener, AutoCloseable {
  /*
   * Fooocus swaps them in a step's callback, which comes after the step's first evaluation: samplers
   * that ask twice in a step get the answers of both in that one. The swap waits for the next
   * question, so that where none comes nothing is read from disk.
   *
   * There is never more than one: the first is closed before the second is asked for.
   */
  private final int lastStep;
  private final Supplier<FocusedUNet> next;
  private FocusedUNet current;
  private boolean swapped;
  private int step;
  private boolean asked;

  /**
   * @param lastStep the last step, from 0, whose first evaluation is the first network's
   * @param next reads the second
   */
  SwappedUNet(FocusedUNet first, int lastStep, Supplier<FocusedUNet> next) {
    this.current = first;
    this.lastStep = lastStep;
    this.next = next;
  }

  @Override
  public Tensor positive(Tensor scaled, double timestep) {
    return turn().positive(scaled, timestep);
  }

  @Override
  public Tensor both(Tensor scaled, double timestep) {
    return turn().both(scaled, timestep);
  }

  private FocusedUNet turn() {
    if (!swapped && (step > lastStep || step == lastStep && asked)) {
      current.close();
      current = next.get();
      swapped = true;
    }
    asked = true;
    return current;
  }

  @Override
  public void after(Step taken) {
    step = taken.index() + 1;
    asked = false;
  }

  @Override
  public void close() {
    current.close();
  }
}
