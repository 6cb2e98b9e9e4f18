package uncrop.picture;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.nio.ByteBuffer;

/** Colour profiles whose effect, if anybody applied them, could not be overlooked. */
final class TestProfiles {
  private TestProfiles() {}

  /** The profile of sRGB with the primaries of Display P3, adapted to D50. */
  static byte[] displayP3() {
    ICC_Profile profile =
        ICC_Profile.getInstance(ICC_Profile.getInstance(ColorSpace.CS_sRGB).getData());
    profile.setData(ICC_Profile.icSigRedColorantTag, xyz(0.51512, 0.24120, -0.00105));
    profile.setData(ICC_Profile.icSigGreenColorantTag, xyz(0.29198, 0.69225, 0.04189));
    profile.setData(ICC_Profile.icSigBlueColorantTag, xyz(0.15710, 0.06657, 0.78407));
    return profile.getData();
  }

  static byte[] grey() {
    return ICC_Profile.getInstance(ColorSpace.CS_GRAY).getData();
  }

  /** A press that prints nothing but grey: 20 % of darkness an ink, 40 % for black. */
  static byte[] greyPress() {
    byte[] toLab = lut(4, 3);
    byte[] fromLab = lut(3, 4);
    ByteBuffer profile = ByteBuffer.allocate(156 + toLab.length + fromLab.length);
    profile.putInt(0, profile.capacity()).putInt(8, 0x02400000);
    put(profile, 12, "prtrCMYKLab ");
    put(profile, 36, "acsp");
    profile.putInt(68, 0xF6D6).putInt(72, 0x10000).putInt(76, 0xD32D);
    profile.putInt(128, 2);
    put(profile, 132, "A2B0");
    profile.putInt(136, 156).putInt(140, toLab.length);
    put(profile, 144, "B2A0");
    profile.putInt(148, 156 + toLab.length).putInt(152, fromLab.length);
    return profile.put(156, toLab).put(156 + toLab.length, fromLab).array();
  }

  /** A table of two steps a channel (ICC.1:2022, 10.11), its curves straight. */
  private static byte[] lut(int in, int out) {
    int nodes = 1 << in;
    ByteBuffer lut = ByteBuffer.allocate(48 + in * 256 + nodes * out + out * 256);
    put(lut, 0, "mft1");
    lut.position(8).put((byte) in).put((byte) out).put((byte) 2).put((byte) 0);
    for (int i = 0; i < 9; i++) {
      lut.putInt(i % 4 == 0 ? 0x10000 : 0);
    }
    putIdentities(lut, in);
    for (int node = 0; node < nodes; node++) {
      int darkness = 20 * Integer.bitCount(node >> 1) + 40 * (node & 1);
      lut.put((byte) ((100 - darkness) * 255 / 100));
      for (int i = 1; i < out; i++) {
        lut.put((byte) 128);
      }
    }
    putIdentities(lut, out);
    return lut.array();
  }

  private static byte[] xyz(double x, double y, double z) {
    return ByteBuffer.allocate(20)
        .put("XYZ ".getBytes(US_ASCII))
        .putInt(0)
        .putInt((int) Math.round(x * 65536))
        .putInt((int) Math.round(y * 65536))
        .putInt((int) Math.round(z * 65536))
        .array();
  }

  private static void put(ByteBuffer profile, int at, String text) {
    profile.put(at, text.getBytes(US_ASCII));
  }

  private static void putIdentities(ByteBuffer profile, int count) {
    for (int i = 0; i < count * 256; i++) {
      profile.put((byte) i);
    }
  }
}
