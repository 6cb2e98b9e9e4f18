package uncrop.server.vocabulary.edit;

import java.util.List;
import java.util.random.RandomGenerator;
import uncrop.fault.BadInput;
import uncrop.geometry.Margins;
import uncrop.geometry.Size;
import uncrop.outpaint.ModelWish;
import uncrop.picture.Encoding;
import uncrop.picture.Format;
import uncrop.plan.Sampling;
import uncrop.server.vocabulary.Creativity;
import uncrop.server.vocabulary.OutwardMargins;
import uncrop.server.vocabulary.Wish;
import uncrop.server.wire.Parameters;

/** What {@code POST /api/edit/outpaint} takes, checked against the ranges of its page. */
record EditRequest(Margins margins, Creativity creativity, Sampling sampling, Encoding encoding) {
  static final String PICTURE = "image";

  private static final long ANY_SEED = 0;
  private static final long MOST_SEED = 4_294_967_294L;

  /** WebP and JPEG as good as callers of an editor expect; PNG knows no quality. */
  private static final int QUALITY = 95;

  /**
   * @param random draws the seed where the caller leaves it open
   * @throws BadInput naming the first field that does not fit
   */
  static EditRequest of(Parameters sent, RandomGenerator random) {
    Creativity creativity = Creativity.of(sent);
    long seed = sent.integer("seed", ANY_SEED, 0, MOST_SEED);
    Sampling sampling =
        new Sampling(
            sent.text("prompt").orElse(""),
            "",
            seed == ANY_SEED ? random.nextLong(1, MOST_SEED + 1) : seed,
            1,
            creativity.options());
    String format = sent.choice("output_format", "png", List.of("jpeg", "png", "webp"));
    return new EditRequest(
        OutwardMargins.of(sent),
        creativity,
        sampling,
        new Encoding(Format.parse("output_format", format), QUALITY));
  }

  /** Whole once the picture's size is known. */
  Wish wish(Size source) {
    return new Wish(
        "edit-outpaint",
        PICTURE,
        margins,
        creativity.band(source),
        sampling,
        encoding,
        new ModelWish.Any(),
        List.of(),
        OutwardMargins.names());
  }
}
