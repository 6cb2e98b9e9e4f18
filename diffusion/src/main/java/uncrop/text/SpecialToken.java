package uncrop.text;

/**
 * A token that no merge makes but that a text can spell out.
 *
 * @param content how it is written
 * @param normalised whether it is looked for in the normalised text, that is in any case, or in the
 *     text as it was given
 */
record SpecialToken(String content, int id, boolean normalised) {}
