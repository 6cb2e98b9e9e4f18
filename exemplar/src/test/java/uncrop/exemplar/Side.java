package uncrop.exemplar;

/** A side of a picture, and the direction in which it is left there. */
enum Side {
  LEFT(-1, 0),
  RIGHT(1, 0),
  TOP(0, -1),
  BOTTOM(0, 1);

  final int dx;
  final int dy;

  Side(int dx, int dy) {
    this.dx = dx;
    this.dy = dy;
  }
}
