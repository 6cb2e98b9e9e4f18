package uncrop.onednn;

import static uncrop.onednn.Winograd.IN;
import static uncrop.onednn.Winograd.OUT;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.dnnl.dnnl_memory_desc;
import uncrop.tensor.DType;
import uncrop.tensor.Tensor;
import uncrop.tensor.TensorScope;

/**
 * Some neighbouring tiles of a Winograd convolution, from the source's pixels to the result's, and
 * the memory between. Compiled for, and used by, one thread.
 */
final class WinogradStrip implements AutoCloseable {
  /** At most so many in a strip. Many use a kernel that was fetched; few stay in the cache. */
  static final int TILES = 32;

  private static final int POINTS = IN * IN;
  private static final long FLOAT = DType.FP32.bytes();

  /** More than the networks have shapes of large pictures. */
  private static final int KEPT = 48;

  private static final ThreadLocal<Map<Shape, WinogradStrip>> OF_THREAD =
      ThreadLocal.withInitial(() ->
          new LinkedHashMap<>(64, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<Shape, WinogradStrip> eldest) {
              if (size() > KEPT) {
                eldest.getValue().close();
                return true;
              }
              return false;
            }
          });

  /**
   * What it is compiled for.
   *
   * @param width of the picture in pixels
   * @param tiles in a strip
   */
  record Shape(long in, long out, long width, long tiles, boolean biased, List<Then> thens) {}

  /**
   * Which tiles.
   *
   * @param from the first pixel of the first picture
   * @param to the same of the result
   * @param top of the result's tiles, in pixels
   * @param left of the first one
   */
  record Place(long from, long to, long picture, long top, long left, long height) {}

  /**
   * What all strips share: 36 matrices in an order of oneDNN's and the addresses.
   *
   * @param step from matrix to matrix, in bytes
   */
  record Kernels(dnnl_memory_desc order, long address, long step, long bias) {}

  /** B^T, for the source. */
  private static final float[] SOURCE = {
    4, 0, -5, 0, 1, 0, //
    0, -4, -4, 1, 1, 0, //
    0, 4, -4, -1, 1, 0, //
    0, -2, -1, 2, 1, 0, //
    0, 2, -1, -2, 1, 0, //
    0, 4, 0, -5, 0, 1
  };

  /** A^T, for the result. */
  private static final float[] RESULT = {
    1, 1, 1, 1, 1, 0, //
    0, 1, -1, 2, -2, 0, //
    0, 1, 1, 4, 4, 0, //
    0, 1, -1, 8, -8, 1
  };

  private final Shape shape;
  private final long rowLength;
  private final Product sourceRows;
  private final Product sourceColumns;
  private final Product points;
  private final Product resultRows;
  private final Product resultColumns;
  private final Tensor source;
  private final Tensor result;
  private final Tensor pixels;
  private final Tensor rows;
  private final Tensor changed;
  private final Tensor products;
  private final Tensor back;

  private WinogradStrip(Shape shape, dnnl_memory_desc kernelOrder) {
    this.shape = shape;
    long t = shape.tiles;
    long in = shape.in;
    long out = shape.out;
    rowLength = t * IN * in;
    // [6, 6] [6, row] = [6, row]
    sourceRows =
        plain(
            Layout.dense(DType.FP32, IN, IN),
            Layout.dense(DType.FP32, IN, rowLength),
            Layout.dense(DType.FP32, IN, rowLength));
    // For each row and tile: [6, 6] [6, in] = [6, in], into [row, column, tile, in].
    sourceColumns =
        plain(
            Layout.dense(DType.FP32, IN, t, IN, IN),
            Layout.dense(DType.FP32, IN, t, IN, in),
            strided(new long[] {IN, t, IN, in}, IN * t * in, in, t * in, 1));
    points = pointProduct(t, in, out, kernelOrder);
    // [4, 6] [6, column x tile x out]
    resultRows =
        plain(
            Layout.dense(DType.FP32, OUT, IN),
            Layout.dense(DType.FP32, IN, IN * t * out),
            Layout.dense(DType.FP32, OUT, IN * t * out));
    // For each tile: [4, 6] [6, out] = [4, out], one row of the picture. All four rows in one
    // product would be four batches with a gap between their results, which oneDNN 3.11 overlooks.
    resultColumns =
        Product.matmul(
            Layout.dense(DType.FP32, t, OUT, IN),
            strided(new long[] {t, IN, out}, out, t * out, 1).describe(),
            shape.biased ? Layout.dense(DType.FP32, 1, 1, out) : null,
            Layout.dense(DType.FP32, t, OUT, out),
            shape.thens);
    source = constants(SOURCE, t * IN);
    result = constants(RESULT, t);
    pixels = room(IN * rowLength);
    rows = room(IN * rowLength);
    changed = room(POINTS * t * in);
    products = room(POINTS * t * out);
    back = room(OUT * IN * t * out);
  }

  /** The same small matrix many times: a batch of products wants one for each. */
  private static Tensor constants(float[] matrix, long times) {
    Tensor all = room(times * matrix.length);
    MemorySegment segment = all.segment();
    for (long i = 0; i < times; i++) {
      MemorySegment.copy(
          matrix, 0, segment, ValueLayout.JAVA_FLOAT, i * matrix.length * FLOAT, matrix.length);
    }
    return all;
  }

  /** Of one of the 36 numbers of each tile: [tiles, in] [in, out]. */
  static Product pointProduct(long tiles, long in, long out, dnnl_memory_desc kernels) {
    return Product.matmul(
        Layout.dense(DType.FP32, tiles, in),
        kernels,
        null,
        Layout.dense(DType.FP32, tiles, out),
        List.of());
  }

  private static Product plain(Layout constant, Layout operand, Layout result) {
    return Product.matmul(constant, operand.describe(), null, result, List.of());
  }

  private static Layout strided(long[] dims, long... strides) {
    return new Layout(DType.FP32, dims, strides);
  }

  private static Tensor room(long floats) {
    return TensorScope.release(Tensor.empty(DType.FP32, floats));
  }

  /** The calling thread's own. */
  static WinogradStrip of(Shape shape, dnnl_memory_desc kernelOrder) {
    return OF_THREAD.get().computeIfAbsent(shape, absent -> new WinogradStrip(absent, kernelOrder));
  }

  void run(Place place, Kernels kernels) {
    gather(place);
    sourceRows.run(source.address(), pixels.address(), rows.address());
    sourceColumns.run(source.address(), rows.address(), changed.address());
    long step = shape.tiles * FLOAT;
    for (int i = 0; i < POINTS; i++) {
      points.run(
          changed.address() + i * step * shape.in,
          kernels.address + i * kernels.step,
          products.address() + i * step * shape.out);
    }
    resultRows.run(result.address(), products.address(), back.address());
    long corner =
        ((place.picture * place.height + place.top) * shape.width + place.left) * shape.out;
    for (int i = 0; i < OUT; i++) {
      long row = back.address() + i * IN * step * shape.out;
      long to = place.to + (corner + i * shape.width * shape.out) * FLOAT;
      if (shape.biased) {
        resultColumns.run(result.address(), row, kernels.bias, to);
      } else {
        resultColumns.run(result.address(), row, to);
      }
    }
  }

  /**
   * Copies the source's pixels tile by tile, those twice in which tiles overlap, with zeros where
   * they would lie outside of the picture.
   */
  private void gather(Place place) {
    long pixel = shape.in * FLOAT;
    MemorySegment to = pixels.segment();
    for (int i = 0; i < IN; i++) {
      long y = place.top - 1 + i;
      for (long tile = 0; tile < shape.tiles; tile++) {
        MemorySegment row = to.asSlice((i * shape.tiles + tile) * IN * pixel, IN * pixel);
        long x = place.left - 1 + tile * OUT;
        long first = Math.max(x, 0);
        long end = Math.min(x + IN, shape.width);
        if (end - first < IN || y < 0 || y >= place.height) {
          row.fill((byte) 0);
        }
        if (y >= 0 && y < place.height) {
          long at = ((place.picture * place.height + y) * shape.width + first) * pixel;
          long length = (end - first) * pixel;
          row.asSlice((first - x) * pixel, length)
              .copyFrom(MemorySegment.ofAddress(place.from + at).reinterpret(length));
        }
      }
    }
  }

  @Override
  public void close() {
    for (Product product : List.of(sourceRows, sourceColumns, points, resultRows, resultColumns)) {
      product.close();
    }
    for (Tensor tensor : List.of(source, result, pixels, rows, changed, products, back)) {
      tensor.close();
    }
  }
}
