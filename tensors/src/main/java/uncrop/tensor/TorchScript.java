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
  private final Device device;

  private TorchScript(Path file, JitModule module, int inputs, Device device) {
    this.file = file;
    this.module = module;
    this.inputs = inputs;
    this.device = device;
  }

  /**
   * @param device where it is to run; code that makes tensors on another by itself will fail there
   * @throws TensorFault if it cannot be read, or is no TorchScript
   */
  public static TorchScript open(Path file, Device device) {
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
        if (!device.isCpu()) {
          move(module, device);
        }
        // Itself is the first.
        int inputs = (int) module.get_method("forward").num_inputs() - 1;
        return new TorchScript(file, module, inputs, device);
      });
    } catch (TensorFault e) {
      module.close();
      throw new TensorFault(file + ": " + e.getMessage(), e);
    }
  }

  private static void move(JitModule module, Device device) {
    try (org.bytedeco.pytorch.Device there = device.handle()) {
      module.to(there);
    }
  }

  /** How many tensors it takes. */
  public int inputs() {
    return inputs;
  }

  /**
   * Runs it, without gradients.
   *
   * @return what it gives, in the scope of the caller and in the machine's own memory
   * @throws TensorFault with its own message, if it refuses, or gives something else than a tensor
   */
  public Tensor forward(Tensor... tensors) {
    IValue[] values = new IValue[tensors.length];
    // Each of these holds memory of its own until it is closed; so does the mode of this thread.
    try (TensorScope scope = TensorScope.open();
        NoGradGuard noGradients = new NoGradGuard();
        IValueVector arguments = new IValueVector()) {
      for (int i = 0; i < tensors.length; i++) {
        values[i] = new IValue(tensors[i].to(device, tensors[i].dtype()).handle);
        arguments.push_back(values[i]);
      }
      try (IValue result = Libtorch.call(() -> module.forward(arguments))) {
        if (!result.isTensor()) {
          throw new TensorFault("gives something else than a tensor");
        }
        // A handle of its own: what toTensor gives ends with the result.
        Tensor given = Libtorch.make(() -> new org.bytedeco.pytorch.Tensor(result.toTensor()));
        return scope.keep(given.to(Device.CPU, given.dtype()));
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
