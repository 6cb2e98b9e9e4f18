package uncrop.pad;

import uncrop.engine.PaintListener;

/** Progress by rows, often enough to stop soon and seldom enough to cost nothing. */
final class Rows {
  private static final int STRIDE = 64;

  private Rows() {}

  static void report(PaintListener listener, String stage, int row, int rows) {
    report(listener, stage, row, rows, 0, 1);
  }

  /** Rows make up the share of the painting between the two numbers. */
  static void report(
      PaintListener listener, String stage, int row, int rows, double from, double to) {
    if (row % STRIDE == 0) {
      listener.progress(stage, from + (to - from) * row / rows);
    }
  }
}
