package uncrop.window;

import uncrop.geometry.Rect;

/** Hears of the windows of one level, in turn. */
interface LevelListener {

  /**
   * @param index from 0
   * @param rect in the level's picture
   */
  WindowListener window(int index, Rect rect);

  /** That window is in the level's picture now. */
  void finished(int index);
}
