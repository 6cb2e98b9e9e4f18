package uncrop.picture;

import static org.assertj.core.api.Assertions.assertThat;

import com.drew.imaging.ImageMetadataReader;
import com.drew.metadata.Directory;
import com.drew.metadata.exif.ExifIFD0Directory;
import com.drew.metadata.exif.ExifSubIFDDirectory;
import com.drew.metadata.xmp.XmpDirectory;
import java.io.ByteArrayInputStream;
import java.nio.ByteOrder;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is written beside the pixels, read by a library that had no part in writing it. */
class ProvenanceTest {
  private static final String IPTC = "http://iptc.org/std/Iptc4xmpExt/2008-02-29/";
  private static final String XMP = "http://ns.adobe.com/xap/1.0/";
  private static final String OWN = "urn:uncrop:provenance:1.0/";

  @ParameterizedTest
  @EnumSource(Format.class)
  void xmp_tells_engine_model_seed_and_prompt(Format format) throws Exception {
    Provenance provenance =
        new Provenance(
            "diffusion",
            Optional.of("sd-1.5"),
            true,
            42,
            "a <sea> & \"sky\" \u0000\u000B\uD800\uFFFE ☀😀");
    var xmp = xmpOf(file(format, Optional.of(provenance))).getXMPMeta();

    assertThat(xmp.getPropertyString(IPTC, "DigitalSourceType"))
        .isEqualTo(
            "http://cv.iptc.org/newscodes/digitalsourcetype/compositeWithTrainedAlgorithmicMedia");
    assertThat(xmp.getPropertyString(XMP, "CreatorTool")).isEqualTo("uncrop");
    assertThat(xmp.getPropertyString(OWN, "Engine")).isEqualTo("diffusion");
    assertThat(xmp.getPropertyString(OWN, "Model")).isEqualTo("sd-1.5");
    assertThat(xmp.getPropertyString(OWN, "Seed")).isEqualTo("42");
    assertThat(xmp.getPropertyString(OWN, "Prompt")).isEqualTo("a <sea> & \"sky\"  ☀😀");
  }

  @ParameterizedTest
  @EnumSource(Format.class)
  void an_engine_without_a_trained_model_is_not_called_generative(Format format) throws Exception {
    Provenance provenance = new Provenance("exemplar", Optional.empty(), false, 0, "");
    var xmp = xmpOf(file(format, Optional.of(provenance))).getXMPMeta();
    assertThat(xmp.getPropertyString(IPTC, "DigitalSourceType"))
        .endsWith("/algorithmicallyEnhanced");
    assertThat(xmp.doesPropertyExist(OWN, "Model")).isFalse();
    assertThat(xmp.doesPropertyExist(OWN, "Prompt")).isFalse();
  }

  @ParameterizedTest
  @EnumSource(Format.class)
  void a_prompt_without_end_is_cut_to_what_every_format_holds(Format format) throws Exception {
    Provenance provenance =
        new Provenance("exemplar", Optional.empty(), false, 0, "&".repeat(99_999));
    var xmp = xmpOf(file(format, Optional.of(provenance))).getXMPMeta();
    assertThat(xmp.getPropertyString(OWN, "Prompt")).matches("&{5000,}");
  }

  @ParameterizedTest
  @EnumSource(Format.class)
  void exif_is_where_others_look_for_it(Format format) throws Exception {
    var metadata =
        ImageMetadataReader.readMetadata(new ByteArrayInputStream(file(format, Optional.empty())));
    var main = first(metadata, ExifIFD0Directory.class);
    assertThat(main.getString(ExifIFD0Directory.TAG_MAKE)).isEqualTo(TestExif.MAKE);
    assertThat(main.containsTag(ExifIFD0Directory.TAG_ORIENTATION)).isFalse();
    var sub = first(metadata, ExifSubIFDDirectory.class);
    assertThat(sub.getRational(ExifSubIFDDirectory.TAG_EXPOSURE_TIME)).hasToString("1/250");
    assertThat(sub.containsTag(ExifSubIFDDirectory.TAG_EXIF_IMAGE_WIDTH)).isFalse();
    assertThat(metadata.getDirectoriesOfType(XmpDirectory.class)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Format.class)
  void without_metadata_nothing_but_the_profile_is_written(Format format) {
    Metadata full =
        new Metadata(
            Optional.of(TestProfiles.displayP3()),
            Optional.of(TestExif.block(ByteOrder.BIG_ENDIAN, 1)));
    Picture picture =
        new PictureReader(PictureLimits.DEFAULT)
            .read(TestFiles.encoded(TestFiles.colours(8, 8), format, full.withoutExif()), "image");
    assertThat(picture.metadata().exif()).isEmpty();
    assertThat(picture.metadata().icc()).hasValue(TestProfiles.displayP3());
  }

  private static byte[] file(Format format, Optional<Provenance> provenance) {
    Metadata source =
        new Metadata(Optional.empty(), Optional.of(TestExif.block(ByteOrder.LITTLE_ENDIAN, 1)));
    Picture picture =
        new PictureReader(PictureLimits.DEFAULT)
            .read(TestFiles.encoded(TestFiles.colours(12, 9), format, source), "image");
    return PictureWriter.encode(
        picture.raster(), new Encoding(format, 80), picture.metadata(), provenance);
  }

  private static XmpDirectory xmpOf(byte[] file) throws Exception {
    return first(
        ImageMetadataReader.readMetadata(new ByteArrayInputStream(file)), XmpDirectory.class);
  }

  private static <D extends Directory> D first(
      com.drew.metadata.Metadata metadata, Class<D> directory) {
    return metadata.getDirectoriesOfType(directory).iterator().next();
  }
}
