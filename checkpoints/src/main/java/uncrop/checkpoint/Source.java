package uncrop.checkpoint;

import java.lang.foreign.MemorySegment;

/**
 * Where a file has a tensor, and in which form.
 *
 * @param name in the file
 */
record Source(String name, Form form) {

  static Source as(String name) {
    return new Source(name, Form.AS_IS);
  }

  Source under(String prefix) {
    return new Source(prefix + name, form);
  }

  /** What must be done to the stored tensor. */
  enum Form {
    AS_IS,
    /** A matrix that may be stored as a 1 x 1 convolution. */
    WITHOUT_1X1,
    /** Query, of three stacked on each other. */
    FIRST_THIRD,
    /** Key, of three stacked on each other. */
    SECOND_THIRD,
    /** Value, of three stacked on each other. */
    LAST_THIRD,
    TRANSPOSED;

    /** The shape that comes of a stored one. */
    long[] shape(long... stored) {
      return switch (this) {
        case AS_IS -> stored;
        case WITHOUT_1X1 ->
            stored.length == 4 && stored[2] == 1 && stored[3] == 1
                ? new long[] {stored[0], stored[1]}
                : stored;
        case FIRST_THIRD, SECOND_THIRD, LAST_THIRD -> {
          long[] rows = stored.clone();
          if (rows.length > 0 && rows[0] % 3 == 0) {
            rows[0] /= 3;
          }
          yield rows;
        }
        case TRANSPOSED -> stored.length == 2 ? new long[] {stored[1], stored[0]} : stored;
      };
    }

    /**
     * @param stored whose {@link #shape} was found to be the right one
     */
    StoredTensor apply(StoredTensor stored) {
      long[] shape = shape(stored.shape());
      return switch (this) {
        case AS_IS, WITHOUT_1X1 -> with(stored, shape, stored.bytes());
        case FIRST_THIRD -> third(stored, shape, 0);
        case SECOND_THIRD -> third(stored, shape, 1);
        case LAST_THIRD -> third(stored, shape, 2);
        case TRANSPOSED -> with(stored, shape, transposed(stored));
      };
    }

    private static StoredTensor third(StoredTensor stored, long[] shape, int which) {
      long size = stored.bytes().byteSize() / 3;
      return with(stored, shape, stored.bytes().asSlice(which * size, size));
    }

    private static MemorySegment transposed(StoredTensor stored) {
      int element = stored.dtype().bytes();
      int rows = Math.toIntExact(stored.shape()[0]);
      int columns = Math.toIntExact(stored.shape()[1]);
      MemorySegment from = stored.bytes();
      MemorySegment to =
          MemorySegment.ofArray(new byte[Math.toIntExact((long) rows * columns * element)]);
      for (long row = 0; row < rows; row++) {
        for (long column = 0; column < columns; column++) {
          MemorySegment.copy(
              from,
              (row * columns + column) * element,
              to,
              (column * rows + row) * element,
              element);
        }
      }
      return to;
    }

    private static StoredTensor with(StoredTensor stored, long[] shape, MemorySegment bytes) {
      return new StoredTensor(stored.name(), stored.dtype(), shape, bytes);
    }
  }
}
