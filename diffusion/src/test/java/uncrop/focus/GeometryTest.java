package uncrop.focus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import uncrop.fault.BadInput;
import uncrop.geometry.Rect;
import uncrop.geometry.Size;
import uncrop.golden.Golden;
import uncrop.pixels.Mask;
import uncrop.pixels.Raster;
import uncrop.tensor.TensorScope;

class GeometryTest {
  private static final int SIDE = 1024;

  static Stream<JsonNode> cases() {
    return Golden.json("golden/fooocus/geometry.json").path("cases").valueStream();
  }

  private static Rect place(JsonNode reference) {
    List<String> sides = reference.path("sides").valueStream().map(JsonNode::asString).toList();
    int width = reference.path("w").asInt();
    int height = reference.path("h").asInt();
    return new Rect(
        sides.contains("left") ? (int) (0.3 * width) : 0,
        sides.contains("top") ? (int) (0.3 * height) : 0,
        width,
        height);
  }

  private static Mask mask(JsonNode reference) {
    Rect place = place(reference);
    Mask mask =
        Pictures.around(
            place, reference.path("canvas_w").asInt(), reference.path("canvas_h").asInt());
    for (JsonNode rect : reference.path("mask_rects_y0y1x0x1v")) {
      for (int y = rect.path(0).asInt(); y < rect.path(1).asInt(); y++) {
        for (int x = rect.path(2).asInt(); x < rect.path(3).asInt(); x++) {
          mask.set(place.x() + x, place.y() + y, Mask.PAINT);
        }
      }
    }
    return mask;
  }

  private static boolean isBlackAndWhite(JsonNode reference) {
    return reference
        .path("mask_rects_y0y1x0x1v")
        .valueStream()
        .allMatch(rect -> rect.path(4).asInt() == 255);
  }

  private static byte[] levels(Mask mask) {
    byte[] levels = mask.values().clone();
    for (int i = 0; i < levels.length; i++) {
      levels[i] = (byte) ~levels[i];
    }
    return levels;
  }

  @ParameterizedTest
  @MethodSource("cases")
  void area_size_and_masks_are_fooocus(JsonNode reference) {
    Mask mask = mask(reference);
    Rect area = InterestedArea.of(mask, reference.path("k").asDouble());
    JsonNode box = reference.path("area_y0y1x0x1");

    assertThat(List.of(area.y(), area.bottom(), area.x(), area.right()))
        .containsExactlyElementsOf(box.valueStream().map(JsonNode::asInt).toList());
    assertThat(WorkingSize.ceiling(new Size(area.width(), area.height())))
        .isEqualTo(reference.path("shape_ceil").asInt());

    int width = reference.path("working_w").asInt();
    int height = reference.path("working_h").asInt();
    WorkingPicture working =
        WorkingPicture.of(new Raster(mask.width(), mask.height()), mask, area, SIDE);
    assertThat(working.picture().size())
        .isEqualTo(new Size(Math.round(width / 64f) * 64, Math.round(height / 64f) * 64));
    if (!isBlackAndWhite(reference) || width % 64 != 0 || height % 64 != 0) {
      return; // of grey masks, and of sizes that no model takes, Fooocus has ideas of its own
    }
    assertThat(working.mask().painted()).isEqualTo(reference.path("working_mask_white").asInt());
    assertThat(Pictures.sha256(levels(working.mask())))
        .isEqualTo(reference.path("working_mask_sha256").asString());
    assertThat(latentMask(working.mask()))
        .isEqualTo(reference.path("latent_mask_sha256_uint8").asString());
    assertThat(softMask(mask)).isEqualTo(reference.path("softmask_sha256").asString());
  }

  private static String latentMask(Mask mask) {
    try (TensorScope scope = TensorScope.open()) {
      float[] cells = LatentMask.of(mask).toFloats();
      byte[] bytes = new byte[cells.length];
      for (int i = 0; i < cells.length; i++) {
        bytes[i] = (byte) cells[i];
      }
      return Pictures.sha256(bytes);
    }
  }

