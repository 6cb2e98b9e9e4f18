package uncrop.exemplar;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;

class MaxFlowTest {
  private static final RandomGeneratorFactory<RandomGenerator> RANDOM =
      RandomGeneratorFactory.of("L64X128MixRandom");

  private record Edge(int a, int b, int there, int back) {}

  /** Capacities from the source and to the sink by node, and what joins the nodes. */
  private static final class Graph {
    final int[] fromSource;
    final int[] toSink;
    final List<Edge> edges = new ArrayList<>();

    Graph(int nodes) {
      fromSource = new int[nodes];
      toSink = new int[nodes];
    }

    static Graph random(RandomGenerator random, int nodes, int edges, int capacity) {
      Graph graph = new Graph(nodes);
      for (int i = 0; i < nodes; i++) {
        graph.fromSource[i] = random.nextBoolean() ? random.nextInt(capacity) : 0;
        graph.toSink[i] = random.nextBoolean() ? random.nextInt(capacity) : 0;
      }
      for (int i = 0; i < edges; i++) {
        int a = random.nextInt(nodes);
        int b = random.nextInt(nodes);
        if (a != b) {
          int back = random.nextBoolean() ? random.nextInt(capacity) : 0;
          graph.edges.add(new Edge(a, b, random.nextInt(capacity), back));
        }
      }
      return graph;
    }

    static Graph grid(RandomGenerator random, int side, int capacity) {
      Graph graph = random(random, side * side, 0, capacity);
      for (int p = 0; p < side * side; p++) {
        if (p % side + 1 < side) {
          graph.edges.add(new Edge(p, p + 1, random.nextInt(capacity), random.nextInt(capacity)));
        }
        if (p + side < side * side) {
          graph.edges.add(
              new Edge(p, p + side, random.nextInt(capacity), random.nextInt(capacity)));
        }
      }
      return graph;
    }

    int nodes() {
      return fromSource.length;
    }

    long cut(boolean[] sinkSide) {
      long sum = 0;
      for (int i = 0; i < nodes(); i++) {
        sum += sinkSide[i] ? fromSource[i] : toSink[i];
      }
      for (Edge e : edges) {
        if (sinkSide[e.a] != sinkSide[e.b]) {
          sum += sinkSide[e.b] ? e.there : e.back;
        }
      }
      return sum;
    }

    long cheapestOfAllCuts() {
      long best = Long.MAX_VALUE;
      boolean[] sinkSide = new boolean[nodes()];
      for (int cut = 0; cut < 1 << nodes(); cut++) {
        for (int i = 0; i < nodes(); i++) {
          sinkSide[i] = (cut >> i & 1) == 1;
        }
        best = Math.min(best, cut(sinkSide));
      }
      return best;
    }

    /** The largest flow along one shortest path after the other (Edmonds and Karp 1972). */
    long largestFlow() {
      int source = nodes();
      int sink = nodes() + 1;
      long[][] residual = new long[nodes() + 2][nodes() + 2];
      for (int i = 0; i < nodes(); i++) {
        residual[source][i] = fromSource[i];
        residual[i][sink] = toSink[i];
      }
      for (Edge e : edges) {
        residual[e.a][e.b] += e.there;
        residual[e.b][e.a] += e.back;
      }
      long flow = 0;
      while (true) {
        int[] parent = pathsFrom(source, residual);
        if (parent[sink] < 0) {
          return flow;
        }
        long most = Long.MAX_VALUE;
        for (int i = sink; i != source; i = parent[i]) {
          most = Math.min(most, residual[parent[i]][i]);
        }
        for (int i = sink; i != source; i = parent[i]) {
          residual[parent[i]][i] -= most;
          residual[i][parent[i]] += most;
        }
        flow += most;
      }
    }

    private static int[] pathsFrom(int source, long[][] residual) {
      int[] parent = new int[residual.length];
      Arrays.fill(parent, -1);
      parent[source] = source;
      int[] queue = new int[residual.length];
      queue[0] = source;
      int n = 1;
      for (int i = 0; i < n; i++) {
        for (int to = 0; to < residual.length; to++) {
          if (parent[to] < 0 && residual[queue[i]][to] > 0) {
            parent[to] = queue[i];
            queue[n++] = to;
          }
        }
      }
      return parent;
    }
  }

