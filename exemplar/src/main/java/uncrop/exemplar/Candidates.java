package uncrop.exemplar;

import java.util.ArrayList;
import java.util.List;
import uncrop.geometry.Rect;

/**
 * The shifts worth trying: those that continue a piece of the border well, found by looking for
 * that piece elsewhere in the picture.
 */
final class Candidates {
  /*
   * How and why: a strip of known pixels along the border is cut into templates. Wherever a template reappears (moved,
   * or mirrored), what lies beyond it there is a good guess for what lies beyond the border here. Small templates find
   * the continuation of a roof or a plank, large ones that of a whole landscape, horizon and all. Per template only the
   * best few places that are apart from each other are kept, so that the choice is between different continuations
   * and not between neighbours of one. Places are tried on every other pixel, and the best ones then on all around.
   */
  private static final int SHORTLIST = 24;
  private static final int APART = 4;
  private static final int OUTSIDE = 200;
  private static final int LEAST_MOVE = 3;

  private final Level level;
  private final Place place;
  private final int perTemplate;

  Candidates(Level level, Place place, int perTemplate) {
    this.level = level;
    this.place = place;
    this.perTemplate = perTemplate;
  }

  /** A shift to try, and the square of pixels (centre, half side) that it was found for. */
  record Candidate(Shift shift, int x, int y, int reach) {

    /** The square, or a larger one of half side {@code least}. */
    Rect square(int least) {
      int half = Math.max(reach, least);
      return new Rect(x - half, y - half, 2 * half + 1, 2 * half + 1);
    }
  }

  private record Scored(Shift shift, int cost) {}

  /** The same list in the same order whatever the number of threads. */
  List<Candidate> find(List<Template> templates) {
    return templates.parallelStream().map(this::search).flatMap(List::stream).toList();
  }

  private List<Candidate> search(Template template) {
    List<Candidate> found = new ArrayList<>();
    search(template, false, false, perTemplate, found);
    search(template, template.sideways(), !template.sideways(), (perTemplate + 1) / 2, found);
    return found;
  }

  private void search(Template t, boolean flipX, boolean flipY, int count, List<Candidate> found) {
    List<Scored> best = new ArrayList<>();
    int reach = flipY ? level.height() : place.reach(t.centreY());
    // A reflection about a line near the border would show its symmetry; the one about the border
    // is tried anyway.
    int least = flipX || flipY ? Math.max(level.width(), level.height()) / 12 : LEAST_MOVE;
    for (int y = Math.max(0, t.centreY() - reach);
        y < Math.min(level.height(), t.centreY() + reach + 1);
        y += 2) {
      for (int x = 0; x < level.width(); x += 2) {
        int dx = Math.abs(x - t.centreX());
        int dy = Math.abs(y - t.centreY());
        if (!level.isSource(x, y) || Math.max(dx, dy) < least) {
          continue;
        }
        Shift shift =
            new Shift(
                flipX,
                flipY,
                flipX ? x + t.centreX() : x - t.centreX(),
                flipY ? y + t.centreY() : y - t.centreY());
        int worst = best.size() < SHORTLIST ? Integer.MAX_VALUE : best.getLast().cost();
        int cost = score(t, shift, worst);
        if (cost < worst) {
          insert(best, new Scored(shift, cost));
        }
      }
    }
    List<Scored> refined = new ArrayList<>();
    for (Scored scored : best) {
      insert(refined, bestAround(t, scored));
    }
    keep(t, refined, count, found);
  }

  private Scored bestAround(Template t, Scored start) {
    Scored best = start;
    for (int dy = -1; dy <= 1; dy++) {
      for (int dx = -1; dx <= 1; dx++) {
        Shift moved = start.shift().moved(dx, dy);
        int cost = score(t, moved, best.cost());
        if (cost < best.cost()) {
          best = new Scored(moved, cost);
        }
      }
    }
    return best;
  }

  private int score(Template t, Shift shift, int worst) {
    int n = t.xs().length;
    int away = shift.flipY() ? 0 : 96 * Math.abs(shift.ty()) / Math.max(8, level.height());
    long limit = worst == Integer.MAX_VALUE ? Long.MAX_VALUE : (long) (worst - away) * n;
    long sum = 0;
    int w = level.width();
    int[] pixels = level.pixels();
    for (int i = 0; i < n; i++) {
      int x = t.xs()[i];
      int y = t.ys()[i];
      int from = level.source(shift.sourceX(x), shift.sourceY(y));
      sum += from < 0 ? OUTSIDE : Level.difference(pixels[y * w + x], pixels[from]);
      // What lies beyond must exist too, or the shift has nothing to paint with.
      if (t.beyond()[i] != 0
          && !level.isSource(shift.sourceX(t.beyondX(i)), shift.sourceY(t.beyondY(i)))) {
        sum += OUTSIDE / 2;
      }
      if (sum > limit) {
        return Integer.MAX_VALUE;
      }
    }
    return away + (int) (sum / n);
  }

  private static void insert(List<Scored> best, Scored scored) {
    int at = best.size();
    while (at > 0 && best.get(at - 1).cost() > scored.cost()) {
      at--;
    }
    best.add(at, scored);
    if (best.size() > SHORTLIST) {
      best.removeLast();
    }
  }

  private void keep(Template t, List<Scored> best, int count, List<Candidate> found) {
    List<Shift> kept = new ArrayList<>();
    for (Scored scored : best) {
      Shift s = scored.shift();
      if (kept.stream()
          .allMatch(o -> Math.abs(o.tx() - s.tx()) + Math.abs(o.ty() - s.ty()) > APART)) {
        kept.add(s);
        found.add(new Candidate(s, t.centreX(), t.centreY(), 2 * t.size()));
        if (kept.size() == count) {
          return;
        }
      }
    }
  }
}
