package uncrop.picture;

import static java.nio.charset.StandardCharsets.UTF_8;

/** The XMP packet that tells how a picture came about. */
final class XmpPacket {
  /*
   * Iptc4xmpExt:DigitalSourceType is one of the terms of
   * http://cv.iptc.org/newscodes/digitalsourcetype/ (revision of 2024-10-23), there defined so:
   *
   *   compositeWithTrainedAlgorithmicMedia, "Edited using Generative AI": "Augmentation, correction
   *   or enhancement using a Generative AI model, such as with inpainting or outpainting
   *   operations". What a trained model paints.
   *
   *   compositeSynthetic, "Composite including generative AI elements": "Mix or composite of
   *   several elements, at least one of which is Generative AI". Not what an engine does that
   *   rearranges the picture's own texture: no model is in it.
   *
   *   algorithmicallyEnhanced, "Algorithmically-altered media": "Modification or correction by
   *   algorithm without changing the main content of the media, initiated or configured by a
   *   human". This is it: an algorithm, told by a person, no trained data, the source untouched in
   *   the middle.
   */
  private static final String SOURCE_TYPES = "http://cv.iptc.org/newscodes/digitalsourcetype/";

  private static final String TRAINED = SOURCE_TYPES + "compositeWithTrainedAlgorithmicMedia";
  private static final String NOT_TRAINED = SOURCE_TYPES + "algorithmicallyEnhanced";

  /** A packet must fit into one segment of a JPEG (64 KiB), however the text is escaped. */
  private static final int LONGEST_TEXT = 30_000;

  private static final String PACKET =
      """
      <?xpacket begin="\uFEFF" id="W5M0MpCehiHzreSzNTczkc9d"?>
      <x:xmpmeta xmlns:x="adobe:ns:meta/">
       <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
        <rdf:Description rdf:about=""
          xmlns:xmp="http://ns.adobe.com/xap/1.0/"
          xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/"
          xmlns:uncrop="urn:uncrop:provenance:1.0/">
         <xmp:CreatorTool>uncrop</xmp:CreatorTool>
         <Iptc4xmpExt:DigitalSourceType>%s</Iptc4xmpExt:DigitalSourceType>
      %s  </rdf:Description>
       </rdf:RDF>
      </x:xmpmeta>
      <?xpacket end="w"?>\
      """;

  private XmpPacket() {}

  static byte[] of(Provenance provenance) {
    StringBuilder own = new StringBuilder();
    append(own, "Engine", provenance.engine());
    provenance.model().ifPresent(model -> append(own, "Model", model));
    append(own, "Seed", Long.toString(provenance.seed()));
    append(own, "Prompt", provenance.prompt());
    return PACKET.formatted(provenance.trained() ? TRAINED : NOT_TRAINED, own).getBytes(UTF_8);
  }

  private static void append(StringBuilder xml, String name, String text) {
    String escaped = escaped(text);
    if (!escaped.isBlank()) {
      xml.append("   <uncrop:%s>%s</uncrop:%s>\n".formatted(name, escaped, name));
    }
  }

  /** Without what XML 1.0 cannot hold (2.2), and with its markup escaped. */
  private static String escaped(String text) {
    StringBuilder xml = new StringBuilder();
    int bytes = 0;
    for (int c : text.codePoints().filter(XmpPacket::isXml).toArray()) {
      String piece =
          switch (c) {
            case '&' -> "&amp;";
            case '<' -> "&lt;";
            case '>' -> "&gt;";
            case '\r' -> "&#13;";
            default -> Character.toString(c);
          };
      bytes += piece.getBytes(UTF_8).length;
      if (bytes > LONGEST_TEXT) {
        break;
      }
      xml.append(piece);
    }
    return xml.toString();
  }

  private static boolean isXml(int c) {
    return c == '\t'
        || c == '\n'
        || c == '\r'
        || c >= 0x20 && c <= 0xD7FF && !Character.isISOControl(c)
        || c >= 0xE000 && c <= 0xFFFD
        || c >= 0x10000;
  }
}