  private static boolean[] solve(MaxFlow flow, Graph graph) {
    flow.reset(graph.nodes());
    for (int i = 0; i < graph.nodes(); i++) {
      flow.terminal(i, graph.fromSource[i], graph.toSink[i]);
    }
    for (Edge e : graph.edges) {
      flow.edge(e.a, e.b, e.there, e.back);
    }
    flow.solve();
    boolean[] sinkSide = new boolean[graph.nodes()];
    for (int i = 0; i < sinkSide.length; i++) {
      sinkSide[i] = flow.onSinkSide(i);
    }
    return sinkSide;
  }

  @Test
  void no_cut_of_a_small_graph_is_cheaper() {
    MaxFlow reused = new MaxFlow();
    for (int seed = 0; seed < 4000; seed++) {
      RandomGenerator random = RANDOM.create(seed);
      int nodes = random.nextInt(1, 11);
      Graph graph = Graph.random(random, nodes, random.nextInt(3 * nodes), random.nextInt(1, 30));

      assertThat(graph.cut(solve(reused, graph)))
          .as("seed %d", seed)
          .isEqualTo(graph.cheapestOfAllCuts());
    }
  }

  @Test
  void capacities_near_the_largest_int_do_not_overflow() {
    for (int seed = 0; seed < 300; seed++) {
      Graph graph = Graph.random(RANDOM.create(seed), 8, 20, Integer.MAX_VALUE / 2);

      assertThat(graph.cut(solve(new MaxFlow(), graph)))
          .as("seed %d", seed)
          .isEqualTo(graph.cheapestOfAllCuts());
    }
  }

  @Test
  void the_cut_of_a_grid_costs_what_can_flow_through_it() {
    MaxFlow reused = new MaxFlow();
    for (int seed = 0; seed < 30; seed++) {
      RandomGenerator random = RANDOM.create(seed);
      Graph graph = Graph.grid(random, 12, random.nextInt(2, 40));

      assertThat(graph.cut(solve(reused, graph)))
          .as("seed %d", seed)
          .isEqualTo(graph.largestFlow());
    }
  }

  @Test
  void a_used_instance_cuts_like_a_new_one() {
    MaxFlow reused = new MaxFlow();
    for (int seed = 0; seed < 300; seed++) {
      RandomGenerator random = RANDOM.create(seed);
      int nodes = random.nextInt(1, 60);
      Graph graph = Graph.random(random, nodes, 3 * nodes, 50);

      assertThat(solve(reused, graph)).as("seed %d", seed).isEqualTo(solve(new MaxFlow(), graph));
    }
  }

  @Test
  void only_the_difference_of_the_terminal_capacities_counts() {
    for (int seed = 0; seed < 200; seed++) {
      RandomGenerator random = RANDOM.create(seed);
      Graph graph = Graph.random(random, 8, 16, 20);
      boolean[] expected = solve(new MaxFlow(), graph);
      for (int i = 0; i < graph.nodes(); i++) {
        int both = random.nextInt(-50, 50);
        graph.fromSource[i] += both;
        graph.toSink[i] += both;
      }

      assertThat(solve(new MaxFlow(), graph)).as("seed %d", seed).isEqualTo(expected);
    }
  }

  @Test
  void nodes_that_nothing_reaches_count_as_the_sources() {
    MaxFlow flow = new MaxFlow();
    flow.reset(4);
    flow.terminal(0, 0, 5);
    flow.edge(2, 3, 7, 7);
    flow.solve();

    assertThat(flow.onSinkSide(0)).isTrue();
    assertThat(flow.onSinkSide(1)).isFalse();
    assertThat(flow.onSinkSide(2)).isFalse();
    assertThat(flow.onSinkSide(3)).isFalse();
  }

  @Test
  void a_graph_of_nothing_is_solved() {
    MaxFlow flow = new MaxFlow();
    flow.reset(3);
    flow.terminal(0, 1, 9);
    flow.solve();
    flow.reset(0);
    flow.solve();
    flow.reset(1);
    flow.solve();

    assertThat(flow.onSinkSide(0)).isFalse();
  }
}
