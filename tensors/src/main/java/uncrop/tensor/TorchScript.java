package uncrop.tensor;

import java.nio.file.Files;
import java.nio.file.Path;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.IValueVector;
import org.bytedeco.pytorch.JitModule;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.global.torch;

/**
 * A network that brings its own code: a file that {@code torch.jit.save} has written.
 *
 * <p>The code is TorchScript, which cannot reach beyond tensors as Python can, but it is code all
 * the same, and it is run: open no file of unknown origin.
 */
public final class TorchScript implements AutoCloseable {
  /*
   * The executor that is usual profiles the first runs with each shape and compiles for it, which
   * pays when one shape runs thousands of times. Windows come in many shapes and run once or twice:
   * the simple executor interprets at once. It is a setting of the whole process; nothing else here
   * runs TorchScript.
   */
  static {
    Libtorch.load();
    torch.getProfilingMode().put(false);
  }

  private final Path file;
  private final JitModule module;
  private final int inputs;

  private TorchScript(Path file, JitModule module, int inputs) {
    this.file = file;
    this.module = module;
    this.inputs = inputs;
  }

  /**
   * @throws TensorFault if it cannot be read, or is no TorchScript
   */
  public static TorchScript open(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new TensorFault(file + ": there is no such file");
    }
    JitModule module;
    try {
      module = Libtorch.call(() -> torch.load(file.toString()));
    } catch (OutOfTensorMemory e) {
      throw e;
    } catch (TensorFault e) {
      throw new TensorFault(file + ": is no TorchScript that can be read: " + e.getMessage(), e);
    }
    try {
      return Libtorch.call(() -> {
        module.eval();
        // Itself is the first.
        return new TorchScript(file, module, (int) module.get_method("forward").num_inputs() - 1);
      });
    } catch (TensorFault e) {
      module.close();
      throw new TensorFault(file + ": " + e.getMessage(), e);
    }
  }

  /** How many tensors it takes. */
  public int inputs() {
    return inputs;
  }

  /**
   * Runs it, without gradients.
   *
   * @return what it gives, in the scope of the caller
   * @throws TensorFault with its own message, if it refuses, or gives something else than a tensor
   */
  public Tensor forward(Tensor... tensors) {
    IValue[] values = new IValue[tensors.length];
    // Each of these holds memory of its own until it is closed; so does the mode of this thread.
    try (NoGradGuard noGradients = new NoGradGuard();
        IValueVector arguments = new IValueVector()) {
      for (int i = 0; i < tensors.length; i++) {
        values[i] = new IValue(tensors[i].handle);
        arguments.push_back(values[i]);
      }
      try (IValue result = Libtorch.call(() -> module.forward(arguments))) {
        if (!result.isTensor()) {
          throw new TensorFault("gives something else than a tensor");
        }
        // A handle of its own: what toTensor gives ends with the result.
        return Libtorch.make(() -> new org.bytedeco.pytorch.Tensor(result.toTensor()));
      }
    } catch (OutOfTensorMemory e) {
      throw e;
    } catch (TensorFault e) {
      throw new TensorFault(file + ": " + e.getMessage(), e);
    } finally {
      for (IValue value : values) {
        if (value != null) {
          value.close();
        }
      }
    }
  }

  @Override
  public void close() {
    module.close();
  }
}
