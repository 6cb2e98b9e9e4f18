package uncrop.checkpoint.pickle;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.BufferUnderflowException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import uncrop.checkpoint.pickle.PickleValue.Dict;
import uncrop.checkpoint.pickle.PickleValue.Global;
import uncrop.checkpoint.pickle.PickleValue.Items;
import uncrop.checkpoint.pickle.PickleValue.None;
import uncrop.checkpoint.pickle.PickleValue.Opaque;
import uncrop.checkpoint.pickle.PickleValue.Real;
import uncrop.checkpoint.pickle.PickleValue.Text;
import uncrop.checkpoint.pickle.PickleValue.Tuple;
import uncrop.checkpoint.pickle.PickleValue.View;
import uncrop.checkpoint.pickle.PickleValue.Whole;

/** Runs the program that a pickle is (the opcodes of Python's pickletools, protocols 2 to 5). */
final class PickleMachine {
  /*
   * A pickle is a program for a machine with a stack and a memo. Whatever it does here, it can only
   * stack up values that do nothing: names are checked by TorchNames, calls are made by TorchCalls,
   * and neither runs anything. Values may contain each other, even themselves, so nothing here
   * descends into them. The number of values is bounded, since a hostile program of a few megabytes
   * could ask for gigabytes of them.
   */
  private static final int MOST_VALUES = 2_000_000;

  private final PickleCode code;
  private final Map<Long, PickleValue> memo = new HashMap<>();
  private final List<List<PickleValue>> below = new ArrayList<>();
  private List<PickleValue> stack = new ArrayList<>();
  private int values;

  private PickleMachine(byte[] code) {
    this.code = new PickleCode(code);
  }

  static PickleValue run(byte[] code) throws UnreadablePickle {
    try {
      return new PickleMachine(code).run();
    } catch (BufferUnderflowException e) {
      throw new UnreadablePickle("is cut off: its pickle ends too early");
    }
  }

  private PickleValue run() throws UnreadablePickle {
    while (true) {
      int opcode = code.u8();
      switch (opcode) {
        case '.' -> {
          return pop();
        }
        case 0x80 -> code.u8(); // PROTO
        case 0x95 -> code.i64(); // FRAME
        case '(' -> mark();
        case '0' -> drop();
        case '1' -> popMark();
        case '2' -> push(top());
        case 'N' -> push(None.NONE);
        case 0x88 -> push(new Whole(1));
        case 0x89 -> push(new Whole(0));
        case 'K' -> push(new Whole(code.u8()));
        case 'M' -> push(new Whole(code.u16()));
        case 'J' -> push(new Whole(code.i32()));
        case 0x8a -> push(code.whole(code.u8()));
        case 0x8b -> push(code.whole(code.i32()));
        case 'G' -> push(new Real(code.real()));
        case 'X' -> push(new Text(code.text(code.u32(), UTF_8)));
        case 0x8c -> push(new Text(code.text(code.u8(), UTF_8)));
        case 0x8d -> push(new Text(code.text(code.i64(), UTF_8)));
        case 'T' -> push(new Text(code.text(code.i32(), ISO_8859_1)));
        case 'U' -> push(new Text(code.text(code.u8(), ISO_8859_1)));
        case 'B' -> push(code.bytes(code.u32()));
        case 'C' -> push(code.bytes(code.u8()));
        case 0x8e, 0x96 -> push(code.bytes(code.i64()));
        case '}' -> push(new Dict());
        case ']' -> push(new Items());
        case ')' -> push(new Tuple(List.of()));
        case 0x8f -> push(new Opaque("set"));
        case 0x85 -> tuple(1);
        case 0x86 -> tuple(2);
        case 0x87 -> tuple(3);
        case 't' -> push(new Tuple(popMark()));
        case 'l' -> list();
        case 'd' -> dict();
        case 0x91 -> {
          popMark();
          push(new Opaque("frozenset"));
        }
        case 'a' -> append(List.of(pop()));
        case 'e' -> append(popMark());
        case 0x90 -> {
          popMark(); // ADDITEMS: sets hold no tensors
          top();
        }
        case 's' -> {
          PickleValue value = pop();
          setItems(List.of(pop(), value));
        }
        case 'u' -> setItems(popMark());
        case 'q' -> memo.put((long) code.u8(), top());
        case 'r' -> memo.put(code.u32(), top());
        case 0x94 -> memo.put((long) memo.size(), top());
        case 'h' -> push(remembered(code.u8()));
        case 'j' -> push(remembered(code.u32()));
        case 'c' -> push(TorchNames.find(code.line(), code.line()));
        case 0x93 -> {
          String name = popText();
          push(TorchNames.find(popText(), name));
        }
        case 'R', 0x81 -> {
          Tuple arguments = popTuple();
          push(TorchCalls.call(pop(), arguments));
        }
        case 0x92 -> {
          pop(); // arguments by keyword
          Tuple arguments = popTuple();
          push(TorchCalls.call(pop(), arguments));
        }
        case 'b' -> build();
        case 'Q' -> push(TorchCalls.persistent(pop()));
        default ->
            throw new UnreadablePickle(
                "is damaged, or no file of torch: its pickle has an instruction 0x%02x at byte %d"
                    .formatted(opcode, code.position() - 1));
      }
    }
  }

