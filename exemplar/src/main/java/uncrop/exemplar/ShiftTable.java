package uncrop.exemplar;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * The shifts in use, by number, so that a field of shifts is a field of small integers. Reading is
 * thread-safe once nobody adds any more.
 */
final class ShiftTable {
  private final Map<Shift, Integer> numbers = new HashMap<>();
  private Shift[] shifts = new Shift[64];
  private int[] stepX = new int[64];
  private int[] stepY = new int[64];
  private int[] offsetX = new int[64];
  private int[] offsetY = new int[64];
  private int size;

  /** The number of the shift, a new one if it was not known. */
  int number(Shift shift) {
    Integer known = numbers.get(shift);
    if (known != null) {
      return known;
    }
    if (size > Short.MAX_VALUE) {
      throw new IllegalStateException("more than " + size + " shifts");
    }
    if (size == shifts.length) {
      shifts = Arrays.copyOf(shifts, 2 * size);
      stepX = Arrays.copyOf(stepX, 2 * size);
      stepY = Arrays.copyOf(stepY, 2 * size);
      offsetX = Arrays.copyOf(offsetX, 2 * size);
      offsetY = Arrays.copyOf(offsetY, 2 * size);
    }
    shifts[size] = shift;
    stepX[size] = shift.flipX() ? -1 : 1;
    stepY[size] = shift.flipY() ? -1 : 1;
    offsetX[size] = shift.tx();
    offsetY[size] = shift.ty();
    numbers.put(shift, size);
    return size++;
  }

  /** Forgets the shifts from number {@code length} on. */
  void truncate(int length) {
    while (size > length) {
      size--;
      numbers.remove(shifts[size]);
    }
  }

  Shift get(int number) {
    return shifts[number];
  }

  int size() {
    return size;
  }

  int sourceX(int number, int x) {
    return stepX[number] * x + offsetX[number];
  }

  int sourceY(int number, int y) {
    return stepY[number] * y + offsetY[number];
  }

  /**
   * Index of the pixel that shift {@code number} copies to (x, y), or -1 if that is not a source.
   */
  int source(int number, int x, int y, Level level) {
    return level.source(sourceX(number, x), sourceY(number, y));
  }
}
