package uncrop.checkpoint;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Writes fp16 tensors as torch.save does, under {@code state_dict}. */
final class PickleWriter {
  private PickleWriter() {}

  static void write(Path file, TensorFile tensors) throws IOException {
    StringBuilder code = new StringBuilder("\u0080\u0002}");
    text(code, "epoch").append("K\u0003s");
    text(code, "state_dict").append("ccollections\nOrderedDict\n)R(");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      int key = 0;
      for (String name : tensors.names()) {
        StoredTensor tensor = tensors.get(name);
        boolean half = tensor.dtype().bytes() == 2;
        byte[] bytes = tensor.bytes().toArray(ValueLayout.JAVA_BYTE);
        text(code, name).append("ctorch._utils\n_rebuild_tensor_v2\n((");
        text(code, "storage").append(half ? "ctorch\nHalfStorage\n" : "ctorch\nLongStorage\n");
        text(code, Integer.toString(key));
        number(text(code, "cpu"), bytes.length / tensor.dtype().bytes()).append("tQK\0(");
        long[] shape = tensor.shape();
        for (long dimension : shape) {
          number(code, dimension);
        }
        code.append("t(");
        for (int i = 0; i < shape.length; i++) {
          long stride = 1;
          for (int j = i + 1; j < shape.length; j++) {
            stride *= shape[j];
          }
          number(code, stride);
        }
        code.append("t\u0089NtR");
        stored(zip, "model/data/" + key, bytes);
        key++;
      }
      stored(zip, "model/data.pkl", code.append("us.").toString().getBytes(ISO_8859_1));
    }
  }

  private static StringBuilder text(StringBuilder code, String text) {
    code.append('X');
    return little(code, text.getBytes(UTF_8).length).append(text);
  }

  private static StringBuilder number(StringBuilder code, long number) {
    return little(code.append('J'), Math.toIntExact(number));
  }

  private static StringBuilder little(StringBuilder code, int number) {
    for (int shift = 0; shift < 32; shift += 8) {
      code.append((char) (number >> shift & 0xFF));
    }
    return code;
  }

  private static void stored(ZipOutputStream zip, String name, byte[] bytes) throws IOException {
    CRC32 crc = new CRC32();
    crc.update(bytes);
    ZipEntry entry = new ZipEntry(name);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(bytes.length);
    entry.setCrc(crc.getValue());
    zip.putNextEntry(entry);
    zip.write(bytes);
  }
}
