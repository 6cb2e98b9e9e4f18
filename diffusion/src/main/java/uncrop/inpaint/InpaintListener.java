package uncrop.inpaint;

import uncrop.sampler.StepListener;

/** Hears how far a call is, on its thread, and may stop it within one step. */
public interface InpaintListener extends StepListener {
  /** Hears nothing, never stops. */
  InpaintListener NONE =
      new InpaintListener() {
        @Override
        public void begin(Stage stage) {}

        @Override
        public void after(Step step) {}
      };

  /** What a call does, in this order. */
  enum Stage {
    READING_PROMPT("reading the prompt"),
    LOADING("loading"),
    ENCODING("encoding"),
    DENOISING("denoising"),
    DECODING("decoding");

    private final String label;

    Stage(String label) {
      this.label = label;
    }

    /** In a word or three, for people. */
    public String label() {
      return label;
    }
  }

  /**
   * @throws uncrop.fault.Cancelled to stop the call
   */
  void begin(Stage stage);
}
