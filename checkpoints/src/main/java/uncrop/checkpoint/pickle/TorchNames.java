package uncrop.checkpoint.pickle;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import uncrop.tensor.DType;

/** Which of Python's names a pickle may mention, and what becomes of each. */
final class TorchNames {
  /*
   * Unpickling in Python looks names up and calls what it finds, which is how a pickle executes
   * code. Here a name is only a word. Those in TENSORS and CONTAINERS are understood. Training
   * frameworks leave objects of their own in checkpoints (callbacks, options, numbers of numpy):
   * names from their modules become placeholders, which hold nothing and do nothing, so that the
   * weights beside them can be read. Every other name is refused, although it could do no harm: a
   * file that mentions os.system is not one to go on with.
   */

  /** What a name stands for. */
  sealed interface Meaning {
    /** Rebuilds a tensor. */
    enum Call implements Meaning {
      TENSOR,
      TENSOR_WITH_DTYPE,
      PARAMETER,
      SUBCLASS,
      DICT,
      SIZE,
      PLACEHOLDER
    }

    /** A kind of element; null where the storage has none of its own. */
    record Elements(@Nullable DType dtype) implements Meaning {}
  }

  private static final Map<String, Meaning> KNOWN = new HashMap<>();

  /** Modules of which all names are placeholders, with those inside them. */
  private static final List<String> FOREIGN =
      List.of(
          "pytorch_lightning",
          "lightning",
          "lightning_fabric",
          "lightning_utilities",
          "omegaconf",
          "numpy",
          "ldm",
          "diffusers",
          "transformers",
          "accelerate",
          "argparse",
          "pathlib",
          "datetime",
          "typing",
          "torch.nn",
          "torch.optim");

  /** Plain types; what else is built in (eval, exec, getattr...) is refused. */
  private static final Set<String> PLAIN_TYPES =
      Set.of(
          "set",
          "frozenset",
          "list",
          "dict",
          "tuple",
          "int",
          "float",
          "complex",
          "str",
          "bool",
          "bytes",
          "bytearray",
          "object",
          "slice",
          "range");

  static {
    KNOWN.put("torch._utils._rebuild_tensor", Meaning.Call.TENSOR);
    KNOWN.put("torch._utils._rebuild_tensor_v2", Meaning.Call.TENSOR);
    KNOWN.put("torch._utils._rebuild_tensor_v3", Meaning.Call.TENSOR_WITH_DTYPE);
    KNOWN.put("torch._utils._rebuild_parameter", Meaning.Call.PARAMETER);
    KNOWN.put("torch._utils._rebuild_parameter_with_state", Meaning.Call.PARAMETER);
    KNOWN.put("torch._tensor._rebuild_from_type_v2", Meaning.Call.SUBCLASS);
    KNOWN.put("collections.OrderedDict", Meaning.Call.DICT);
    KNOWN.put("collections.defaultdict", Meaning.Call.DICT);
    KNOWN.put("torch.Size", Meaning.Call.SIZE);
    for (String inert :
        List.of(
            "torch.device",
            "torch.Tensor",
            "collections.Counter",
            "collections.deque",
            "copyreg._reconstructor",
            "copy_reg._reconstructor",
            "_codecs.encode")) {
      KNOWN.put(inert, Meaning.Call.PLACEHOLDER);
    }
    elements("float64", "DoubleStorage", DType.FP64);
    elements("float32", "FloatStorage", DType.FP32);
    elements("float16", "HalfStorage", DType.FP16);
    elements("bfloat16", "BFloat16Storage", DType.BF16);
    elements("float8_e4m3fn", "", DType.FP8_E4M3);
    elements("float8_e5m2", "", DType.FP8_E5M2);
    elements("int64", "LongStorage", DType.INT64);
    elements("int32", "IntStorage", DType.INT32);
    elements("int16", "ShortStorage", DType.INT16);
    elements("int8", "CharStorage", DType.INT8);
    elements("uint8", "ByteStorage", DType.UINT8);
    elements("bool", "BoolStorage", DType.BOOL);
    KNOWN.put("torch.storage.UntypedStorage", new Meaning.Elements(null));
    KNOWN.put("torch.UntypedStorage", new Meaning.Elements(null));
    for (String inert :
        List.of(
            "uint16",
            "uint32",
            "uint64",
            "complex64",
            "complex128",
            "ComplexFloatStorage",
            "ComplexDoubleStorage")) {
      KNOWN.put("torch." + inert, Meaning.Call.PLACEHOLDER);
    }
  }

  private TorchNames() {}

  private static void elements(String dtypeName, String storageName, DType dtype) {
    KNOWN.put("torch." + dtypeName, new Meaning.Elements(dtype));
    if (!storageName.isEmpty()) {
      KNOWN.put("torch." + storageName, new Meaning.Elements(dtype));
      KNOWN.put("torch.cuda." + storageName, new Meaning.Elements(dtype));
    }
  }

  /**
   * @throws UnreadablePickle naming it, if it has no business in a checkpoint
   */
  static PickleValue.Global find(String module, String name) throws UnreadablePickle {
    String full = module + "." + name;
    Meaning known = KNOWN.get(full);
    if (known != null) {
      return new PickleValue.Global(full, known);
    }
    boolean plain =
        (module.equals("builtins") || module.equals("__builtin__")) && PLAIN_TYPES.contains(name);
    if (plain || FOREIGN.stream().anyMatch(m -> module.equals(m) || module.startsWith(m + "."))) {
      return new PickleValue.Global(full, Meaning.Call.PLACEHOLDER);
    }
    throw new UnreadablePickle(
        "asks for %s, which no weights need: nothing of it was run; do not use this file"
            .formatted(full));
  }
}
