package uncrop.checkpoint.pickle;

import java.util.List;
import uncrop.checkpoint.pickle.PickleValue.Dict;
import uncrop.checkpoint.pickle.PickleValue.Global;
import uncrop.checkpoint.pickle.PickleValue.Items;
import uncrop.checkpoint.pickle.PickleValue.Opaque;
import uncrop.checkpoint.pickle.PickleValue.Storage;
import uncrop.checkpoint.pickle.PickleValue.Text;
import uncrop.checkpoint.pickle.PickleValue.Tuple;
import uncrop.checkpoint.pickle.PickleValue.View;
import uncrop.checkpoint.pickle.PickleValue.Whole;
import uncrop.checkpoint.pickle.TorchNames.Meaning;
import uncrop.tensor.DType;

/** What the calls in a pickle come to. */
final class TorchCalls {
  private static final int MOST_DIMENSIONS = 32;

  /** Views that repeat elements (stride 0) may be larger than their storage, up to this. */
  private static final long MOST_REPEATED = 1 << 20;

  private TorchCalls() {}

  static PickleValue call(PickleValue callee, Tuple arguments) throws UnreadablePickle {
    return switch (callee) {
      case Opaque opaque -> opaque;
      case Global(String name, Meaning.Call meaning) -> call(name, meaning, arguments.items());
      case Global(String name, Meaning.Elements elements) -> new Opaque(name);
      default -> throw new UnreadablePickle("calls something that is not a name: it is damaged");
    };
  }

  private static PickleValue call(String name, Meaning.Call meaning, List<PickleValue> arguments)
      throws UnreadablePickle {
    return switch (meaning) {
      case TENSOR -> tensor(name, arguments, 4);
      case TENSOR_WITH_DTYPE -> tensor(name, arguments, 7);
      case PARAMETER, SIZE -> argument(name, arguments, 0);
      case SUBCLASS -> {
        if (!(argument(name, arguments, 2) instanceof Tuple inner)
            || !(argument(name, arguments, 0) instanceof Global(String inside, Meaning.Call what))
            || what == Meaning.Call.SUBCLASS) {
          throw malformed(name);
        }
        yield call(inside, what, inner.items());
      }
      case DICT -> dict(arguments);
      case PLACEHOLDER -> new Opaque(name);
    };
  }

  /** From a list of pairs, or empty; {@code defaultdict}'s maker of values is of no use. */
  private static Dict dict(List<PickleValue> arguments) {
    Dict dict = new Dict();
    if (!arguments.isEmpty() && arguments.getFirst() instanceof Items pairs) {
      for (PickleValue pair : pairs.items) {
        if (pair instanceof Tuple(List<PickleValue> both) && both.size() == 2) {
          dict.put(both.get(0), both.get(1));
        } else if (pair instanceof Items both && both.items.size() == 2) {
          dict.put(both.items.get(0), both.items.get(1));
        }
      }
    }
    return dict;
  }

  /** (storage, offset, shape, strides, requires_grad, hooks, dtype). */
  private static PickleValue tensor(String name, List<PickleValue> arguments, int needed)
      throws UnreadablePickle {
    argument(name, arguments, needed - 1);
    if (arguments.get(0) instanceof Opaque opaque) {
      return opaque;
    }
    if (!(arguments.get(0) instanceof Storage storage)
        || !(arguments.get(1) instanceof Whole(long offset))) {
      throw malformed(name);
    }
    DType dtype = storage.dtype();
    if (needed > 6) {
      switch (arguments.get(6)) {
        case Global(String dtypeName, Meaning.Elements(DType given)) when given != null ->
            dtype = given;
        case Global unsupported -> {
          return new Opaque(unsupported.name());
        }
        default -> throw malformed(name);
      }
    }
    if (dtype == null) {
      throw malformed(name);
    }
    View view =
        new View(
            storage,
            dtype,
            offset,
            numbers(name, arguments.get(2)),
            numbers(name, arguments.get(3)));
    checkInside(view);
    return view;
  }

  private static void checkInside(View view) throws UnreadablePickle {
    long[] shape = view.shape();
    long[] strides = view.strides();
    try {
      long last = view.offset();
      long count = 1;
      for (int i = 0; i < shape.length; i++) {
        if (shape[i] > 0) {
          last = Math.addExact(last, Math.multiplyExact(shape[i] - 1, strides[i]));
        }
        count = Math.multiplyExact(count, shape[i]);
      }
      long there = view.storage().bytes() / view.dtype().bytes();
      boolean outside = shape.length != strides.length || view.offset() < 0;
      if (outside || count > 0 && last >= there || count > Math.max(there, MOST_REPEATED)) {
        throw new UnreadablePickle(
            "has a tensor that goes beyond its storage %s of %d elements"
                .formatted(view.storage().key(), there));
      }
    } catch (ArithmeticException | ArrayIndexOutOfBoundsException e) {
      throw new UnreadablePickle(
          "has a tensor of impossible size in its storage %s".formatted(view.storage().key()));
    }
  }

  private static long[] numbers(String name, PickleValue value) throws UnreadablePickle {
    List<PickleValue> items =
        switch (value) {
          case Tuple(List<PickleValue> tuple) -> tuple;
          case Items list -> list.items;
          default -> throw malformed(name);
        };
    if (items.size() > MOST_DIMENSIONS) {
      throw malformed(name);
    }
    long[] numbers = new long[items.size()];
    for (int i = 0; i < numbers.length; i++) {
      if (!(items.get(i) instanceof Whole(long number)) || number < 0) {
        throw malformed(name);
      }
      numbers[i] = number;
    }
    return numbers;
  }

  /** ('storage', kind of elements, key, where it was, count). */
  static PickleValue persistent(PickleValue id) throws UnreadablePickle {
    if (id instanceof Tuple(List<PickleValue> parts)
        && parts.size() == 5
        && parts.get(0).equals(new Text("storage"))
        && parts.get(2) instanceof Text(String key)
        && parts.get(4) instanceof Whole(long count)
        && count >= 0
        && count < Long.MAX_VALUE / Long.BYTES) {
      switch (parts.get(1)) {
        case Global(String name, Meaning.Elements(DType dtype)) -> {
          return new Storage(dtype, key, count);
        }
        case Global(String name, Meaning.Call meaning) when meaning == Meaning.Call.PLACEHOLDER -> {
          return new Opaque(name);
        }
        default -> {}
      }
    }
    throw new UnreadablePickle("refers to something that is no storage of torch: it is damaged");
  }

  private static PickleValue argument(String name, List<PickleValue> arguments, int index)
      throws UnreadablePickle {
    if (index >= arguments.size()) {
      throw malformed(name);
    }
    return arguments.get(index);
  }

  private static UnreadablePickle malformed(String name) {
    return new UnreadablePickle("is damaged: it calls %s with wrong arguments".formatted(name));
  }
}
