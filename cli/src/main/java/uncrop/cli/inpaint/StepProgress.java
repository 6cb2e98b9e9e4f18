package uncrop.cli.inpaint;

import uncrop.cli.terminal.Progress;
import uncrop.inpaint.InpaintListener;

/** Shows a call of a model on the screen. */
final class StepProgress implements InpaintListener {
  // Shares of a usual call: the steps are most of it.
  private static final double BEFORE_STEPS = 0.05;
  private static final double STEPS = 0.9;

  private final Progress shown;

  StepProgress(Progress shown) {
    this.shown = shown;
  }

  @Override
  public void begin(Stage stage) {
    double done =
        switch (stage) {
          case READING_PROMPT -> 0;
          case LOADING -> 0.01;
          case ENCODING -> 0.03;
          case DENOISING -> BEFORE_STEPS;
          case DECODING -> BEFORE_STEPS + STEPS;
        };
    shown.progress(stage.label(), done);
  }

  @Override
  public void after(Step step) {
    int taken = step.index() + 1;
    double share = Math.min(1, (double) taken / step.steps());
    shown.progress("step %d of %d".formatted(taken, step.steps()), BEFORE_STEPS + STEPS * share);
  }
}
