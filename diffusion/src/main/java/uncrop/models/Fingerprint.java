package uncrop.models;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import uncrop.fault.Cancelled;

/** Sums of files, one piece after another: models are larger than memory may be. */
final class Fingerprint {
  private static final int PIECE = 4 << 20;

  private final ByteMeter meter;
  private final String algorithm;
  private final ByteBuffer piece = ByteBuffer.allocateDirect(PIECE);

  /**
   * By SHA-256.
   *
   * @param meter is told of all bytes that are done
   */
  Fingerprint(ByteMeter meter) {
    this(meter, Checksum.SHA_256);
  }

  Fingerprint(ByteMeter meter, String algorithm) {
    this.meter = meter;
    this.algorithm = algorithm;
  }

  /** Of a file as it is. */
  String of(Path file) throws IOException {
    MessageDigest digest = digest();
    try (FileChannel in = FileChannel.open(file)) {
      while (next(in, digest)) {
        meter.add(piece.limit());
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /** Of a file while it is copied; the copy is on the disk, not only on the way there. */
  String ofCopy(Path from, Path to) throws IOException {
    MessageDigest digest = digest();
    try (FileChannel in = FileChannel.open(from);
        FileChannel out =
            FileChannel.open(to, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      while (next(in, digest)) {
        piece.rewind();
        while (piece.hasRemaining()) {
          out.write(piece);
        }
        meter.add(piece.limit());
      }
      out.force(true);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private boolean next(FileChannel in, MessageDigest digest) throws IOException {
    if (Thread.interrupted()) {
      throw new Cancelled();
    }
    piece.clear();
    boolean more = in.read(piece) >= 0;
    piece.flip();
    digest.update(piece);
    return more;
  }

  private MessageDigest digest() {
    try {
      return MessageDigest.getInstance(algorithm);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has " + algorithm, e);
    }
  }
}
