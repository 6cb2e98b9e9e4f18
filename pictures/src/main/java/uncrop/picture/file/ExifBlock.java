package uncrop.picture.file;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** An EXIF block: a TIFF structure of directories (TIFF 6.0, section 2; Exif 3.0, 4.6). */
public final class ExifBlock {
  /*
   * The block is edited where it lies and never rewritten, because maker notes hold offsets from
   * the start of the block in forms that only their maker knows. Entries are taken out of their
   * directories, the thumbnail is overwritten with zeros (it would show what the picture was, and
   * its link alone would not take it away) and cut off where it lies at the end, as it mostly does.
   *
   * Only four directories are visited, each once, by name: a chain or a loop of directories is
   * never followed. Every offset is checked against the block.
   */
  private static final int ORIENTATION = 0x0112;
  private static final int EXIF_DIRECTORY = 0x8769;
  private static final int INTEROP_DIRECTORY = 0xA005;
  private static final int THUMBNAIL_OFFSET = 0x0201;
  private static final int THUMBNAIL_LENGTH = 0x0202;

  /** Width and height as this directory's, Exif's and Interoperability's tags name them. */
  private static final Set<Integer> DIMENSIONS = Set.of(0x0100, 0x0101);

  private static final Set<Integer> EXIF_DIMENSIONS = Set.of(0xA002, 0xA003);
  private static final Set<Integer> INTEROP_DIMENSIONS = Set.of(0x1001, 0x1002);

  private static final int ENTRY = 12;
  private static final int SHORT = 3;
  private static final int[] TYPE_SIZES = {0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8, 4};

  private final ByteBuffer block;
  private final int main;

  private ExifBlock(ByteBuffer block, int main) {
    this.block = block;
    this.main = main;
  }

  /** From a start and an end, both in bytes. */
  private record Range(int from, int to) {}

  /** The block, unless it has no readable main directory. */
  public static Optional<ExifBlock> parse(byte[] bytes) {
    if (bytes.length < 8) {
      return Optional.empty();
    }
    ByteBuffer block = ByteBuffer.wrap(bytes.clone());
    int magic = block.getInt(0);
    if (magic == 0x49492A00) {
      block.order(ByteOrder.LITTLE_ENDIAN);
    } else if (magic != 0x4D4D002A) {
      return Optional.empty();
    }
    ExifBlock exif = new ExifBlock(block, block.getInt(4));
    return exif.isDirectory(exif.main) ? Optional.of(exif) : Optional.empty();
  }

  /** 1 to 8 as in TIFF; 1, upright, if nothing or nonsense is said. */
  public int orientation() {
    return entry(main, ORIENTATION)
        .filter(at -> block.getShort(at + 2) == SHORT)
        .map(at -> (int) block.getShort(at + 8))
        .filter(value -> value >= 1 && value <= 8)
        .orElse(1);
  }

  /**
   * The block without orientation, thumbnail and pixel dimensions; empty if nothing else is in it.
   */
  public Optional<byte[]> withoutPixelTags() {
    ExifBlock copy =
        new ExifBlock(ByteBuffer.wrap(block.array().clone()).order(block.order()), main);
    return copy.strip();
  }

  private Optional<byte[]> strip() {
    List<Range> erased = eraseThumbnail();
    Optional<Integer> exif = directory(main, EXIF_DIRECTORY);
    Optional<Integer> interop = exif.flatMap(at -> directory(at, INTEROP_DIRECTORY));
    interop.ifPresent(at -> remove(at, INTEROP_DIMENSIONS));
    exif.ifPresent(at -> remove(at, EXIF_DIMENSIONS));
    remove(main, Set.of(ORIENTATION));
    remove(main, DIMENSIONS);
    return entries(main) == 0
        ? Optional.empty()
        : Optional.of(Arrays.copyOf(block.array(), lengthWithout(erased)));
  }

