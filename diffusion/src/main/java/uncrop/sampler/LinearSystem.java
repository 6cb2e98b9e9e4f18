package uncrop.sampler;

import java.util.Arrays;

/** Small systems of linear equations in float32. */
final class LinearSystem {
  private LinearSystem() {}

  /**
   * Gauss' elimination with the greatest pivot of each column.
   *
   * @param rows coefficients; may be larger than what is solved
   * @param sides right-hand sides
   * @param size how many rows and columns of these count
   */
  static float[] solve(float[][] rows, float[] sides, int size) {
    float[][] a = new float[size][];
    for (int i = 0; i < size; i++) {
      a[i] = Arrays.copyOf(rows[i], size + 1);
      a[i][size] = sides[i];
    }
    for (int column = 0; column < size; column++) {
      int pivot = column;
      for (int i = column + 1; i < size; i++) {
        pivot = Math.abs(a[i][column]) > Math.abs(a[pivot][column]) ? i : pivot;
      }
      float[] swapped = a[column];
      a[column] = a[pivot];
      a[pivot] = swapped;
      for (int i = column + 1; i < size; i++) {
        float factor = a[i][column] / a[column][column];
        for (int j = column; j <= size; j++) {
          a[i][j] -= factor * a[column][j];
        }
      }
    }
    float[] x = new float[size];
    for (int i = size - 1; i >= 0; i--) {
      float sum = a[i][size];
      for (int j = i + 1; j < size; j++) {
        sum -= a[i][j] * x[j];
      }
      x[i] = sum / a[i][i];
    }
    return x;
  }
}
