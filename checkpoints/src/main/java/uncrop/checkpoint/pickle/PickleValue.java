package uncrop.checkpoint.pickle;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import uncrop.tensor.DType;

/** All that can come of a pickle. None of these does anything. */
sealed interface PickleValue {

  enum None implements PickleValue {
    NONE
  }

  /** A truth value counts as 0 or 1, as it does in Python. */
  record Whole(long value) implements PickleValue {}

  record Real(double value) implements PickleValue {}

  record Text(String value) implements PickleValue {}

  record Tuple(List<PickleValue> items) implements PickleValue {}

  /** Compared by identity: a list may come to hold itself. */
  final class Items implements PickleValue {
    final List<PickleValue> items = new ArrayList<>();
  }

  /** Of texts and whole numbers as keys; others lead to no tensor that has a name. */
  final class Dict implements PickleValue {
    final Map<String, PickleValue> entries = new LinkedHashMap<>();

    void put(PickleValue key, PickleValue value) {
      switch (key) {
        case Text text -> entries.put(text.value(), value);
        case Whole whole -> entries.put(Long.toString(whole.value()), value);
        default -> {}
      }
    }
  }

  /** A name of Python that was looked up: {@code torch._utils._rebuild_tensor_v2}. */
  record Global(String name, TorchNames.Meaning meaning) implements PickleValue {}

  /** What a name of no interest would have made; holds nothing. */
  record Opaque(String name) implements PickleValue {}

  /**
   * Numbers that tensors are views of.
   *
   * @param dtype of its elements; null if only its tensors know
   * @param key its name among the archive's data
   * @param count of elements, or of bytes where there is no dtype
   */
  record Storage(@Nullable DType dtype, String key, long count) implements PickleValue {
    long bytes() {
      return dtype == null ? count : Math.multiplyExact(count, (long) dtype.bytes());
    }
  }

  /**
   * A view of a storage.
   *
   * @param offset of its first element in the storage, in elements
   * @param strides in elements
   */
  record View(Storage storage, DType dtype, long offset, long[] shape, long[] strides)
      implements PickleValue {}
}
