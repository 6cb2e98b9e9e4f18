package uncrop.layer;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import uncrop.onednn.PackedConvolution;
import uncrop.onednn.PackedLinear;
import uncrop.tensor.DType;
import uncrop.tensor.Device;
import uncrop.tensor.Tensor;
import uncrop.tensor.TensorScope;

/**
 * Reads the weights of a network and makes its layers, each in the precision and the form in which
 * it will run. The layers own what they read until {@link #close()}.
 */
public final class Layers implements AutoCloseable {
  private static final int FEWEST_QUANTIZED = 16;

  private final Weights weights;
  private final Placement placement;
  private final List<AutoCloseable> owned;

  /** On the processor. */
  public Layers(Weights weights, Precision precision) {
    this(weights, Placement.onCpu(precision));
  }

  public Layers(Weights weights, Placement placement) {
    this(weights, placement, new ArrayList<>());
  }

  private Layers(Weights weights, Placement placement, List<AutoCloseable> owned) {
    this.weights = weights;
    this.placement = placement;
    this.owned = owned;
  }

  /** The layers below a prefix of names; they belong to the same owner. */
  public Layers at(String prefix) {
    return new Layers(weights.at(prefix), placement, owned);
  }

  public Weights weights() {
    return weights;
  }

  /** What goes into a network: taken to its weights, in the dtype of its activations. */
  public Tensor entering(Tensor x) {
    return x.to(placement.device(), activations());
  }

  /** The same of what is no number to compute with, such as positions to pick. */
  public Tensor enteringAsIs(Tensor x) {
    return x.to(placement.device(), x.dtype());
  }

  /** What comes out of a network: FP32 in C order, in the machine's own memory. */
  public Tensor leaving(Tensor x) {
    return x.to(Device.CPU, DType.FP32).contiguous();
  }

  private boolean onOneDnn() {
    return placement.kernels() == Kernels.ONEDNN;
  }

  private DType activations() {
    return placement.precision().activations();
  }

  /** One weight in the dtype of the activations. */
  public Tensor tensor(String name, long... shape) {
    try (TensorScope scope = TensorScope.open()) {
      return own(read(name, shape));
    }
  }

  private Tensor own(Tensor tensor) {
    TensorScope.release(tensor);
    owned.add(tensor);
    return tensor;
  }

  /**
   * @param kernel its height and width
   * @param padding zeros on each side, in pixels
   */
  public Convolution conv(String name, int in, int out, int kernel, int stride, int padding) {
    boolean biased = weights.has(name + ".bias");
    if (onOneDnn()) {
      try (TensorScope scope = TensorScope.open()) {
        Tensor bias = biased ? read(name + ".bias", out) : null;
        Tensor weight = read(name + ".weight", out, in, kernel, kernel);
        PackedConvolution packed =
            quantizes(in, out)
                ? PackedConvolution.quantized(weight, bias, stride, padding)
                : PackedConvolution.of(weight, bias, stride, padding);
        owned.add(packed);
        return new Convolved(packed);
      }
    }
    try (TensorScope scope = TensorScope.open()) {
      Tensor weight = own(read(name + ".weight", out, in, kernel, kernel).channelsLast());
      Tensor bias = biased ? own(read(name + ".bias", out)) : null;
      return new LibtorchConvolution(weight, bias, stride, padding);
    }
  }

  public Linear linear(String name, int in, int out, boolean biased) {
    try (TensorScope scope = TensorScope.open()) {
      Tensor weight = read(name + ".weight", out, in);
      return linear(weight, biased ? read(name + ".bias", out) : null);
    }
  }

  /**
   * Several layers with one input and no bias as one; their outputs stand side by side.
   *
   * @param out of each
   */
  public Linear joined(int in, int out, String... names) {
    try (TensorScope scope = TensorScope.open()) {
      List<Tensor> parts = new ArrayList<>();
      for (String name : names) {
        parts.add(read(name + ".weight", out, in));
      }
      return linear(Tensor.cat(0, parts), null);
    }
  }

  private Linear linear(Tensor weight, @Nullable Tensor bias) {
    if (onOneDnn()) {
      boolean quantized = quantizes(weight.size(1), weight.size(0));
      PackedLinear packed =
          quantized ? PackedLinear.quantized(weight, bias) : PackedLinear.of(weight, bias);
      owned.add(packed);
      return new Dense(packed);
    }
    own(weight);
    if (bias != null) {
      own(bias);
    }
    return new LibtorchLinear(weight, bias);
  }

  /**
   * Few channels cost little and are what the picture enters and leaves by: they keep all digits.
   */
  private boolean quantizes(long in, long out) {
    return placement.precision() == Precision.INT8 && Math.min(in, out) >= FEWEST_QUANTIZED;
  }

  /** In the dtype of the activations, for the scope that is open. */
  private Tensor read(String name, long... shape) {
    return entering(weights.get(name, shape)).contiguous();
  }

  private Tensor readExactly(String name, long... shape) {
    return weights.get(name, shape).to(placement.device(), DType.FP32).contiguous();
  }

  /**
   * @param out of each half
   */
  public GatedGelu gatedGelu(String name, int in, int out) {
    return new GatedGelu(linear(name, in, 2 * out, true));
  }

  /**
   * @param heads which share the width of what it is given
   */
  public Attention attention(int heads) {
    return new Attention(heads, placement.kernels());
  }

  public GroupNorm groupNorm(String name, int groups, int channels, double eps) {
    try (TensorScope scope = TensorScope.open()) {
      Tensor weight = own(readExactly(name + ".weight", channels));
      Tensor bias = own(readExactly(name + ".bias", channels));
      GroupNorm norm = new GroupNorm(groups, weight, bias, eps, placement.kernels());
      owned.add(norm);
      return norm;
    }
  }

  /** With the eps of 1e-5 that all these networks have. */
  public LayerNorm layerNorm(String name, int width) {
    return new LayerNorm(tensor(name + ".weight", width), tensor(name + ".bias", width), 1e-5);
  }

  /** Frees all weights; the layers cannot be used any more. */
  @Override
  public void close() {
    for (AutoCloseable one : owned) {
      try {
        one.close();
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }
    owned.clear();
  }
}
