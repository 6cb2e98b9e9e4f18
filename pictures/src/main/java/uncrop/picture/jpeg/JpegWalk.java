package uncrop.picture.jpeg;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import uncrop.picture.file.DamagedPicture;

/** Walks a JPEG file from marker to marker. */
final class JpegWalk {
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

  private final byte[] file;
  private final List<JpegSegment> segments = new ArrayList<>();
  private int at;
  private boolean lost;

  private JpegWalk(byte[] file, int at) {
    this.file = file;
    this.at = at;
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

  /**
   * @param warnings told of what had to be skipped
   */
  static JpegLayout through(byte[] file, Consumer<String> warnings) throws DamagedPicture {
    int start = startOf(file).orElseThrow(() -> new DamagedPicture("is no JPEG"));
    if (start > 0) {
      warnings.accept("it has " + start + " bytes of junk before its start, which are skipped");
    }
    JpegWalk walk = new JpegWalk(file, start + 2);
    walk.header();
    if (walk.lost) {
      warnings.accept("its header is damaged; what could not be read of it is skipped");
    }
    return walk.scans();
  }

  /** To the first scan. */
  private void header() throws DamagedPicture {
    while (true) {
      if (at + 4 > file.length) {
        throw new DamagedPicture("is cut off in its header");
      }
      int marker = byteAt(at + 1);
      if (byteAt(at) != 0xFF || marker < JpegMarker.SOF0) {
        at = nextSegment();
        lost = true;
      } else if (marker == JpegMarker.FILL) {
        at++;
      } else if (marker == JpegMarker.SOS) {
        return;
      } else if (marker == JpegMarker.EOI) {
        throw new DamagedPicture("is damaged: it ends before any pixels");
      } else if (JpegMarker.hasLength(marker)) {
        addSegment(marker);
      } else {
        at += 2;
      }
    }
  }

  private void addSegment(int marker) throws DamagedPicture {
    int length = lengthAt(at);
    if (length < 2 || at + 2 + length > file.length) {
      throw new DamagedPicture("is cut off in its header");
    }
    if (segments.size() == MOST_SEGMENTS) {
      throw new DamagedPicture("is refused: it has more than " + MOST_SEGMENTS + " segments");
    }
    segments.add(new JpegSegment(file, marker, at, 2 + length));
    at += 2 + length;
  }

  private int nextSegment() throws DamagedPicture {
    for (int i = at; i + 4 <= file.length; i++) {
      if (byteAt(i) == 0xFF && isBelievable(i)) {
        return i;
      }
    }
    throw new DamagedPicture("is damaged: no pixels are found behind its header");
  }

  private boolean isBelievable(int i) {
    int marker = byteAt(i + 1);
    int next = i + 2 + lengthAt(i);
    if (next < i + 4 || next >= file.length) {
      return false;
    }
    return marker == JpegMarker.SOS || JpegMarker.isSegment(marker) && byteAt(next) == 0xFF;
  }

  /** To the end marker, or to the end of the file. */
  private JpegLayout scans() throws DamagedPicture {
    int first = at;
    int count = 0;
    while (at + 1 < file.length) {
      int marker = byteAt(at + 1);
      if (byteAt(at) != 0xFF || marker == JpegMarker.FILL) {
        at++;
      } else if (marker == JpegMarker.EOI || marker == JpegMarker.SOI) {
        return new JpegLayout(file, segments, first, at, marker == JpegMarker.EOI);
      } else if (marker == JpegMarker.SOS || JpegMarker.isSegment(marker)) {
        if (marker == JpegMarker.SOS && ++count > MOST_SCANS) {
          throw new DamagedPicture("is refused: it has more than " + MOST_SCANS + " scans");
        }
        at += at + 3 < file.length ? 2 + lengthAt(at) : 2;
      } else {
        at += 2;
      }
    }
    return new JpegLayout(file, segments, first, file.length, false);
  }

  private int byteAt(int i) {
    return file[i] & 255;
  }

  /** Of the segment whose marker is here, without the marker. */
  private int lengthAt(int i) {
    return byteAt(i + 2) << 8 | byteAt(i + 3);
  }
}
