package uncrop.exemplar;

import java.util.Arrays;

/**
 * The connected pieces of a field of shifts, each moved by up to a pixel to where its edge fits
 * best.
 */
final class Pieces {
  private static final int EDGE_SAMPLES = 3000;

  private final Level level;
  private final ShiftTable table;
  private final BorderCost border;
  private final short[] field;
  private final int[] members;
  private int memberCount;
  private int[] edge = new int[256];
  private int edgeCount;

  Pieces(Level level, ShiftTable table, BorderCost border, short[] field) {
    this.level = level;
    this.table = table;
    this.border = border;
    this.field = field;
    this.members = new int[field.length];
  }

  void align() {
    boolean[] seen = new boolean[field.length];
    for (int start = 0; start < field.length; start++) {
      if (field[start] >= 0 && !seen[start]) {
        gather(start, seen);
        move(field[start]);
      }
    }
  }

  /** Collects the piece around {@code start}, and its pixels that lie on its edge. */
  private void gather(int start, boolean[] seen) {
    int w = level.width();
    int number = field[start];
    memberCount = 0;
    edgeCount = 0;
    members[memberCount++] = start;
    seen[start] = true;
    for (int i = 0; i < memberCount; i++) {
      int p = members[i];
      boolean onEdge = border.isNear(p);
      for (int side = 0; side < Level.SIDES; side++) {
        int q = Level.neighbour(p, side, w, field.length);
        if (q < 0) {
          continue;
        }
        if (field[q] == number) {
          if (!seen[q]) {
            seen[q] = true;
            members[memberCount++] = q;
          }
        } else {
          onEdge |= field[q] >= 0;
        }
      }
      if (onEdge) {
        if (edgeCount == edge.length) {
          edge = Arrays.copyOf(edge, 2 * edgeCount);
        }
        edge[edgeCount++] = p;
      }
    }
  }

  private void move(int number) {
    Shift shift = table.get(number);
    Shift best = shift;
    long bestCost = edgeCost(number, number);
    for (int i = 0; i < 9; i++) {
      Shift moved = shift.moved(i % 3 - 1, i / 3 - 1);
      int known = table.size();
      long cost = moved.equals(shift) ? bestCost : edgeCost(table.number(moved), number);
      table.truncate(known);
      if (cost < bestCost) {
        bestCost = cost;
        best = moved;
      }
    }
    int moved = table.number(best);
    if (moved != number) {
      for (int i = 0; i < memberCount; i++) {
        field[members[i]] = (short) moved;
      }
    }
  }

  private long edgeCost(int moved, int number) {
    int w = level.width();
    long sum = 0;
    int stride = Math.max(1, edgeCount / EDGE_SAMPLES);
    for (int i = 0; i < edgeCount; i += stride) {
      int p = edge[i];
      int x = p % w;
      int y = p / w;
      sum += table.source(moved, x, y, level) < 0 ? Expansion.UNSEEN : border.of(p, x, y, moved);
      for (int side = 0; side < Level.SIDES; side++) {
        int q = Level.neighbour(p, side, w, field.length);
        if (q >= 0 && field[q] >= 0 && field[q] != number) {
          sum += Expansion.disagreement(level, table, x, y, moved, field[q]);
          sum += Expansion.disagreement(level, table, q % w, q / w, moved, field[q]);
        }
      }
    }
    return sum;
  }
}
