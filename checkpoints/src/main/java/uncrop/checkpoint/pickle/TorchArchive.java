package uncrop.checkpoint.pickle;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import uncrop.checkpoint.pickle.PickleValue.Dict;
import uncrop.checkpoint.pickle.PickleValue.Items;
import uncrop.checkpoint.pickle.PickleValue.Storage;
import uncrop.checkpoint.pickle.PickleValue.Tuple;
import uncrop.checkpoint.pickle.PickleValue.View;
import uncrop.tensor.DType;

/** The tensors in an archive that {@code torch.save} has written (since version 1.6). */
public final class TorchArchive {
  /*
   * Such an archive is a ZIP with NAME/data.pkl, the pickle, and NAME/data/KEY for each storage.
   * Checkpoints are nested in all kinds of ways: tensors are named by the path of keys that leads to
   * them, and the part called "state_dict", where there is one, is taken for the whole.
   */
  private static final long LARGEST_PICKLE = 32L << 20;
  private static final long LONGEST_BYTE_ORDER = 16;
  private static final int DEEPEST = 32;
  private static final int MOST_VISITS = 2_000_000;
  private static final String WRAPPER = "state_dict";
  private static final String LONE_TENSOR = "tensor";

  private final ZipArchive zip;
  private final String root;
  private final Map<String, View> tensors = new LinkedHashMap<>();
  private int visits;

  /** Of several tensors in one compressed storage, all but the first need no unpacking. */
  private @Nullable Unpacked last;

  private record Unpacked(String key, MemorySegment bytes) {}

  private TorchArchive(ZipArchive zip, String root) {
    this.zip = zip;
    this.root = root;
  }

  /**
   * @throws UnreadablePickle if it is damaged, asks for what has no place in it, or holds no
   *     tensors
   */
  public static TorchArchive read(MemorySegment file) throws UnreadablePickle {
    ZipArchive zip = ZipArchive.read(file);
    List<String> pickles =
        zip.entries().keySet().stream()
            .filter(name -> name.equals("data.pkl") || name.endsWith("/data.pkl"))
            .toList();
    if (pickles.size() != 1) {
      throw new UnreadablePickle("is a ZIP archive, but not one of torch: it has no data.pkl");
    }
    String pickle = pickles.getFirst();
    String root = pickle.substring(0, pickle.length() - "data.pkl".length());
    if (zip.entry(root + "constants.pkl").isPresent()) {
      throw new UnreadablePickle("is a TorchScript program: save its state_dict instead");
    }
    TorchArchive archive = new TorchArchive(zip, root);
    archive.checkByteOrder();
    archive.readPickle(pickle);
    return archive;
  }

  public Set<String> names() {
    return Collections.unmodifiableSet(tensors.keySet());
  }

  public DType dtype(String name) {
    return view(name).dtype();
  }

  public long[] shape(String name) {
    return view(name).shape().clone();
  }

  /**
   * A tensor's elements in C order: where they lie in the file if they lie so, else copied.
   *
   * @throws UnreadablePickle if they cannot be unpacked
   */
  public MemorySegment bytes(String name) throws UnreadablePickle {
    View view = view(name);
    return Strided.inOrder(storage(view.storage()), view);
  }

  private MemorySegment storage(Storage storage) throws UnreadablePickle {
    Unpacked kept = last;
    if (kept != null && kept.key.equals(storage.key())) {
      return kept.bytes;
    }
    MemorySegment bytes = zip.bytes(entry(storage), Long.MAX_VALUE);
    last = bytes.isNative() ? null : new Unpacked(storage.key(), bytes);
    return bytes;
  }

  private ZipArchive.Entry entry(Storage storage) throws UnreadablePickle {
    Optional<ZipArchive.Entry> entry = zip.entry(root + "data/" + storage.key());
    if (entry.isEmpty()) {
      throw new UnreadablePickle(
          "is damaged: its storage %s is not in the archive".formatted(storage.key()));
    }
    if (entry.get().size() < storage.bytes()) {
      throw new UnreadablePickle(
          "is damaged: its storage %s has %d bytes, and should have %d"
              .formatted(storage.key(), entry.get().size(), storage.bytes()));
    }
    return entry.get();
  }

  private void checkByteOrder() throws UnreadablePickle {
    Optional<ZipArchive.Entry> entry = zip.entry(root + "byteorder");
    if (entry.isEmpty()) {
      return;
    }
    byte[] order = zip.bytes(entry.get(), LONGEST_BYTE_ORDER).toArray(ValueLayout.JAVA_BYTE);
    if (!new String(order, US_ASCII).equals("little")) {
      throw new UnreadablePickle("was written by a big-endian machine: save it again on another");
    }
  }

  private void readPickle(String pickle) throws UnreadablePickle {
    ZipArchive.Entry entry = zip.entry(pickle).orElseThrow();
    byte[] code = zip.bytes(entry, LARGEST_PICKLE).toArray(ValueLayout.JAVA_BYTE);
    PickleValue value = PickleMachine.run(code);
    if (value instanceof Dict dict && dict.entries.get(WRAPPER) instanceof Dict inner) {
      value = inner;
    }
    collect("", value, 0);
    if (tensors.isEmpty()) {
      throw new UnreadablePickle("holds no tensors");
    }
  }

  private void collect(String path, PickleValue value, int depth) throws UnreadablePickle {
    if (depth > DEEPEST || ++visits > MOST_VISITS) {
      throw new UnreadablePickle("nests its values too deeply");
    }
    switch (value) {
      case View view -> {
        String name = path.isEmpty() ? LONE_TENSOR : path;
        entry(view.storage());
        if (tensors.put(name, view) != null) {
          throw new UnreadablePickle("has two tensors called " + name);
        }
      }
      case Dict dict -> {
        for (Map.Entry<String, PickleValue> entry : dict.entries.entrySet()) {
          collect(inside(path, entry.getKey()), entry.getValue(), depth + 1);
        }
      }
      case Items list -> collectAll(path, list.items, depth);
      case Tuple tuple -> collectAll(path, tuple.items(), depth);
      default -> {}
    }
  }

  private void collectAll(String path, List<PickleValue> items, int depth) throws UnreadablePickle {
    for (int i = 0; i < items.size(); i++) {
      collect(inside(path, Integer.toString(i)), items.get(i), depth + 1);
    }
  }

  private static String inside(String path, String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  private View view(String name) {
    View view = tensors.get(name);
    if (view == null) {
      throw new IllegalArgumentException("there is no tensor " + name);
    }
    return view;
  }
}
