package uncrop.picture.jpeg;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import uncrop.picture.file.DamagedPicture;

/**
 * Where the parts of a JPEG file lie.
 *
 * @param segments those before the first scan, in their order
 * @param scans where the first scan header begins
 * @param end behind the last scan, where the end marker is or should be
 * @param complete whether the end marker is there
 */
record JpegLayout(byte[] file, List<Segment> segments, int scans, int end, boolean complete) {
  /*
   * How broken files are read. Cameras, phones and editors leave junk before the start marker and
   * behind the end marker, wrong lengths in application segments, and no end marker. Junk before
   * is skipped by looking for the start; junk behind is never reached, because the scans are walked
   * to their end marker; after a wrong length the walk goes on at the next marker that is followed
   * by a believable length. What is missing inside a scan shows only when it is decoded.
   */

  /** Junk before the start marker is looked through so far. */
  private static final int FARTHEST_START = 1 << 16;

  /** A profile and a depth map come to hundreds; an attacker may make them empty. */
  private static final int MOST_SEGMENTS = 10_000;

  /** No encoder writes so many; each costs a pass over the whole picture, however empty it is. */
  private static final int MOST_SCANS = 100;

  /**
   * @param start of its marker
   * @param length of the whole, marker included
   */
  record Segment(byte[] file, int marker, int start, int length) {
    /** What follows the length. */
    ByteBuffer payload() {
      return ByteBuffer.wrap(file, start + 4, length - 4).slice();
    }

    boolean startsWith(byte[] prefix) {
      ByteBuffer payload = payload();
      return payload.remaining() >= prefix.length
          && payload.slice(0, prefix.length).equals(ByteBuffer.wrap(prefix));
    }

    byte[] bytesAfter(int skipped) {
      ByteBuffer payload = payload().position(skipped);
      byte[] bytes = new byte[payload.remaining()];
      payload.get(bytes);
      return bytes;
    }
  }

  /** Where a JPEG begins in the file, junk before it allowed. */
  static Optional<Integer> startOf(byte[] file) {
    int last = Math.min(file.length - 3, FARTHEST_START);
    for (int i = 0; i <= last; i++) {
      if ((file[i] & 255) == 0xFF
          && (file[i + 1] & 255) == JpegMarker.SOI
          && (file[i + 2] & 255) == 0xFF) {
        return Optional.of(i);
      }
    }
    return Optional.empty();
  }

  static JpegLayout of(byte[] file, Consumer<String> warnings) throws DamagedPicture {
    int at = startOf(file).orElseThrow(() -> new DamagedPicture("is no JPEG")) + 2;
    if (at > 2) {
      warnings.accept("it has " + (at - 2) + " bytes of junk before its start, which are skipped");
    }
    List<Segment> segments = new ArrayList<>();
    boolean resynchronised = false;
    while (true) {
      int marker = markerAt(file, at);
      if (marker < 0) {
        at = nextSegment(file, at);
        resynchronised = true;
        continue;
      }
      if (marker == 0xFF) {
        at++;
      } else if (!JpegMarker.hasLength(marker)) {
        if (marker == JpegMarker.EOI) {
          throw new DamagedPicture("is damaged: it ends before any pixels");
        }
        at += 2;
      } else {
        int length = lengthAt(file, at);
        if (marker == JpegMarker.SOS) {
          break;
        }
        if (segments.size() == MOST_SEGMENTS) {
          throw new DamagedPicture("is refused: it has more than " + MOST_SEGMENTS + " segments");
        }
        segments.add(new Segment(file, marker, at, 2 + length));
        at += 2 + length;
      }
    }
    if (resynchronised) {
      warnings.accept("its header is damaged; what could not be read of it is skipped");
    }
    return walkScans(file, segments, at);
  }

  /** The marker here, 0xFF for a fill byte, or -1 if there is none. */
  private static int markerAt(byte[] file, int at) throws DamagedPicture {
    if (at + 4 > file.length) {
      throw new DamagedPicture("is cut off in its header");
    }
    int marker = file[at + 1] & 255;
    return (file[at] & 255) == 0xFF && marker >= 0xC0 ? marker : -1;
  }

  private static int lengthAt(byte[] file, int at) throws DamagedPicture {
    int length = (file[at + 2] & 255) << 8 | (file[at + 3] & 255);
    if (length < 2 || at + 2 + length > file.length) {
      throw new DamagedPicture("is cut off in its header");
    }
    return length;
  }

  private static int nextSegment(byte[] file, int from) throws DamagedPicture {
    for (int i = from; i + 4 <= file.length; i++) {
      if ((file[i] & 255) == 0xFF && isBelievable(file, i)) {
        return i;
      }
    }
    throw new DamagedPicture("is damaged: no pixels are found behind its header");
  }

  private static boolean isBelievable(byte[] file, int at) {
    int marker = file[at + 1] & 255;
    int length = (file[at + 2] & 255) << 8 | (file[at + 3] & 255);
    int next = at + 2 + length;
    if (length < 2 || next >= file.length) {
      return false;
    }
    return marker == JpegMarker.SOS || JpegMarker.isSegment(marker) && (file[next] & 255) == 0xFF;
  }

  private static JpegLayout walkScans(byte[] file, List<Segment> segments, int scans)
      throws DamagedPicture {
    int count = 0;
    int at = scans;
    while (at + 1 < file.length) {
      if ((file[at] & 255) != 0xFF) {
        at++;
        continue;
      }
      int marker = file[at + 1] & 255;
      if (marker == JpegMarker.EOI || marker == JpegMarker.SOI) {
        return new JpegLayout(file, segments, scans, at, marker == JpegMarker.EOI);
      }
      if (marker == JpegMarker.SOS && ++count > MOST_SCANS) {
        throw new DamagedPicture("is refused: it has more than " + MOST_SCANS + " scans");
      }
      boolean skips =
          (marker == JpegMarker.SOS || JpegMarker.isSegment(marker)) && at + 3 < file.length;
      at += skips ? 2 + ((file[at + 2] & 255) << 8 | (file[at + 3] & 255)) : marker == 0xFF ? 1 : 2;
    }
    return new JpegLayout(file, segments, scans, file.length, false);
  }
}
