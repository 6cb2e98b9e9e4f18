package uncrop.loaded;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import uncrop.engine.PaintListener;
import uncrop.fault.Cancelled;
import uncrop.pixels.Raster;

/** Carries news from the thread that computes to the one that waits, and the stop back. */
final class Relay implements PaintListener {
  private final PaintListener listener;
  private String stage = "waiting for the model";
  private double done;
  private boolean wanted;
  private boolean stopped;
  private @Nullable Raster preview;
  private List<String> warnings = new ArrayList<>();

  Relay(PaintListener listener) {
    this.listener = listener;
  }

  // --- On the thread that computes ---------------------------------------------------------------

  @Override
  public synchronized void progress(String stage, double done) {
    if (stopped) {
      throw new Cancelled();
    }
    this.stage = stage;
    this.done = done;
  }

  @Override
  public synchronized void warn(String sentence) {
    warnings.add(sentence);
  }

  @Override
  public synchronized boolean wantsPreview() {
    return wanted;
  }

  @Override
  public synchronized void preview(Raster canvas) {
    preview = canvas;
  }

  // --- On the thread that waits ------------------------------------------------------------------

  /** Passes on what is new. */
  void tell() {
    News news = news(listener.wantsPreview());
    listener.progress(news.stage, news.done);
    news.warnings.forEach(listener::warn);
    if (news.preview != null) {
      listener.preview(news.preview);
    }
  }

  private record News(String stage, double done, List<String> warnings, @Nullable Raster preview) {}

  private synchronized News news(boolean wantsPreview) {
    wanted = wantsPreview;
    News news = new News(stage, done, warnings, preview);
    warnings = new ArrayList<>();
    preview = null;
    return news;
  }

  synchronized void stop() {
    stopped = true;
  }
}
