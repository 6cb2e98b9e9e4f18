package uncrop.bench;

import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import uncrop.checkpoint.Family;
import uncrop.layer.Layers;
import uncrop.layer.OperatorTimes;
import uncrop.layer.OperatorTimes.Operator;
import uncrop.layer.OperatorTimes.Share;
import uncrop.layer.Placement;
import uncrop.layer.Precision;
import uncrop.tensor.DType;
import uncrop.tensor.RandomStream;
import uncrop.tensor.Tensor;
import uncrop.tensor.TensorScope;
import uncrop.unet.UNet;
import uncrop.vae.Vae;

/** Seconds and memory of a family's networks on this machine, with random weights. */
public final class DiffusionBench {
  private static final int CEILING_RUNS = 30;

  private final FullSize size;
  private final Placement placement;
  private final int steps;
  private final Consumer<String> progress;

  /**
   * @param steps the fastest counts; the one before them, in which products are compiled, does not
   * @param progress hears what is being measured, one line each
   */
  public DiffusionBench(Family family, Placement placement, int steps, Consumer<String> progress) {
    this.size = FullSize.of(family);
    this.placement = placement;
    this.steps = steps;
    this.progress = progress;
  }

  /**
   * @param shares by operator, of the fastest step; on a device, of another one whose operators
   *     were waited for one by one
   * @param secondsPerStep of a batch of two
   * @param secondsDecode of one picture of the family's own size
   * @param ceilingGflops of the faster of one large product and one large convolution, in the same
   *     precision
   */
  public record Result(
      Family family,
      Placement placement,
      String machine,
      double secondsPerStep,
      double secondsDecode,
      long peakRssBytes,
      double ceilingGflops,
      Map<Operator, Share> shares) {
    /** Of the textbook's additions and multiplications of a step. */
    public double gflop() {
      return shares.values().stream().mapToDouble(Share::flops).sum() / 1e9;
    }

    public double shareOfCeiling() {
      return gflop() / secondsPerStep / ceilingGflops;
    }
  }

  public Result measure() {
    try (TensorScope scope = TensorScope.open();
        RandomWeights weights = new RandomWeights(1)) {
      progress.accept("the ceiling");
      double ceiling = ceiling(weights);
      progress.accept("reading weights");
      Step step = steps(weights, scope);
      long peak = ThisMachine.peakBytes();
      progress.accept("decoding");
      double decode = decode(weights);
      return new Result(
          size.family(),
          placement,
          ThisMachine.name(placement.device()),
          step.seconds,
          decode,
          Math.max(peak, ThisMachine.peakBytes()),
          ceiling,
          step.shares);
    }
  }

  private record Step(double seconds, Map<Operator, Share> shares) {}

  private Step steps(RandomWeights weights, TensorScope scope) {
    try (UNet unet = new UNet(size.unet(), new Layers(weights, placement))) {
      StepInputs inputs = StepInputs.random(unet, size, 3);
      Step best = new Step(Double.MAX_VALUE, Map.of());
      boolean onCpu = placement.device().isCpu();
      for (int i = 0; i <= steps; i++) {
        progress.accept(i == 0 ? "a step to compile" : "step " + i + " of " + steps);
        // On a processor counting costs nothing; a device would have to be waited for all the time.
        Optional<OperatorTimes> times = onCpu ? Optional.of(counting()) : Optional.empty();
        double seconds = seconds(() -> step(unet, inputs));
        times.ifPresent(OperatorTimes::stop);
        if (i > 0 && seconds < best.seconds) {
          best = new Step(seconds, times.map(OperatorTimes::shares).orElse(Map.of()));
        }
      }
      return onCpu ? best : new Step(best.seconds, sharesOnDevice(unet, inputs));
    }
  }

  private Map<Operator, Share> sharesOnDevice(UNet unet, StepInputs inputs) {
    OperatorTimes times = counting();
    step(unet, inputs);
    times.stop();
    return times.shares();
  }

  private OperatorTimes counting() {
    return OperatorTimes.start(placement.device());
  }

  /** Its result comes back from the device, so all of it is done when this returns. */
  private static void step(UNet unet, StepInputs inputs) {
    unet.apply(inputs.latents(), inputs.embedding(), inputs.context()).close();
  }

  private double decode(RandomWeights weights) {
    try (Vae vae = new Vae(size.vae(), new Layers(weights, Vae.beside(placement)));
        RandomStream stream = RandomStream.seeded(4)) {
      int side = size.latentSize();
      Tensor latents = stream.normal(DType.FP32, 1, size.vae().latentChannels(), side, side);
      seconds(() -> vae.decode(latents).close());
      return seconds(() -> vae.decode(latents).close());
    }
  }

  private double ceiling(RandomWeights weights) {
    try (Layers layers = new Layers(weights, placement);
        TensorScope scope = TensorScope.open()) {
      var product = layers.linear("ceiling.product", 2048, 2048, false);
      // In FP32 a 3 x 3 convolution goes Winograd's way, which multiplies less than the textbook.
      int kernel = placement.precision() == Precision.FP32 ? 1 : 3;
      var convolution = layers.conv("ceiling.convolution", 320, 320, kernel, 1, kernel / 2);
      Tensor rows = layers.entering(Tensor.full(0.5, DType.FP32, 2048, 2048));
      Tensor picture = layers.entering(Tensor.full(0.5, DType.FP32, 2, 320, 64, 64)).channelsLast();
      double best = 0;
      for (int i = 0; i < CEILING_RUNS; i++) {
        OperatorTimes times = counting();
        product.apply(rows).close();
        convolution.apply(picture).close();
        times.stop();
        for (Share share : times.shares().values()) {
          best = Math.max(best, share.flops() / share.seconds() / 1e9);
        }
      }
      return best;
    }
  }

  private static double seconds(Runnable work) {
    long started = System.nanoTime();
    try (TensorScope scope = TensorScope.open()) {
      work.run();
    }
    return (System.nanoTime() - started) / 1e9;
  }
}
