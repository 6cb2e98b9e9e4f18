package uncrop.onednn;

import java.util.List;
import java.util.function.IntConsumer;
import org.bytedeco.dnnl.dnnl_memory_desc;
import org.bytedeco.dnnl.global.dnnl;
import org.jspecify.annotations.Nullable;
import uncrop.tensor.DType;
import uncrop.tensor.Tensor;
import uncrop.tensor.TensorScope;

/**
 * A 3 x 3 convolution in FP32 with a quarter of the multiplications: F(4 x 4, 3 x 3) of Lavin and
 * Gray, Fast Algorithms for Convolutional Neural Networks, 2016.
 *
 * <p>How: each 4 x 4 pixels of the result depend on 6 x 6 of the source. A linear change of the 6 x
 * 6 pixels, on each axis, and of the kernels makes the convolution a product of each of the 36
 * numbers with its own matrix of channels; a second change brings 36 products back to 16 pixels.
 * All three are strided matrix products of oneDNN. A strip of tiles goes through all of them on one
 * core, so that what lies between stays in its cache. It is arithmetic in other order, not an
 * approximation: differences are some ten roundings.
 */
final class Winograd implements AutoCloseable {
  /** Pixels at the side of a tile: of the result, of the source. */
  static final int OUT = 4;

  static final int IN = 6;
  private static final int POINTS = IN * IN;

  private static final int FEWEST_CHANNELS = 64;

  /** Two pictures of 64 x 64: below, a kernel is fetched for too few tiles. */
  private static final long FEWEST_PIXELS = 8192;

  /** G, for the kernels. */
  private static final double[] KERNEL = {
    1 / 4., 0, 0, //
    -1 / 6., -1 / 6., -1 / 6., //
    -1 / 6., 1 / 6., -1 / 6., //
    1 / 24., 1 / 12., 1 / 6., //
    1 / 24., -1 / 12., 1 / 6., //
    0, 0, 1
  };

  private final long in;
  private final long out;
  private final Tensor kernels;
  private final long kernelStep;
  private final dnnl_memory_desc kernelOrder;
  private final @Nullable Tensor bias;

  /**
   * @param weight [out, in, 3, 3], FP32, dense; not needed afterwards
   * @param bias [out]; belongs to the caller
   */
  Winograd(Tensor weight, @Nullable Tensor bias) {
    this.out = weight.size(0);
    this.in = weight.size(1);
    this.bias = bias;
    Layout given = Layout.dense(DType.FP32, in, out);
    try (TensorScope scope = TensorScope.open();
        Product typical =
            WinogradStrip.pointProduct(
                WinogradStrip.TILES, in, out, Layout.free(DType.FP32, in, out).describe())) {
      kernelOrder = typical.weights();
      // [6, 3] [out, in, 3, 3] [3, 6] in FP64, then [36, in, out].
      Tensor g = Tensor.of(KERNEL, IN, 3);
      Tensor changed = g.matmul(weight.to(DType.FP64)).matmul(g.transpose(0, 1));
      Tensor matrices =
          scope.keep(changed.to(DType.FP32).reshape(out, in, POINTS).permute(2, 1, 0).contiguous());
      try (Reorder pack = new Reorder(given.describe(), kernelOrder)) {
        kernelStep = dnnl.dnnl_memory_desc_get_size(kernelOrder);
        kernels = TensorScope.release(Tensor.empty(DType.UINT8, POINTS * kernelStep));
        long bytes = in * out * DType.FP32.bytes();
        for (int i = 0; i < POINTS; i++) {
          pack.run(matrices.address() + i * bytes, kernels.address() + i * kernelStep);
        }
      }
      matrices.close();
    }
  }

  /**
   * Whether it can be used, and is worth its four times larger kernels: for pictures of many
   * pixels.
   */
  static boolean serves(long in, long out, long n, long height, long width) {
    return Math.min(in, out) >= FEWEST_CHANNELS
        && n * height * width >= FEWEST_PIXELS
        && height % OUT == 0
        && width % OUT == 0;
  }

  /**
   * @param from [n, in, height, width], channels last
   * @param to [n, out, height, width], channels last
   */
  void run(long n, long height, long width, long from, long to, List<Then> thens) {
    WinogradStrip.Shape shape =
        new WinogradStrip.Shape(
            in, out, width, tilesOfStrip(width / OUT), bias != null, List.copyOf(thens));
    WinogradStrip.Kernels operands =
        new WinogradStrip.Kernels(
            kernelOrder, kernels.address(), kernelStep, bias == null ? 0 : bias.address());
    long across = width / OUT / shape.tiles();
    long down = height / OUT;
    int items = Math.toIntExact(n * down * across);
    IntConsumer work =
        item -> {
          long left = item % across * shape.tiles() * OUT;
          long top = item / across % down * OUT;
          WinogradStrip.of(shape, kernelOrder)
              .run(
                  new WinogradStrip.Place(from, to, item / across / down, top, left, height),
                  operands);
        };
    Crew.share(Crew.shared(), items, work);
  }

  /** Strips divide a row evenly: what is added to would be added to twice where they overlap. */
  private static long tilesOfStrip(long tilesOfRow) {
    long tiles = Math.min(WinogradStrip.TILES, tilesOfRow);
    while (tilesOfRow % tiles != 0) {
      tiles--;
    }
    return tiles;
  }

  @Override
  public void close() {
    kernels.close();
  }
}
