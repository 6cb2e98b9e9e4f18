package uncrop.vae;

import java.util.ArrayList;
import java.util.List;
import uncrop.fault.BadInput;
import uncrop.tensor.DType;
import uncrop.tensor.Tensor;
import uncrop.tensor.TensorScope;

/**
 * Works on a large picture tile by tile and blends what overlaps, so that memory depends on the
 * tile, not on the picture.
 *
 * @param tile greatest height and width of a tile, in latents
 * @param overlap least overlap of neighbours, in latents; at most a third of the tile
 */
public record Tiling(int tile, int overlap) {
  /*
   * The tiles of a picture all have the same size, the smallest with which as few as possible
   * reach across it, and lie evenly. So no sliver is left for the last one, whose normalisations
   * would see next to nothing; and every tile runs the same prepared kernels.
   *
   * In an overlap one tile fades out as the other fades in, linearly. The quarter next to a tile's
   * own edge, where it has seen the least of the surroundings, is not used at all.
   * No point lies in more than two tiles of a row, since overlaps are at most a third of the
   * greatest tile; so the weights are the products of a row's and a column's and add up to 1.
   */

  private static final double UNSEEN = 0.25;

  /** As diffusers: 512 pixels, a quarter of them overlapping. */
  public static final Tiling DEFAULT = new Tiling(64, 16);

  /** What is done with a tile. */
  @FunctionalInterface
  interface Work {
    /**
     * @param part [N, C, h, w]
     * @return [N, D, h * scale, w * scale]
     */
    Tensor apply(Tensor part);
  }

  /** A stretch of one axis. */
  private record Span(int start, int length) {
    int end() {
      return start + length;
    }
  }

  /** Positions along one axis, in pixels of either side: latents are 8 times as large. */
  private record Axis(List<Span> spans) {
    Span span(int i, int unit) {
      return new Span(spans.get(i).start() * unit, spans.get(i).length() * unit);
    }

    /** 1, but rising over the overlap with the tile before and falling over that with the next. */
    float[] weights(int i, int unit) {
      Span span = span(i, unit);
      int before = i == 0 ? 0 : span(i - 1, unit).end() - span.start();
      int after = i == spans.size() - 1 ? 0 : span.end() - span(i + 1, unit).start();
      float[] weights = new float[span.length()];
      for (int k = 0; k < weights.length; k++) {
        double rising = before == 0 ? 1 : faded((k + 0.5) / before);
        double falling = after == 0 ? 1 : faded((weights.length - k - 0.5) / after);
        weights[k] = (float) Math.min(rising, falling);
      }
      return weights;
    }

    /**
     * @param inside how far inside its own tile a point of an overlap is, from 0 to 1
     */
    private static double faded(double inside) {
      return Math.clamp(2 * (inside - UNSEEN), 0, 1);
    }
  }

  public Tiling {
    if (tile < 3) {
      throw new BadInput("tile", tile, "must be at least 3 latents, which are 24 pixels");
    }
    if (overlap < 0 || overlap > tile / 3) {
      throw new BadInput("overlap", overlap, "must be from 0 to %d".formatted(tile / 3));
    }
  }

  /** Whether a picture is too large for one tile. */
  boolean divides(long height, long width) {
    return height > tile || width > tile;
  }

  /**
   * @param in [N, C, H, W]
   * @param inUnit pixels of the input for each latent: 1 for latents
   * @param outUnit the same for the output
   * @param channels of the output
   * @return FP32 [N, channels, H', W']
   */
  Tensor apply(Tensor in, int inUnit, int outUnit, int channels, Work work) {
    try (TensorScope scope = TensorScope.open()) {
      long height = in.size(2) / inUnit;
      long width = in.size(3) / inUnit;
      Axis rows = axis((int) height);
      Axis columns = axis((int) width);
      Tensor canvas =
          Tensor.zeros(DType.FP32, in.size(0), channels, height * outUnit, width * outUnit);
      for (int y = 0; y < rows.spans().size(); y++) {
        for (int x = 0; x < columns.spans().size(); x++) {
          try (TensorScope inner = TensorScope.open()) {
            Tensor made = work.apply(cut(in, rows.span(y, inUnit), columns.span(x, inUnit)));
            Tensor faded =
                made.times(Tensor.of(rows.weights(y, outUnit)).unsqueeze(1))
                    .timesInPlace(Tensor.of(columns.weights(x, outUnit)));
            cut(canvas, rows.span(y, outUnit), columns.span(x, outUnit)).addInPlace(faded);
          }
        }
      }
      return scope.keep(canvas);
    }
  }

  private static Tensor cut(Tensor picture, Span rows, Span columns) {
    return picture
        .narrow(2, rows.start(), rows.length())
        .narrow(3, columns.start(), columns.length());
  }

  /** Equal tiles, as few as reach. */
  private Axis axis(int size) {
    if (size <= tile) {
      return new Axis(List.of(new Span(0, size)));
    }
    int count = Math.ceilDiv(size - overlap, tile - overlap);
    int length = Math.ceilDiv(size + (count - 1) * overlap, count);
    List<Span> spans = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      spans.add(new Span((int) ((long) i * (size - length) / (count - 1)), length));
    }
    return new Axis(spans);
  }
}
