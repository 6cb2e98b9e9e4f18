package uncrop.outpaint;

import uncrop.checkpoint.Family;

/** Which model a caller wants, in the words of his vocabulary. */
public sealed interface ModelWish {

  /** Whichever is best. */
  record Any() implements ModelWish {}

  /**
   * One of that name: an installed model's own, or one that the catalogue says it serves.
   *
   * @param name as the vocabulary has it
   */
  record Named(String name) implements ModelWish {}

  /**
   * One of that name, or files that lie anywhere: for who sits at the machine.
   *
   * @param nameOrPath a name wins over a file of that name
   */
  record Local(String nameOrPath) implements ModelWish {}

  /**
   * Any of a family.
   *
   * @param name what the vocabulary calls it, for messages and for who wants to install it
   * @param inpainting whether it must see the mask, with a UNet of 9 channels
   */
  record OfFamily(String name, Family family, boolean inpainting) implements ModelWish {}
}
