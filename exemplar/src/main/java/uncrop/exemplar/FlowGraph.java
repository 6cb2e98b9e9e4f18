package uncrop.exemplar;

import java.util.Arrays;

/**
 * A sparse graph with a source and a sink, and what is left of its capacities.
 *
 * <p>Reused from one cut to the next: {@link #reset} forgets the graph and keeps the arrays.
 */
abstract class FlowGraph {
  /*
   * Arcs come in pairs: arc i runs one way and i ^ 1 back. A node's excess is what is left of its terminal arc:
   * positive towards the source, negative towards the sink.
   */
  static final int NONE = -1;

  int nodes;
  int[] first = new int[0];
  int[] excess = new int[0];
  int[] head = new int[0];
  int[] next = new int[0];
  int[] residual = new int[0];
  private int arcs;

  /** Starts a graph of {@code n} nodes and no arcs, all terminal capacities 0. */
  void reset(int n) {
    nodes = n;
    arcs = 0;
    if (first.length < n) {
      int size = n + n / 2;
      first = new int[size];
      excess = new int[size];
    }
    Arrays.fill(first, 0, n, NONE);
    Arrays.fill(excess, 0, n, 0);
  }

  /** Adds the capacity from the source to the node, and from the node to the sink. */
  void terminal(int node, int fromSource, int toSink) {
    excess[node] += fromSource - toSink;
  }

  /** Joins two nodes with the capacities there and back, neither negative. */
  void edge(int a, int b, int there, int back) {
    if (arcs + 2 > head.length) {
      int size = Math.max(1024, 2 * head.length);
      head = Arrays.copyOf(head, size);
      next = Arrays.copyOf(next, size);
      residual = Arrays.copyOf(residual, size);
    }
    head[arcs] = b;
    residual[arcs] = there;
    next[arcs] = first[a];
    first[a] = arcs++;
    head[arcs] = a;
    residual[arcs] = back;
    next[arcs] = first[b];
    first[b] = arcs++;
  }
}
