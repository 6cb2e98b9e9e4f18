package uncrop.style;

/** Who wrote a style. */
public enum Origin {
  /** It comes with this program. */
  BUILT_IN,
  /** It comes from a file in the user's folder. */
  USER
}
