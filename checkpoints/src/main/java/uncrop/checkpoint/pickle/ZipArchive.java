package uncrop.checkpoint.pickle;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * A ZIP archive in memory (PKWARE's APPNOTE 6.3.10), of which stored entries are used where they
 * lie.
 */
final class ZipArchive {
  /*
   * java.util.zip would hand out streams, which copy; weights are stored uncompressed so that they
   * can be mapped, and for that their place must be known. Nothing that the archive says about
   * itself is believed: every offset is checked against the file, entries may not claim more bytes
   * than the file has, and nothing is unpacked beyond the size that was announced.
   */
  private static final int END = 0x06054b50;
  private static final int END_SIZE = 22;
  private static final int LONGEST_COMMENT = 0xFFFF;
  private static final int END64_LOCATOR = 0x07064b50;
  private static final int END64_LOCATOR_SIZE = 20;
  private static final int END64 = 0x06064b50;
  private static final int END64_SIZE = 56;
  private static final int CENTRAL = 0x02014b50;
  private static final int CENTRAL_SIZE = 46;
  private static final int LOCAL = 0x04034b50;
  private static final int LOCAL_SIZE = 30;
  private static final int ZIP64_EXTRA = 1;
  private static final long IN_ZIP64 = 0xFFFF_FFFFL;
  private static final int STORED = 0;
  private static final int DEFLATED = 8;

  /** No more can come of deflate: 258 bytes of two bits. */
  private static final long MOST_RATIO = 1032;

  private static final int MOST_ENTRIES = 200_000;

  /** A byte array cannot be larger. */
  private static final long LARGEST_UNPACKED = Integer.MAX_VALUE - 8;

  private static final ValueLayout.OfShort U16 =
      ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfInt U32 =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfLong U64 =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  /**
   * One member.
   *
   * @param header where its local header begins
   * @param packed its bytes in the archive
   * @param size its bytes once unpacked
   */
  record Entry(String name, int method, int crc, long header, long packed, long size) {}

  private final MemorySegment file;
  private final Map<String, Entry> entries = new LinkedHashMap<>();

  private ZipArchive(MemorySegment file) {
    this.file = file;
  }

  static ZipArchive read(MemorySegment file) throws UnreadablePickle {
    ZipArchive archive = new ZipArchive(file);
    archive.readDirectory();
    return archive;
  }

  Map<String, Entry> entries() {
    return entries;
  }

  Optional<Entry> entry(String name) {
    return Optional.ofNullable(entries.get(name));
  }

  /**
   * An entry's bytes: where they lie if they are stored, in a new array if they are deflated.
   *
   * @param most bytes that may come of it
   */
  MemorySegment bytes(Entry entry, long most) throws UnreadablePickle {
    if (entry.size > most) {
      throw new UnreadablePickle(
          "has %d bytes in its %s: at most %d are read".formatted(entry.size, entry.name, most));
    }
    MemorySegment packed = packed(entry);
    return entry.method == STORED ? packed : inflate(entry, packed);
  }

  private MemorySegment packed(Entry entry) throws UnreadablePickle {
    MemorySegment local = slice(entry.header, LOCAL_SIZE);
    if (local.get(U32, 0) != LOCAL) {
      throw new UnreadablePickle(
          "is damaged: its %s is not where it should be".formatted(entry.name));
    }
    return slice(entry.header + LOCAL_SIZE + u16(local, 26) + u16(local, 28), entry.packed);
  }

  private static MemorySegment inflate(Entry entry, MemorySegment packed) throws UnreadablePickle {
    if (entry.size > LARGEST_UNPACKED) {
      throw new UnreadablePickle(
          "has a compressed %s of %d bytes: save it again without compression"
              .formatted(entry.name, entry.size));
    }
    byte[] unpacked = new byte[(int) entry.size];
    try (Inflater inflater = new Inflater(true)) {
      inflater.setInput(packed.asByteBuffer());
      int filled = 0;
      while (filled < unpacked.length) {
        int more = inflater.inflate(unpacked, filled, unpacked.length - filled);
        if (more == 0) {
          break;
        }
        filled += more;
      }
      if (filled < unpacked.length) {
        throw new UnreadablePickle("is damaged: its %s is cut off".formatted(entry.name));
      }
    } catch (DataFormatException e) {
      throw new UnreadablePickle("is damaged: its %s cannot be unpacked".formatted(entry.name));
    }
    CRC32 crc = new CRC32();
    crc.update(unpacked);
    if ((int) crc.getValue() != entry.crc) {
      throw new UnreadablePickle("is damaged: its %s has a wrong checksum".formatted(entry.name));
    }
    return MemorySegment.ofArray(unpacked);
  }

  private void readDirectory() throws UnreadablePickle {
    long end = findEnd();
    long count = u16(file, end + 10);
    long start = u32(file, end + 16);
    long locator = end - END64_LOCATOR_SIZE;
    if (locator >= 0 && file.get(U32, locator) == END64_LOCATOR) {
      MemorySegment end64 = slice(file.get(U64, locator + 8), END64_SIZE);
      if (end64.get(U32, 0) != END64) {
        throw new UnreadablePickle("is damaged: the end of its archive is not where it should be");
      }
      count = end64.get(U64, 32);
      start = end64.get(U64, 48);
    }
    if (count < 0 || count > MOST_ENTRIES) {
      throw new UnreadablePickle("has more than %d entries".formatted(MOST_ENTRIES));
    }
    long at = start;
    long claimed = 0;
    for (long i = 0; i < count; i++) {
      MemorySegment fixed = slice(at, CENTRAL_SIZE);
      if (fixed.get(U32, 0) != CENTRAL) {
        throw new UnreadablePickle("is damaged: its directory is not where it should be");
      }
      int nameLength = u16(fixed, 28);
      int extraLength = u16(fixed, 30);
      String name = text(slice(at + CENTRAL_SIZE, nameLength));
      Entry entry = checked(fixed, name, slice(at + CENTRAL_SIZE + nameLength, extraLength));
      if (entries.put(name, entry) != null) {
        throw new UnreadablePickle("has two entries called " + name);
      }
      claimed += entry.packed;
      if (claimed > file.byteSize()) {
        throw new UnreadablePickle("is damaged: its entries claim more bytes than it has");
      }
      at += CENTRAL_SIZE + nameLength + extraLength + u16(fixed, 32);
    }
  }

  private Entry checked(MemorySegment fixed, String name, MemorySegment extra)
      throws UnreadablePickle {
    long size = u32(fixed, 24);
    long packed = u32(fixed, 20);
    long header = u32(fixed, 42);
    // The extra field holds those alone that do not fit, in this order.
    long at = zip64(extra);
    if (size == IN_ZIP64) {
      size = number(extra, at, name);
      at += Long.BYTES;
    }
    if (packed == IN_ZIP64) {
      packed = number(extra, at, name);
      at += Long.BYTES;
    }
    if (header == IN_ZIP64) {
      header = number(extra, at, name);
    }
    int method = u16(fixed, 10);
    boolean encrypted = (u16(fixed, 8) & 1) != 0;
    if (encrypted || method != STORED && method != DEFLATED) {
      throw new UnreadablePickle("has an entry that is encrypted or oddly compressed: " + name);
    }
    if (packed > file.byteSize()) {
      throw new UnreadablePickle("is cut off: its %s is not all there".formatted(name));
    }
    if (method == STORED ? size != packed : size > packed * MOST_RATIO) {
      throw new UnreadablePickle(
          "is damaged: its %s cannot have %d bytes when unpacked".formatted(name, size));
    }
    return new Entry(name, method, fixed.get(U32, 16), header, packed, size);
  }

  private static long zip64(MemorySegment extra) {
    long at = 0;
    while (at + 4 <= extra.byteSize()) {
      if (u16(extra, at) == ZIP64_EXTRA) {
        return at + 4;
      }
      at += 4 + u16(extra, at + 2);
    }
    return extra.byteSize();
  }

  private static long number(MemorySegment extra, long at, String name) throws UnreadablePickle {
    if (at + Long.BYTES > extra.byteSize() || extra.get(U64, at) < 0) {
      throw new UnreadablePickle("is damaged: the size of its %s is missing".formatted(name));
    }
    return extra.get(U64, at);
  }

  private long findEnd() throws UnreadablePickle {
    long last = file.byteSize() - END_SIZE;
    for (long at = last; at >= Math.max(0, last - LONGEST_COMMENT); at--) {
      if (file.get(U32, at) == END && at + END_SIZE + u16(file, at + 20) == file.byteSize()) {
        return at;
      }
    }
    throw new UnreadablePickle("is cut off: the end of its archive is missing");
  }

  private MemorySegment slice(long offset, long length) throws UnreadablePickle {
    if (offset < 0 || length < 0 || offset > file.byteSize() - length) {
      throw new UnreadablePickle("is cut off: its archive goes on beyond its end");
    }
    return file.asSlice(offset, length);
  }

  private static String text(MemorySegment bytes) {
    return new String(bytes.toArray(ValueLayout.JAVA_BYTE), UTF_8);
  }

  private static int u16(MemorySegment from, long at) {
    return Short.toUnsignedInt(from.get(U16, at));
  }

  private static long u32(MemorySegment from, long at) {
    return Integer.toUnsignedLong(from.get(U32, at));
  }
}