  private void push(PickleValue value) throws UnreadablePickle {
    if (++values > MOST_VALUES) {
      throw new UnreadablePickle("has more than %d values in its pickle".formatted(MOST_VALUES));
    }
    stack.add(value);
  }

  private PickleValue pop() throws UnreadablePickle {
    if (stack.isEmpty()) {
      throw new UnreadablePickle("is damaged: its pickle takes more values than it has made");
    }
    return stack.removeLast();
  }

  private PickleValue top() throws UnreadablePickle {
    PickleValue top = pop();
    stack.add(top);
    return top;
  }

  private void mark() throws UnreadablePickle {
    if (++values > MOST_VALUES) {
      throw new UnreadablePickle("has more than %d values in its pickle".formatted(MOST_VALUES));
    }
    below.add(stack);
    stack = new ArrayList<>(4);
  }

  private List<PickleValue> popMark() throws UnreadablePickle {
    if (below.isEmpty()) {
      throw new UnreadablePickle("is damaged: its pickle takes more values than it has made");
    }
    List<PickleValue> marked = stack;
    stack = below.removeLast();
    return marked;
  }

  /** Takes the last value away, or a mark that nothing follows. */
  private void drop() throws UnreadablePickle {
    if (stack.isEmpty()) {
      popMark();
    } else {
      pop();
    }
  }

  private void tuple(int size) throws UnreadablePickle {
    List<PickleValue> items = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      items.addFirst(pop());
    }
    push(new Tuple(items));
  }

  private void list() throws UnreadablePickle {
    Items list = new Items();
    list.items.addAll(popMark());
    push(list);
  }

  private void dict() throws UnreadablePickle {
    List<PickleValue> pairs = popMark();
    push(new Dict());
    setItems(pairs);
  }

  private void append(List<PickleValue> items) throws UnreadablePickle {
    switch (top()) {
      case Items list -> list.items.addAll(items);
      case Opaque opaque -> {}
      default -> throw new UnreadablePickle("is damaged: its pickle appends to what is no list");
    }
  }

  private void setItems(List<PickleValue> pairs) throws UnreadablePickle {
    if (pairs.size() % 2 != 0) {
      throw new UnreadablePickle("is damaged: its pickle sets a key without a value");
    }
    switch (top()) {
      case Dict dict -> {
        for (int i = 0; i < pairs.size(); i += 2) {
          dict.put(pairs.get(i), pairs.get(i + 1));
        }
      }
      case Opaque opaque -> {}
      default ->
          throw new UnreadablePickle("is damaged: its pickle sets an item of what is no dict");
    }
  }

  /** Gives an object its state, which for the values here is of no interest. */
  private void build() throws UnreadablePickle {
    pop();
    switch (top()) {
      case Dict dict -> {}
      case Opaque opaque -> {}
      case View view -> {}
      case Global global -> {}
      default ->
          throw new UnreadablePickle("is damaged: its pickle gives a state to what has none");
    }
  }

  private PickleValue remembered(long index) throws UnreadablePickle {
    PickleValue value = memo.get(index);
    if (value == null) {
      throw new UnreadablePickle("is damaged: its pickle recalls what it has not kept");
    }
    return value;
  }

  private Tuple popTuple() throws UnreadablePickle {
    if (pop() instanceof Tuple tuple) {
      return tuple;
    }
    throw new UnreadablePickle("is damaged: its pickle makes a call without arguments");
  }

  private String popText() throws UnreadablePickle {
    if (pop() instanceof Text(String text)) {
      return text;
    }
    throw new UnreadablePickle("is damaged: its pickle has a name that is no text");
  }
}
