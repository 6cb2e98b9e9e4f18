package uncrop.picture.png;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.junit.jupiter.api.Test;

class LiteralStreamTest {
  @Test
  void any_bytes_come_back_from_the_decoder_of_java() throws DataFormatException {
    long seed = 7_001;
    Random random = new Random(seed);
    for (int sweep = 0; sweep < 300; sweep++) {
      byte[] raw = new byte[random.nextInt(sweep % 10 == 0 ? 100_000 : 300)];
      int spread = 1 << random.nextInt(9);
      for (int i = 0; i < raw.length; i++) {
        raw[i] = (byte) (random.nextGaussian() * spread);
      }
      assertThat(inflated(LiteralStream.of(raw, true), raw.length))
          .as("seed %d, sweep %d", seed, sweep)
          .isEqualTo(raw);
    }
  }

  @Test
  void streams_of_nothing_of_one_byte_and_of_one_value_come_back() throws DataFormatException {
    for (int length : new int[] {0, 1, 2, 3, 1 << 14, (1 << 14) + 1}) {
      byte[] raw = new byte[length];
      Arrays.fill(raw, (byte) 200);
      assertThat(inflated(LiteralStream.of(raw, true), length)).as("%d", length).isEqualTo(raw);
    }
  }

  @Test
  void counts_like_fibonacci_numbers_whose_words_would_be_too_long_come_back()
      throws DataFormatException {
    ByteArrayOutputStream raw = new ByteArrayOutputStream();
    for (int value = 0, count = 1, next = 1; raw.size() < 1 << 14; value++) {
      for (int i = 0; i < count; i++) {
        raw.write(value);
      }
      int sum = count + next;
      count = next;
      next = sum;
    }
    byte[] bytes = raw.toByteArray();
    assertThat(inflated(LiteralStream.of(bytes, true), bytes.length)).isEqualTo(bytes);
  }

  @Test
  void a_part_that_does_not_end_the_stream_can_be_followed_by_another() throws DataFormatException {
    byte[] first = {1, 2, 3};
    byte[] second = {4, 5};
    ByteArrayOutputStream both = new ByteArrayOutputStream();
    both.writeBytes(LiteralStream.of(first, false));
    both.writeBytes(LiteralStream.of(second, true));
    assertThat(inflated(both.toByteArray(), 5)).containsExactly(1, 2, 3, 4, 5);
  }

  @Test
  void it_is_as_small_as_what_zlib_makes_of_literals() {
    Random random = new Random(11);
    byte[] raw = new byte[200_000];
    for (int i = 0; i < raw.length; i++) {
      raw[i] = (byte) (random.nextGaussian() * 6);
    }
    byte[] ofZlib = new byte[raw.length];
    try (Deflater deflater = new Deflater(3, true)) {
      deflater.setStrategy(Deflater.HUFFMAN_ONLY);
      deflater.setInput(raw);
      deflater.finish();
      int length = 0;
      while (!deflater.finished()) {
        length += deflater.deflate(ofZlib, length, ofZlib.length - length);
      }
      assertThat(LiteralStream.of(raw, true).length).isLessThan(length + length / 500);
      // the estimate lacks the descriptions of the codes only
      assertThat(LiteralStream.length(raw)).isBetween(length - length / 100, length);
    }
  }

  private static byte[] inflated(byte[] stream, int length) throws DataFormatException {
    byte[] raw = new byte[length + 1];
    try (Inflater inflater = new Inflater(true)) {
      inflater.setInput(stream);
      int n = 0;
      while (!inflater.finished()) {
        int more = inflater.inflate(raw, n, raw.length - n);
        if (more == 0 && !inflater.finished()) {
          throw new DataFormatException("the stream does not end");
        }
        n += more;
      }
      assertThat(inflater.getRemaining()).isZero();
      return Arrays.copyOf(raw, n);
    }
  }
}
