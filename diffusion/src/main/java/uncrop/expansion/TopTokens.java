package uncrop.expansion;

import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** Draws from the likeliest tokens, each as often as it is likely. */
record TopTokens(List<Integer> ids, double[] shares) {
  /**
   * @param scores of all tokens
   * @param most how many are drawn from
   */
  static TopTokens of(float[] scores, int most) {
    Comparator<Integer> byScore = Comparator.comparingDouble(id -> scores[id]);
    PriorityQueue<Integer> best = new PriorityQueue<>(byScore);
    for (int id = 0; id < scores.length; id++) {
      if (best.size() < most) {
        best.add(id);
      } else if (scores[id] > scores[best.element()]) {
        best.remove();
        best.add(id);
      }
    }
    List<Integer> ids = best.stream().sorted(byScore.reversed()).toList();
    double[] shares =
        ids.stream().mapToDouble(id -> Math.exp(scores[id] - scores[ids.getFirst()])).toArray();
    double sum = IntStream.range(0, shares.length).mapToDouble(i -> shares[i]).sum();
    for (int i = 0; i < shares.length; i++) {
      shares[i] /= sum;
    }
    return new TopTokens(ids, shares);
  }

  int draw(RandomGenerator random) {
    double left = random.nextDouble();
    for (int i = 0; i < shares.length; i++) {
      left -= shares[i];
      if (left < 0) {
        return ids.get(i);
      }
    }
    return ids.getFirst(); // the shares' sum was rounded to less than 1
  }
}
