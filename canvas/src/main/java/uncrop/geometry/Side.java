package uncrop.geometry;

/** A side of a picture. */
public enum Side {
  LEFT,
  RIGHT,
  TOP,
  BOTTOM
}
