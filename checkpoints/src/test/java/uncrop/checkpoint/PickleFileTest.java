package uncrop.checkpoint;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of the real torch (reference/checkpoints/make_pickles.py), and others made to do harm. */
class PickleFileTest {
  private static final Path PICKLES = Path.of("src", "test", "resources", "pickles");

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "plain.pt",
        "protocol-5.pt",
        "state-dict.pth",
        "compressed.pth",
        "parameters.bin",
        "views.pt",
        "shared.pt",
        "nested.pth",
        "lightning.ckpt"
      })
  void a_file_of_torch_holds_what_its_safetensors_twin_holds(String name) {
    Path twin = PICKLES.resolve(name.substring(0, name.lastIndexOf('.')) + ".safetensors");
    try (TensorFile read = TensorFile.open(PICKLES.resolve(name));
        TensorFile expected = TensorFile.open(twin)) {
      assertThat(read).isInstanceOf(PickleFile.class);
      assertThat(read.names()).containsExactlyInAnyOrderElementsOf(expected.names());
      for (String tensor : expected.names()) {
        assertThat(read.type(tensor)).as(tensor).isEqualTo(expected.type(tensor));
        assertThat(read.shape(tensor)).as(tensor).containsExactly(expected.shape(tensor));
        assertThat(read.get(tensor).bytes().toArray(ValueLayout.JAVA_BYTE))
            .as(tensor)
            .containsExactly(expected.get(tensor).bytes().toArray(ValueLayout.JAVA_BYTE));
      }
    }
  }

  @Test
  void uncompressed_tensors_are_used_where_they_lie() {
    try (TensorFile file = TensorFile.open(PICKLES.resolve("plain.pt"))) {
      assertThat(file.get("fp32").bytes().isMapped()).isTrue();
    }
  }

  @Test
  void a_file_from_before_the_zip_format_is_refused_with_advice() {
    assertRefused(PICKLES.resolve("old.pt"), "before 1.6: load and save it with a newer one");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "os.system",
        "posix.system",
        "nt.system",
        "subprocess.Popen",
        "builtins.eval",
        "builtins.exec",
        "builtins.getattr",
        "__builtin__.eval",
        "importlib.import_module",
        "runpy.run_path",
        "torch.hub.load",
        "torch.load",
        "torch.storage._load_from_bytes",
        "webbrowser.open",
        "operator.attrgetter",
        "numpy_evil.run",
        "pathlibs.run",
        "collections.namedtuple"
      })
  void a_pickle_that_calls_something_is_refused_by_its_name(String name) throws IOException {
    Path trace = folder.resolve("trace");
    int dot = name.lastIndexOf('.');
    String module = name.substring(0, dot);
    String member = name.substring(dot + 1);
    String argument = "touch " + trace;
    String asText = binUnicode(argument) + "\u0085R.";

    Path global = archive("\u0080\u0002c" + module + "\n" + member + "\n" + asText);
    Path stacked =
        archive("\u0080\u0004" + binUnicode(module) + binUnicode(member) + "\u0093" + asText);
    Path unused = archive("\u0080\u0002c" + module + "\n" + member + "\n0}.");
    Path made = archive("\u0080\u0002c" + module + "\n" + member + "\n)\u0081}b.");

    for (Path file : new Path[] {global, stacked, unused, made}) {
      assertRefused(file, "asks for " + name + ", which no weights need");
    }
    assertThat(trace).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Ios\nsystem\n.", // numbers, texts and names of protocol 0
        "(S'x'\nios\nsystem\n.",
        "(cos\nsystem\nX\u0001\u0000\u0000\u0000xo.",
        "\u0082\u0001.", // a name from a registry
        "Pname\n.", // a foreign object
      })
  void instructions_that_torch_does_not_write_are_refused(String code) throws IOException {
    assertThatThrownBy(() -> TensorFile.open(archive(code)))
        .isInstanceOf(CheckpointFault.class)
        .message()
        .hasLineCount(1);
  }

  @Test
  void calls_of_values_that_are_no_names_are_refused() throws IOException {
    assertRefused(archive("}K\u0001\u0085R."), "calls something that is not a name");
    assertRefused(archive("]K\u0001\u0085\u0081."), "calls something that is not a name");
    assertRefused(archive("K\u0001Q."), "refers to something that is no storage of torch");
  }

  @Test
  void values_that_contain_themselves_end() throws IOException {
    assertRefused(
        archive("}q\u0000X\u0001\u0000\u0000\u0000ah\u0000s."), "nests its values too deeply");
    assertRefused(archive("]q\u0000h\u0000ah\u0000a."), "nests its values too deeply");
  }

  @Test
  void a_pickle_that_asks_for_millions_of_values_is_refused() throws IOException {
    assertRefused(archive("}".repeat(3_000_000) + "."), "has more than 2000000 values");
    assertRefused(archive("(".repeat(3_000_000) + "."), "has more than 2000000 values");
    assertRefused(archive("N".repeat(40 << 20) + "."), "at most 33554432 are read");
  }

  @Test
  void a_view_must_lie_in_its_storage() throws IOException {
    assertRefused(
        tensor("K\u0000", "K\u0005", "K\u0001"), "goes beyond its storage 0 of 4 elements");
    assertRefused(tensor("K\u0001", "K\u0004", "K\u0001"), "goes beyond its storage");
    assertRefused(tensor("K\u0000", "K\u0003", "K\u0002"), "goes beyond its storage");
    assertRefused(
        tensor("J\u00ff\u00ff\u00ff\u00ff", "K\u0001", "K\u0001"), "goes beyond its storage");
    assertRefused(
        tensor("K\u0000", "J\u00ff\u00ff\u00ff\u007f", "K\u0000"), "goes beyond its storage");
    assertRefused(
        tensor(
            "\u008a\u0008\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u007f", "K\u0002", "K\u0002"),
        "of impossible size");
    assertRefused(tensor("K\u0000", "J\u00ff\u00ff\u00ff\u00ff", "K\u0001"), "wrong arguments");
    try (TensorFile file = TensorFile.open(tensor("K\u0000", "K\u0004", "K\u0001"))) {
      assertThat(file.shape("tensor")).containsExactly(4);
    }
  }

  /** As archives of more than 4 GiB have them: sizes and places stand in extra fields. */
  @Test
  void an_archive_with_64_bit_places_is_read() throws IOException {
    byte[] plain = Files.readAllBytes(PICKLES.resolve("plain.pt"));
    ByteBuffer from = ByteBuffer.wrap(plain).order(ByteOrder.LITTLE_ENDIAN);
    int end = plain.length - 22;
    int at = from.getInt(end + 16);
    int count = from.getShort(end + 10);
    ByteBuffer to = ByteBuffer.allocate(2 * plain.length + 76).order(ByteOrder.LITTLE_ENDIAN);
    to.put(plain, 0, at);
    int start = to.position();
    for (int i = 0; i < count; i++) {
      int name = from.getShort(at + 28);
      int rest = from.getShort(at + 30) + from.getShort(at + 32);
      int entry = to.position();
      to.put(plain, at, 46 + name).putShort((short) 1).putShort((short) 24);
      to.putLong(from.getInt(at + 24)).putLong(from.getInt(at + 20)).putLong(from.getInt(at + 42));
      to.putInt(entry + 20, -1).putInt(entry + 24, -1).putInt(entry + 42, -1);
      to.putShort(entry + 30, (short) 28).putShort(entry + 32, (short) 0);
      at += 46 + name + rest;
    }
    int end64 = to.position();
    to.putInt(0x06064b50).putLong(44).putInt(0).putLong(0).putLong(count).putLong(count);
    to.putLong(end64 - start).putLong(start);
    to.putInt(0x07064b50).putInt(0).putLong(end64).putInt(1);
    to.putInt(0x06054b50).putInt(0).putInt(-1).putInt(-1).putInt(-1).putShort((short) 0);
    Path file = folder.resolve("large.pt");
    Files.write(file, Arrays.copyOf(to.array(), to.position()));

    try (TensorFile read = TensorFile.open(file);
        TensorFile expected = TensorFile.open(PICKLES.resolve("plain.pt"))) {
      assertThat(read.names()).isEqualTo(expected.names());
      assertThat(read.get("fp32").bytes().toArray(ValueLayout.JAVA_BYTE))
          .containsExactly(expected.get("fp32").bytes().toArray(ValueLayout.JAVA_BYTE));
    }
  }

  @Test
  void an_archive_that_is_cut_off_or_none_of_torch_is_refused() throws IOException {
    byte[] whole = Files.readAllBytes(PICKLES.resolve("plain.pt"));
    for (int length : new int[] {2, 21, 22, 100, whole.length / 2, whole.length - 1}) {
      Path cut = folder.resolve("cut.pt");
      Files.write(cut, Arrays.copyOf(whole, length));
      assertRefused(cut, "cut off");
    }
    Path other = folder.resolve("other.pt");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(other))) {
      zip.putNextEntry(new ZipEntry("readme.txt"));
    }
    assertRefused(other, "is a ZIP archive, but not one of torch");
  }

  private static void assertRefused(Path file, String problem) {
    assertThatThrownBy(() -> TensorFile.open(file))
        .isInstanceOf(CheckpointFault.class)
        .hasMessageStartingWith(file + ": ")
        .hasMessageContaining(problem)
        .message()
        .hasLineCount(1);
  }

  /** One tensor over a storage of four floats. */
  private Path tensor(String offset, String size, String stride) throws IOException {
    return archive(
        "\u0080\u0002ctorch._utils\n_rebuild_tensor_v2\n(("
            + binUnicode("storage")
            + "ctorch\nFloatStorage\n"
            + binUnicode("0")
            + binUnicode("cpu")
            + "K\u0004tQ"
            + offset
            + size
            + "\u0085"
            + stride
            + "\u0085\u0089NtR.");
  }

  private Path archive(String code) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry("archive/data.pkl"));
      zip.write(code.getBytes(ISO_8859_1));
      zip.putNextEntry(new ZipEntry("archive/data/0"));
      zip.write(new byte[16]);
    }
    return Files.write(
        folder.resolve("made-%d.pt".formatted(code.hashCode())), bytes.toByteArray());
  }

  private static String binUnicode(String text) {
    return "X" + (char) text.length() + "\0\0\0" + text;
  }
}
