package uncrop.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import uncrop.fault.BadInput;
import uncrop.picture.file.ExifBlock;

/** Every file here must be read, or refused in one line: nothing else may come out of a reader. */
class HostileFilesTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int LONGEST_MESSAGE = 300;

  /** Small, so that a bomb that goes off shows as a refusal that is missing, not as a slow test. */
  private final PictureReader reader = new PictureReader(new PictureLimits(1 << 20, 1_000_000));

  private record Case(String name, byte[] file) {}

  @Test
  void truncated_files_are_read_or_refused() {
    List<Case> cases = new ArrayList<>();
    for (Case seed : seeds()) {
      for (int i = 0; i < 40; i++) {
        int length = i < 20 ? i : seed.file.length * (i - 19) / 21;
        cases.add(new Case(seed.name + " cut to " + length, Arrays.copyOf(seed.file, length)));
      }
    }
    assertThat(readOrRefused(cases)).isGreaterThanOrEqualTo(240);
  }

  @ParameterizedTest
  @ValueSource(longs = {101, 102, 103})
  void flipped_bits_are_read_or_refused(long seed) {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    List<Case> cases = new ArrayList<>();
    for (Case source : seeds()) {
      for (int i = 0; i < 60; i++) {
        byte[] file = source.file.clone();
        int reach = i % 2 == 0 ? Math.min(200, file.length) : file.length;
        for (int flips = 1 + random.nextInt(6); flips > 0; flips--) {
          file[random.nextInt(reach)] ^= (byte) (1 << random.nextInt(8));
        }
        String name = source.name + ", seed " + seed + ", " + i;
        cases.add(new Case(name, i % 3 == 0 ? withChecksums(file) : file));
      }
    }
    assertThat(readOrRefused(cases)).isGreaterThanOrEqualTo(360);
  }

  @Test
  void headers_that_lie_about_lengths_and_sides_are_refused() {
    List<Case> cases = new ArrayList<>();
    int[] lies = {0, 1, 255, 65_535, 1_000_001, Integer.MAX_VALUE, Integer.MIN_VALUE, -1};
    for (Case seed : seeds()) {
      for (int at = 0; at < 48; at += seed.name.startsWith("JPEG") ? 1 : 4) {
        for (int lie : lies) {
          byte[] file = seed.file.clone();
          ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).putInt(at, lie);
          cases.add(new Case(seed.name + " with " + lie + " at " + at, withChecksums(file)));
        }
      }
    }
    assertThat(readOrRefused(cases)).isGreaterThan(400);
  }

  @Test
  void giants_are_refused_by_their_headers() {
    byte[] png = TestFiles.png(1_000_000, 1_000_000, 8, 2, new byte[10]);
    byte[] widest = TestFiles.png(Integer.MAX_VALUE, 1, 16, 6, new byte[10]);
    byte[] webp =
        TestFiles.webp(
            TestFiles.riffChunk("VP8X", new byte[] {0, 0, 0, 0, -1, -1, -1, -1, -1, -1}),
            TestFiles.riffChunk("VP8L", new byte[] {0x2F, -1, -1, -1, 0, 0}));
    for (byte[] giant : List.of(png, widest, webp)) {
      assertThat(refusal(giant).orElseThrow().getMessage()).contains("at most 1000000 pixels");
    }
  }

  @Test
  void noise_and_nothing_are_refused() {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(7);
    for (int length = 0; length < 300; length++) {
      byte[] noise = new byte[length];
      random.nextBytes(noise);
      assertThat(refusal(noise)).as("%d bytes", length).isPresent();
    }
  }

  @Test
  void picture_signatures_with_nothing_behind_them_are_refused() {
    for (Case seed : seeds()) {
      byte[] head = Arrays.copyOf(seed.file, 12);
      assertThat(refusal(TestFiles.joined(head, new byte[500]))).as(seed.name).isPresent();
      assertThat(refusal(TestFiles.joined(head, seed.file))).as(seed.name).isNotNull();
    }
  }

  @Test
  void exif_directories_in_a_circle_are_left_alone() {
    byte[] exif = TestExif.block(ByteOrder.BIG_ENDIAN, 6);
    ByteBuffer block = ByteBuffer.wrap(exif);
    block.putInt(8 + 2 + 3 * 12 + 8, 8); // Exif within is the main directory
    block.putInt(8 + 2 + 4 * 12, 8); // and so is the next one
    assertThat(ExifBlock.parse(exif).orElseThrow().withoutPixelTags()).isPresent();
    assertThat(ExifBlock.parse(exif).orElseThrow().orientation()).isEqualTo(6);
  }

  @ParameterizedTest
  @ValueSource(longs = {201, 202, 203, 204})
  void exif_of_flipped_bits_is_cleaned_or_dropped(long seed) {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    for (int i = 0; i < 20_000; i++) {
      byte[] exif = TestExif.block(i % 2 == 0 ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN, 3);
      for (int flips = random.nextInt(12); flips >= 0; flips--) {
        exif[random.nextInt(exif.length)] =
            (byte) (random.nextInt(4) == 0 ? -1 : random.nextInt(200));
      }
      Optional<ExifBlock> block = ExifBlock.parse(exif);
      int orientation = block.map(ExifBlock::orientation).orElse(1);
      int length = block.flatMap(ExifBlock::withoutPixelTags).map(b -> b.length).orElse(0);
      assertThat(orientation).as("seed %d, %d", seed, i).isBetween(1, 8);
      assertThat(length).as("seed %d, %d", seed, i).isBetween(0, exif.length);
    }
  }

  /** How many cases there were. */
  private int readOrRefused(List<Case> cases) {
    for (Case hostile : cases) {
      try {
        refusal(hostile.file);
      } catch (Throwable e) {
        throw new AssertionError(hostile.name, e);
      }
    }
    return cases.size();
  }

  private Optional<BadInput> refusal(byte[] file) {
    return assertTimeoutPreemptively(
        PATIENCE,
        () -> {
          try {
            Picture picture = reader.read(file, "image");
            assertThat(picture.raster().size().area()).isPositive();
            return Optional.empty();
          } catch (BadInput e) {
            assertThat(e.getMessage()).doesNotContain("\n", "\r").hasSizeLessThan(LONGEST_MESSAGE);
            return Optional.of(e);
          }
        });
  }

  private static List<Case> seeds() {
    Metadata all =
        new Metadata(
            Optional.of(TestProfiles.displayP3()),
            Optional.of(TestExif.block(ByteOrder.BIG_ENDIAN, 6)));
    List<Case> seeds = new ArrayList<>();
    for (Format format : Format.values()) {
      seeds.add(new Case(format + " plain", TestFiles.encoded(TestFiles.colours(40, 30), format)));
      seeds.add(
          new Case(format + " full", TestFiles.encoded(TestFiles.colours(40, 30), format, all)));
    }
    return seeds;
  }

  /** Makes the checksums of a PNG right again, so that its lies get past them. */
  private static byte[] withChecksums(byte[] file) {
    ByteBuffer buffer = ByteBuffer.wrap(file);
    int at = 8;
    while (file[1] == 'P' && at + 12 <= file.length) {
      int length = buffer.getInt(at);
      if (length < 0 || length > file.length - at - 12) {
        break;
      }
      String type = new String(file, at + 4, 4, StandardCharsets.ISO_8859_1);
      byte[] chunk = TestFiles.chunk(type, Arrays.copyOfRange(file, at + 8, at + 8 + length));
      byte[] name = Arrays.copyOfRange(file, at + 4, at + 8);
      System.arraycopy(chunk, 0, file, at, chunk.length);
      System.arraycopy(name, 0, file, at + 4, 4);
      at += 12 + length;
    }
    return file;
  }
}
