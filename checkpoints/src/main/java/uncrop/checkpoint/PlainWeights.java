package uncrop.checkpoint;

import java.nio.file.Path;
import java.util.Arrays;
import uncrop.layer.Weights;
import uncrop.tensor.Tensor;

/** The tensors of a file under its own names, for networks that know these. */
public record PlainWeights(TensorFile file) implements Weights, AutoCloseable {
  /**
   * @throws CheckpointFault if it cannot be read
   */
  public static PlainWeights open(Path file) {
    return new PlainWeights(TensorFile.open(file));
  }

  /**
   * @throws CheckpointFault if there is no such tensor, or it has another shape
   */
  @Override
  public Tensor get(String name, long... shape) {
    long[] stored = shape(name);
    if (!Arrays.equals(stored, shape)) {
      throw new CheckpointFault(
          file.path(),
          "tensor %s has shape %s, and should have %s"
              .formatted(name, Shapes.text(stored), Shapes.text(shape)));
    }
    return file.get(name).load();
  }

  @Override
  public boolean has(String name) {
    return file.names().contains(name);
  }

  /**
   * @throws CheckpointFault if there is no such tensor
   */
  @Override
  public long[] shape(String name) {
    if (!has(name)) {
      throw new CheckpointFault(file.path(), "there is no tensor " + name);
    }
    return file.shape(name);
  }

  @Override
  public void close() {
    file.close();
  }
}
