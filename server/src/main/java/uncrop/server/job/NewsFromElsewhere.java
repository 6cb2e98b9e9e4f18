package uncrop.server.job;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Looks for news of the jobs that somebody on this node listens to, and that other nodes or
 * commands change. All of them together are asked for in a few statements, however many wait.
 */
public final class NewsFromElsewhere {
  private static final int IDS_IN_A_STATEMENT = 500;

  private final JobUpkeep upkeep;
  private final JobNews news;
  private Map<String, String> known = Map.of();

  public NewsFromElsewhere(JobUpkeep upkeep, JobNews news) {
    this.upkeep = upkeep;
    this.news = news;
  }

  /** Tells the listeners what changed since the last call. Called by one thread. */
  public void look() {
    List<String> ids = new ArrayList<>(news.listenedTo());
    Map<String, String> now = new HashMap<>();
    for (int from = 0; from < ids.size(); from += IDS_IN_A_STATEMENT) {
      int to = Math.min(ids.size(), from + IDS_IN_A_STATEMENT);
      now.putAll(upkeep.marks(ids.subList(from, to)));
    }
    now.forEach((id, mark) -> {
      if (!mark.equals(known.get(id))) {
        news.changed(id);
      }
    });
    known = now;
  }
}