  /** Unlinks the second directory of the chain, the thumbnail's, and clears what it held. */
  private List<Range> eraseThumbnail() {
    int link = main + 2 + entries(main) * ENTRY;
    int thumbnail = block.getInt(link);
    block.putInt(link, 0);
    List<Range> held = new ArrayList<>();
    if (thumbnail == main || !isDirectory(thumbnail)) {
      return held;
    }
    int image = entry(thumbnail, THUMBNAIL_OFFSET).map(at -> block.getInt(at + 8)).orElse(0);
    int length = entry(thumbnail, THUMBNAIL_LENGTH).map(at -> block.getInt(at + 8)).orElse(0);
    addRange(held, image, length);
    for (int i = 0; i < entries(thumbnail); i++) {
      int at = thumbnail + 2 + i * ENTRY;
      int type = block.getShort(at + 2);
      int unit = type > 0 && type < TYPE_SIZES.length ? TYPE_SIZES[type] : 0;
      long size = (block.getInt(at + 4) & 0xFFFF_FFFFL) * unit;
      if (size > 4 && size < block.capacity()) {
        addRange(held, block.getInt(at + 8), (int) size);
      }
    }
    addRange(held, thumbnail, 2 + entries(thumbnail) * ENTRY + 4);
    held.forEach(range -> Arrays.fill(block.array(), range.from, range.to, (byte) 0));
    return held;
  }

  /** Remembers a range, unless it leaves the block or touches the main directory or the header. */
  private void addRange(List<Range> ranges, int from, int length) {
    int mainEnd = main + 2 + entries(main) * ENTRY + 4;
    boolean inside = from >= 8 && length > 0 && length <= block.capacity() - from;
    if (inside && (from >= mainEnd || from + length <= main)) {
      ranges.add(new Range(from, from + length));
    }
  }

  private int lengthWithout(List<Range> erased) {
    int length = block.capacity();
    boolean shortened = true;
    while (shortened) {
      shortened = false;
      for (Range range : erased) {
        // A block may be padded to a whole word.
        if (range.from < length && range.to >= length - 3) {
          length = range.from;
          shortened = true;
        }
      }
    }
    return length;
  }

  private void remove(int directory, Set<Integer> tags) {
    if (!isDirectory(directory)) {
      return; // Directories that overlap break each other when one is changed.
    }
    int count = entries(directory);
    int end = directory + 2 + count * ENTRY + 4;
    int kept = 0;
    byte[] bytes = block.array();
    for (int i = 0; i < count; i++) {
      int at = directory + 2 + i * ENTRY;
      if (!tags.contains(block.getShort(at) & 0xFFFF)) {
        System.arraycopy(bytes, at, bytes, directory + 2 + kept++ * ENTRY, ENTRY);
      }
    }
    int link = block.getInt(end - 4);
    int newEnd = directory + 2 + kept * ENTRY + 4;
    block.putShort(directory, (short) kept);
    block.putInt(newEnd - 4, link);
    Arrays.fill(bytes, newEnd, end, (byte) 0);
  }

  private Optional<Integer> directory(int parent, int tag) {
    return entry(parent, tag)
        .map(at -> block.getInt(at + 8))
        .filter(this::isDirectory)
        .filter(at -> at != main && at != parent);
  }

  private Optional<Integer> entry(int directory, int tag) {
    for (int i = 0; i < entries(directory); i++) {
      int at = directory + 2 + i * ENTRY;
      if ((block.getShort(at) & 0xFFFF) == tag) {
        return Optional.of(at);
      }
    }
    return Optional.empty();
  }

  private int entries(int directory) {
    return block.getShort(directory) & 0xFFFF;
  }

  /** Whether a whole directory lies there: count, entries and the link to the next. */
  private boolean isDirectory(int at) {
    return at >= 8
        && at <= block.capacity() - 6
        && entries(at) * ENTRY <= block.capacity() - at - 6;
  }
}
