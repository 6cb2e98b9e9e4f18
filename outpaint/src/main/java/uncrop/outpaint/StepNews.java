package uncrop.outpaint;

import uncrop.inpaint.InpaintListener;
import uncrop.window.WindowListener;

/** From steps of a sampler to the progress of a window. */
final class StepNews implements InpaintListener {
  /** Shares of a window: what comes before the first step, and all steps. */
  private static final double BEFORE = 0.06;

  private static final double STEPS = 0.86;

  /** A preview every so many steps. */
  private static final int PREVIEWS = 3;

  private final WindowListener listener;
  private final LatentColours colours;

  StepNews(WindowListener listener, LatentColours colours) {
    this.listener = listener;
    this.colours = colours;
  }

  @Override
  public void begin(Stage stage) {
    double done =
        switch (stage) {
          case READING_PROMPT -> 0;
          case LOADING -> BEFORE / 3;
          case ENCODING -> 2 * BEFORE / 3;
          case DENOISING -> BEFORE;
          case DECODING -> BEFORE + STEPS;
        };
    listener.progress(stage.label(), done);
  }

  @Override
  public void after(Step step) {
    int taken = step.index() + 1;
    double share = Math.min(1, (double) taken / step.steps());
    listener.progress("step %d of %d".formatted(taken, step.steps()), BEFORE + STEPS * share);
    if (taken % PREVIEWS == 0 && taken < step.steps() && listener.wantsPreview()) {
      listener.preview(colours.picture(step.denoised()));
    }
  }
}
