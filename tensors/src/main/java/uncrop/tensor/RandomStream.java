package uncrop.tensor;

import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.DeviceOptional;
import org.bytedeco.pytorch.Generator;
import org.bytedeco.pytorch.GeneratorOptional;
import org.bytedeco.pytorch.LayoutOptional;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.global.torch;

/**
 * Torch's stream of random numbers on the CPU, bit for bit: MT19937, seeded with the low 32 bits of
 * the seed. The same seed gives other numbers in other dtypes, not roundings of the same ones.
 */
public final class RandomStream implements AutoCloseable {
  private final Generator generator;

  private RandomStream(Generator generator) {
    this.generator = generator;
  }

  public static RandomStream seeded(long seed) {
    return new RandomStream(Libtorch.call(() -> torch.make_generator_cpu(seed)));
  }

  /** The next normally distributed numbers, as {@code torch.randn} draws them. */
  public Tensor normal(DType dtype, long... shape) {
    return Libtorch.make(() ->
        torch.randn(
            shape,
            new GeneratorOptional(generator),
            new ScalarTypeOptional(dtype.scalarType),
            new LayoutOptional(),
            new DeviceOptional(),
            new BoolOptional(false)));
  }

  @Override
  public void close() {
    generator.close();
  }
}