  private static String softMask(Mask mask) {
    SoftMask soft = SoftMask.of(mask);
    byte[] bytes = new byte[mask.values().length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) soft.at(i % mask.width(), i / mask.width());
    }
    return Pictures.sha256(bytes);
  }

  static Stream<JsonNode> casesWithoutSuperResolution() {
    return cases().filter(reference -> !reference.path("super_resolution_called").asBoolean());
  }

  @ParameterizedTest
  @MethodSource("casesWithoutSuperResolution")
  void a_working_picture_is_fooocus_to_the_last_bit(JsonNode reference) {
    if (reference.path("working_w").asInt() % 64 != 0) {
      return;
    }
    Raster canvas =
        Pictures.extended(
            Pictures.picture(reference.path("w").asInt(), reference.path("h").asInt()),
            place(reference),
            reference.path("canvas_w").asInt(),
            reference.path("canvas_h").asInt());

    Raster working =
        WorkingPicture.of(canvas, mask(reference), reference.path("k").asDouble(), SIDE).picture();

    assertThat(Pictures.sha256(working))
        .isEqualTo(reference.path("working_image_sha256").asString());
  }

  @ParameterizedTest
  @CsvSource({
    "1024x1024, 1024, 1024x1024", "1331x1024, 1024, 1152x832", "1228x818, 1024, 1216x832",
    "1331x1024, 512, 576x448", "2000x1000, 256, 320x192", "1x1, 256, 256x256",
  })
  void a_model_works_at_about_its_own_area(String part, int side, String expected) {
    String[] sides = part.split("x");
    Size size = new Size(Integer.parseInt(sides[0]), Integer.parseInt(sides[1]));

    assertThat(WorkingSize.of(size, side)).hasToString(expected);
  }

  @Test
  void a_part_of_any_shape_has_a_size_that_a_model_can_work_at() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (int round = 0; round < 5000; round++) {
      Size part = new Size(1 + random.nextInt(1 << random.nextInt(17)), 1 + random.nextInt(9000));
      int side = 64 * (1 + random.nextInt(24));

      Size size = WorkingSize.of(part, side);

      assertThat(List.of(size.width() % 64, size.height() % 64))
          .as("seed %d, round %d: %s at %d is %s", seed, round, part, side, size)
          .containsOnly(0);
      double shape = (double) part.width() / part.height();
      if (shape > 0.25 && shape < 4 && side >= 512) {
        assertThat(Math.sqrt((double) size.area()))
            .as("seed %d, round %d: %s at %d is %s", seed, round, part, side, size)
            .isBetween(side - 150.0, side + 64.0);
      }
    }
  }

  @Test
  void a_side_that_is_no_multiple_of_64_is_a_mistake() {
    assertThatThrownBy(() -> WorkingSize.of(new Size(9, 9), 1000))
        .hasMessage("a model's side is a multiple of 64, not 1000");
  }

  @Test
  void areas_of_random_holes_hold_the_hole_and_the_field() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (int round = 0; round < 500; round++) {
      Size size = new Size(1 + random.nextInt(90), 1 + random.nextInt(90));
      Mask mask = Mask.keeping(size);
      for (int i = 0; i <= random.nextInt(3); i++) {
        mask.set(random.nextInt(size.width()), random.nextInt(size.height()), Mask.PAINT);
      }
      double field = round % 10 == 0 ? 1 : random.nextDouble();

      Rect area = InterestedArea.of(mask, field);

      Rect hole = InterestedArea.bounds(mask);
      String what = "seed %d, round %d: %s of %s".formatted(seed, round, area, size);
      assertThat(area.intersect(hole)).as(what).isEqualTo(hole);
      assertThat((double) area.width()).as(what).isGreaterThanOrEqualTo(size.width() * field);
      assertThat((double) area.height()).as(what).isGreaterThanOrEqualTo(size.height() * field);
      assertThat(area.right()).as(what).isLessThanOrEqualTo(size.width());
      assertThat(area.bottom()).as(what).isLessThanOrEqualTo(size.height());
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, 1.1, Double.NaN})
  void a_field_that_is_no_share_is_refused(double field) {
    Mask mask = Mask.painting(new Size(8, 8));

    assertThatThrownBy(() -> InterestedArea.of(mask, field))
        .isInstanceOf(BadInput.class)
        .hasMessage("respective field " + field + ": must be 0 to 1");
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.618, 1})
  void without_anything_to_paint_there_is_no_area(double field) {
    Mask mask = Mask.keeping(new Size(8, 9));

    assertThatThrownBy(() -> InterestedArea.of(mask, field))
        .isInstanceOf(BadInput.class)
        .hasMessage("mask 8x9: paints nothing: leave something to paint");
  }
}
