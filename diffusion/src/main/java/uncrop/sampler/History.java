package uncrop.sampler;

import java.util.ArrayList;
import java.util.List;
import uncrop.tensor.Tensor;
import uncrop.tensor.TensorScope;

/**
 * The last few tensors of a multistep method, latest first. It owns copies: what was shown to it
 * ends with its step.
 */
final class History implements AutoCloseable {
  private final int most;
  private final List<Tensor> latestFirst = new ArrayList<>();

  /**
   * @param most how many are remembered
   */
  History(int most) {
    this.most = most;
  }

  void push(Tensor tensor) {
    latestFirst.addFirst(TensorScope.release(tensor.copy()));
    if (latestFirst.size() > most) {
      latestFirst.removeLast().close();
    }
  }

  int size() {
    return latestFirst.size();
  }

  /**
   * @param back 0 is the latest
   */
  Tensor get(int back) {
    return latestFirst.get(back);
  }

  @Override
  public void close() {
    latestFirst.forEach(Tensor::close);
    latestFirst.clear();
  }
}
