package uncrop.exemplar;

import java.util.Arrays;

/** The cheapest cut between the source and the sink of a graph. */
final class MaxFlow extends FlowGraph {
  /*
   * How and why: the algorithm of Boykov and Kolmogorov (PAMI 2004). Two search trees grow from the terminals
   * until they touch, the path between them is saturated, and the nodes it cut off ("orphans") are adopted by
   * neighbours of the same tree where one still leads to the terminal. On grids with mostly local paths it beats
   * push-relabel, and cuts of a few thousand nodes, which is what a layout needs by the hundred, take
   * milliseconds.
   */
  private static final int TERMINAL = -2;
  private static final int ORPHAN = -3;
  private static final byte FREE = 0;
  private static final byte SOURCE = 1;
  private static final byte SINK = 2;

  private int[] parent = new int[0];
  private int[] stamp = new int[0];
  private int[] distance = new int[0];
  private byte[] tree = new byte[0];
  private boolean[] queued = new boolean[0];
  private int[] active = new int[0];
  private int activeFrom;
  private int activeCount;
  private int[] orphans = new int[64];
  private int orphanCount;
  private int time;

  @Override
  void reset(int n) {
    super.reset(n);
    if (parent.length < n) {
      int size = n + n / 2;
      parent = new int[size];
      stamp = new int[size];
      distance = new int[size];
      tree = new byte[size];
      queued = new boolean[size];
      active = new int[size];
    }
  }

  /** Whether the node stays on the sink's side of the cheapest cut; call {@link #solve} first. */
  boolean onSinkSide(int node) {
    return tree[node] == SINK;
  }

  /** Finds the cut. Nodes that neither terminal reaches count as the source's. */
  void solve() {
    plant();
    int current = NONE;
    while (true) {
      if (current == NONE || tree[current] == FREE) {
        current = takeActive();
        if (current == NONE) {
          return;
        }
      }
      int bridge = grow(current);
      if (bridge == NONE) {
        current = NONE;
        continue;
      }
      time++;
      augment(bridge);
      adopt();
    }
  }

  private void plant() {
    activeFrom = 0;
    activeCount = 0;
    orphanCount = 0;
    time = 0;
    for (int i = 0; i < nodes; i++) {
      stamp[i] = 0;
      distance[i] = 1;
      queued[i] = false;
      tree[i] = excess[i] > 0 ? SOURCE : excess[i] < 0 ? SINK : FREE;
      parent[i] = tree[i] == FREE ? NONE : TERMINAL;
      if (tree[i] != FREE) {
        activate(i);
      }
    }
  }

  private void activate(int node) {
    if (!queued[node]) {
      queued[node] = true;
      active[(activeFrom + activeCount) % nodes] = node;
      activeCount++;
    }
  }

  private int takeActive() {
    while (activeCount > 0) {
      int node = active[activeFrom];
      activeFrom = (activeFrom + 1) % nodes;
      activeCount--;
      queued[node] = false;
      if (tree[node] != FREE) {
        return node;
      }
    }
    return NONE;
  }

  /**
   * Grows the node's tree by its free neighbours; returns the arc from source tree to sink tree if
   * they touch.
   */
  private int grow(int node) {
    boolean fromSource = tree[node] == SOURCE;
    for (int arc = first[node]; arc != NONE; arc = next[arc]) {
      if (residual[fromSource ? arc : arc ^ 1] == 0) {
        continue;
      }
      int other = head[arc];
      if (tree[other] == FREE) {
        tree[other] = tree[node];
        parent[other] = arc ^ 1;
        stamp[other] = stamp[node];
        distance[other] = distance[node] + 1;
        activate(other);
      } else if (tree[other] != tree[node]) {
        return fromSource ? arc : arc ^ 1;
      } else if (stamp[other] <= stamp[node] && distance[other] > distance[node] + 1) {
        parent[other] = arc ^ 1;
        stamp[other] = stamp[node];
        distance[other] = distance[node] + 1;
      }
    }
    return NONE;
  }

  private void augment(int bridge) {
    int bottleneck = residual[bridge];
    int node = head[bridge ^ 1];
    while (parent[node] != TERMINAL) {
      bottleneck = Math.min(bottleneck, residual[parent[node] ^ 1]);
      node = head[parent[node]];
    }
    bottleneck = Math.min(bottleneck, excess[node]);
    node = head[bridge];
    while (parent[node] != TERMINAL) {
      bottleneck = Math.min(bottleneck, residual[parent[node]]);
      node = head[parent[node]];
    }
    bottleneck = Math.min(bottleneck, -excess[node]);

    residual[bridge] -= bottleneck;
    residual[bridge ^ 1] += bottleneck;
    push(head[bridge ^ 1], bottleneck, true);
    push(head[bridge], bottleneck, false);
  }

  private void push(int start, int flow, boolean sourceSide) {
    int node = start;
    while (parent[node] != TERMINAL) {
      int up = parent[node];
      int used = sourceSide ? up ^ 1 : up;
      residual[used] -= flow;
      residual[used ^ 1] += flow;
      int above = head[up];
      if (residual[used] == 0) {
        orphan(node);
      }
      node = above;
    }
    excess[node] += sourceSide ? -flow : flow;
    if (excess[node] == 0) {
      orphan(node);
    }
  }

  private void orphan(int node) {
    parent[node] = ORPHAN;
    if (orphanCount == orphans.length) {
      orphans = Arrays.copyOf(orphans, 2 * orphanCount);
    }
    orphans[orphanCount++] = node;
  }

  private void adopt() {
    while (orphanCount > 0) {
      int node = orphans[--orphanCount];
      boolean sourceSide = tree[node] == SOURCE;
      int best = NONE;
      int bestDistance = Integer.MAX_VALUE;
      for (int arc = first[node]; arc != NONE; arc = next[arc]) {
        int other = head[arc];
        if (tree[other] == tree[node] && residual[sourceSide ? arc ^ 1 : arc] > 0) {
          int d = distanceToTerminal(other);
          if (d < bestDistance) {
            bestDistance = d;
            best = arc;
          }
        }
      }
      if (best != NONE) {
        parent[node] = best;
        stamp[node] = time;
        distance[node] = bestDistance + 1;
      } else {
        release(node, sourceSide);
      }
    }
  }

  private void release(int node, boolean sourceSide) {
    for (int arc = first[node]; arc != NONE; arc = next[arc]) {
      int other = head[arc];
      if (tree[other] == tree[node]) {
        if (residual[sourceSide ? arc ^ 1 : arc] > 0) {
          activate(other);
        }
        if (parent[other] >= 0 && head[parent[other]] == node) {
          orphan(other);
        }
      }
    }
    tree[node] = FREE;
    parent[node] = NONE;
  }

  /**
   * Steps from the node to its terminal, or MAX_VALUE when an orphan is on the way; marks the way
   * as checked.
   */
  private int distanceToTerminal(int start) {
    int steps = 0;
    int node = start;
    int base;
    while (true) {
      if (stamp[node] == time) {
        base = distance[node];
        break;
      }
      int up = parent[node];
      if (up == TERMINAL) {
        stamp[node] = time;
        distance[node] = 1;
        base = 1;
        break;
      }
      if (up < 0) {
        return Integer.MAX_VALUE;
      }
      steps++;
      node = head[up];
    }
    int total = base + steps;
    int d = total;
    for (int i = start; stamp[i] != time; i = head[parent[i]]) {
      stamp[i] = time;
      distance[i] = d--;
    }
    return total;
  }
}
