package uncrop.picture.jpeg;

/** The second bytes of JPEG markers (ITU T.81, table B.1). */
final class JpegMarker {
  static final int SOF0 = 0xC0;
  static final int DHT = 0xC4;
  static final int DAC = 0xCC;
  static final int RST0 = 0xD0;
  static final int SOI = 0xD8;
  static final int EOI = 0xD9;
  static final int SOS = 0xDA;
  static final int DQT = 0xDB;
  static final int DRI = 0xDD;
  static final int APP0 = 0xE0;
  static final int APP1 = 0xE1;
  static final int APP2 = 0xE2;
  static final int APP11 = 0xEB;
  static final int APP14 = 0xEE;
  static final int APP15 = 0xEF;
  static final int COM = 0xFE;

  /** May stand before any marker, as often as it likes. */
  static final int FILL = 0xFF;

  private JpegMarker() {}

  /** A frame header, of whatever process. */
  static boolean isFrame(int marker) {
    return marker >= SOF0 && marker <= 0xCF && marker != DHT && marker != 0xC8 && marker != DAC;
  }

  /** Followed by a length and so many bytes. */
  static boolean hasLength(int marker) {
    return marker >= SOF0 && (marker < RST0 || marker >= SOS);
  }

  /** What a decoder must see besides the scans. */
  static boolean isTable(int marker) {
    return isFrame(marker) || marker == DHT || marker == DAC || marker == DQT || marker == DRI;
  }

  /** A table, a comment or application data: all that may stand before and between scans. */
  static boolean isSegment(int marker) {
    return isTable(marker) || marker == COM || marker >= APP0 && marker <= APP15;
  }
}
