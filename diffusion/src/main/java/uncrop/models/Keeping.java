package uncrop.models;

/** How an installed model has its files. */
public enum Keeping {
  /** Copied into the folder of models. */
  COPY,
  /** Left where they are: the model works for as long as nobody moves or changes them. */
  LINK
}
