package uncrop.exemplar;

/**
 * Where a painted pixel takes its colour from: {@code (x, y)} is copied from {@code (sourceX(x),
 * sourceY(y))}, a translation, or a reflection where an axis is flipped.
 */
record Shift(boolean flipX, boolean flipY, int tx, int ty) {

  int sourceX(int x) {
    return flipX ? tx - x : tx + x;
  }

  int sourceY(int y) {
    return flipY ? ty - y : ty + y;
  }

  /** The same shift on a grid twice as fine. */
  Shift doubled() {
    return new Shift(flipX, flipY, flipX ? 2 * tx + 1 : 2 * tx, flipY ? 2 * ty + 1 : 2 * ty);
  }

  Shift moved(int dx, int dy) {
    return new Shift(flipX, flipY, tx + dx, ty + dy);
  }

  /** First this shift, then the other: where a copy of a copy comes from. */
  Shift then(Shift other) {
    return new Shift(
        flipX != other.flipX,
        flipY != other.flipY,
        other.flipX ? other.tx - tx : other.tx + tx,
        other.flipY ? other.ty - ty : other.ty + ty);
  }
}
