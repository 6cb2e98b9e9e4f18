package uncrop.models.download;

/** Hears how much of a file has come. */
public interface ByteListener {
  /**
   * @param done bytes, those of earlier runs included
   * @param total of the file; -1 while it is not known
   */
  void bytes(long done, long total);
}
