package uncrop.models;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import uncrop.fault.BadInput;

/** What an installed model is for. */
public enum Kind {
  /** A complete Stable Diffusion 1.5 or XL: text encoders, UNet and autoencoder. */
  CHECKPOINT("checkpoint", "a Stable Diffusion 1.5 or XL checkpoint (folder or file)"),
  /** Small changes of a checkpoint's weights. */
  LORA("LoRA", "a LoRA"),
  /** Makes any Stable Diffusion XL with 4 channels paint holes: a patch and a head, as Fooocus. */
  INPAINT_PATCH("inpaint patch", "a Fooocus inpaint patch with its head beside it"),
  /** A decoder that is good enough for previews (TAESD). */
  TINY_DECODER("tiny decoder", "a TAESD decoder"),
  /** Adds words to prompts (GPT-2). */
  PROMPT_EXPANSION(
      "prompt expansion",
      "a folder with a GPT-2, its config.json, vocab.json, merges.txt and positive.txt"),
  /** Paints holes in one pass, at any size (Suvorov et al. 2021). */
  LAMA("LaMa", "LaMa as TorchScript"),
  /** Paints holes in one pass of 512 x 512, fast (Sargsyan et al. 2023). */
  MI_GAN("MI-GAN", "MI-GAN as TorchScript");

  private final String title;
  private final String files;

  Kind(String title, String files) {
    this.title = title;
    this.files = files;
  }

  /** Such as "inpaint patch". */
  public String title() {
    return title;
  }

  /** How it is written on a command line, such as {@code inpaint-patch}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Whether it paints pictures alone, in one pass. */
  public boolean feedForward() {
    return this == LAMA || this == MI_GAN;
  }

  /**
   * @param word as {@link #word()} gives it, in whatever case
   * @throws BadInput on the field "kind" if there is none such
   */
  public static Kind named(String word) {
    return Arrays.stream(values())
        .filter(kind -> kind.word().equalsIgnoreCase(word.strip()))
        .findFirst()
        .orElseThrow(() ->
            new BadInput(
                "kind",
                word,
                "must be one of "
                    + Arrays.stream(values()).map(Kind::word).collect(Collectors.joining(", "))));
  }

  /** What can be imported, for those who brought something else. */
  static String recognised() {
    return Arrays.stream(values()).map(kind -> kind.files).collect(Collectors.joining(", "));
  }
}
