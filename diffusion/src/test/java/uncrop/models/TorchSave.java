package uncrop.models;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Writes tensors of zeros as torch.save does: a dictionary of tensors, or of tuples of three. */
final class TorchSave {
  private final StringBuilder code = new StringBuilder("\u0080\u0002}");
  private final ZipOutputStream zip;
  private int storages;

  private TorchSave(ZipOutputStream zip) {
    this.zip = zip;
  }

  /** One tensor of halves for each name. */
  static void tensors(Path file, Map<String, long[]> shapes) {
    write(file, shapes, false);
  }

  /** For each name a tensor of bytes, and two halves: what its 0 and its 255 stand for. */
  static void patch(Path file, Map<String, long[]> shapes) {
    write(file, shapes, true);
  }

  private static void write(Path file, Map<String, long[]> shapes, boolean triples) {
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      TorchSave save = new TorchSave(zip);
      for (Map.Entry<String, long[]> entry : shapes.entrySet()) {
        save.text(entry.getKey());
        if (triples) {
          save.code.append('(');
          save.tensor("ByteStorage", 1, entry.getValue());
          save.tensor("HalfStorage", 2);
          save.tensor("HalfStorage", 2);
          save.code.append('t');
        } else {
          save.tensor("HalfStorage", 2, entry.getValue());
        }
        save.code.append('s');
      }
      save.entry("archive/data.pkl", save.code.append('.').toString().getBytes(ISO_8859_1));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void tensor(String storage, int size, long... shape) throws IOException {
    long count = 1;
    for (long dimension : shape) {
      count *= dimension;
    }
    code.append("ctorch._utils\n_rebuild_tensor_v2\n((");
    text("storage");
    code.append("ctorch\n").append(storage).append('\n');
    text(Integer.toString(storages));
    text("cpu");
    number(count);
    code.append("tQK\0(");
    for (long dimension : shape) {
      number(dimension);
    }
    code.append("t(");
    long stride = count;
    for (long dimension : shape) {
      stride /= dimension;
      number(stride);
    }
    code.append("t\u0089NtR");
    entry("archive/data/" + storages++, new byte[Math.toIntExact(count * size)]);
  }

  private void text(String text) {
    code.append('X');
    little(text.getBytes(UTF_8).length);
    code.append(text);
  }

  private void number(long number) {
    code.append('J');
    little(Math.toIntExact(number));
  }

  private void little(int number) {
    for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
      code.append((char) (number >>> shift & 0xFF));
    }
  }

  private void entry(String name, byte[] bytes) throws IOException {
    ZipEntry entry = new ZipEntry(name);
    CRC32 sum = new CRC32();
    sum.update(bytes);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(bytes.length);
    entry.setCrc(sum.getValue());
    zip.putNextEntry(entry);
    zip.write(bytes);
    zip.closeEntry();
  }
}
