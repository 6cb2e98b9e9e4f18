package uncrop.server.intake;

import com.fasterxml.uuid.NoArgGenerator;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.MDC;
import uncrop.fault.BadInput;
import uncrop.geometry.Limits;
import uncrop.geometry.Placement;
import uncrop.geometry.Size;
import uncrop.outpaint.EngineChoice;
import uncrop.picture.PictureReader;
import uncrop.plan.Planner;
import uncrop.server.credit.Prices;
import uncrop.server.database.Transactions;
import uncrop.server.idempotency.IdempotencyStore;
import uncrop.server.job.Job;
import uncrop.server.job.JobNews;
import uncrop.server.job.Jobs;
import uncrop.server.job.MaskUse;
import uncrop.server.job.NewJob;
import uncrop.server.job.Order;
import uncrop.server.key.Caller;
import uncrop.server.painting.Painters;
import uncrop.server.settings.JobSettings;
import uncrop.server.storage.Storage;

/** From a submission to a queued job. */
public final class Acceptance {
  private final PictureReader reader;
  private final Limits limits;
  private final Painters painters;
  private final Storage storage;
  private final Transactions transactions;
  private final Jobs jobs;
  private final JobNews news;
  private final Places places;
  private final Prices prices;
  private final IdempotencyStore repeats;
  private final JobSettings settings;
  private final NoArgGenerator ids;
  private final Clock clock;

  public Acceptance(
      PictureReader reader,
      Limits limits,
      Painters painters,
      Storage storage,
      Transactions transactions,
      Jobs jobs,
      JobNews news,
      Places places,
      Prices prices,
      IdempotencyStore repeats,
      JobSettings settings,
      NoArgGenerator ids,
      Clock clock) {
    this.reader = reader;
    this.limits = limits;
    this.painters = painters;
    this.storage = storage;
    this.transactions = transactions;
    this.jobs = jobs;
    this.news = news;
    this.places = places;
    this.prices = prices;
    this.repeats = repeats;
    this.settings = settings;
    this.ids = ids;
    this.clock = clock;
  }

  Job accept(Caller caller, Submission submission) {
    Optional<Job> first = first(caller, submission);
    if (first.isPresent()) {
      return first.get();
    }
    EngineChoice choice = painters.choose(submission.engine(), submission.model());
    NewJob job = job(caller, submission, order(submission, choice), choice);
    Optional<Job> accepted = Optional.empty();
    try {
      store(job.id(), submission);
      accepted = insert(caller, submission, job);
    } finally {
      if (accepted.isEmpty()) {
        storage.deleteAll(Job.folder(job.id()));
      }
    }
    news.queued();
    // somebody was quicker with the same key, and has committed that
    return accepted.or(() -> first(caller, submission)).orElseThrow();
  }

  /** The job of the same request, sent before. */
  private Optional<Job> first(Caller caller, Submission submission) {
    return submission
        .idempotency()
        .flatMap(key -> repeats.jobOf(caller.account().id(), key))
        .flatMap(jobs::find);
  }

  /** Empty when another request with the same key has made its job. */
  private Optional<Job> insert(Caller caller, Submission submission, NewJob job) {
    return transactions.run(() -> {
      String account = caller.account().id();
      if (submission
          .idempotency()
          .map(key -> !repeats.claim(account, key, job.id()))
          .orElse(false)) {
        return Optional.empty();
      }
      requirePlace(job);
      return Optional.of(jobs.insert(job));
    });
  }

  private void requirePlace(NewJob job) {
    if (jobs.queued() >= settings.queue()
        || jobs.queuedOf(job.accountId()) >= settings.queuePerAccount()) {
      throw new QueueFull(places.untilFree());
    }
  }

  /** Looks at no pixel: what only these can show is found when the job is painted. */
  private Order order(Submission submission, EngineChoice choice) {
    Size source = reader.size(submission.picture(), submission.pictureField());
    submission.mask().ifPresent(mask -> requireSourceSize(mask, source));
    Placement placement =
        Planner.place(
            source,
            submission.extension(),
            submission.mask().isPresent(),
            submission.band(),
            submission.sampling(),
            limits);
    return new Order(
        placement,
        submission.band(),
        choice.settled(submission.sampling()),
        choice.engine().name(),
        submission.encoding(),
        submission.pictureField(),
        submission.mask().map(mask -> new MaskUse(mask.field(), mask.invert())));
  }

  private void requireSourceSize(SentMask mask, Size source) {
    Size size = reader.size(mask.bytes(), mask.field());
    if (!size.equals(source)) {
      throw new BadInput(mask.field(), size, "must have the source's size, " + source);
    }
  }

  private NewJob job(Caller caller, Submission submission, Order order, EngineChoice choice) {
    Instant now = clock.instant();
    List<String> warnings = new ArrayList<>(submission.warnings());
    warnings.addAll(choice.warnings());
    return new NewJob(
        ids.generate().toString(),
        caller.account().id(),
        caller.account().priority(),
        caller.key().prefix(),
        submission.vocabulary(),
        order,
        prices.of(submission.vocabulary(), submission.sampling().samples()),
        warnings,
        submission.webhook(),
        Optional.ofNullable(MDC.get("request")),
        submission.waited() ? Optional.of(now.plus(settings.patience())) : Optional.empty());
  }

  private void store(String jobId, Submission submission) {
    storage.put(Job.folder(jobId) + "source", submission.picture());
    submission.mask().ifPresent(mask -> storage.put(Job.folder(jobId) + "mask", mask.bytes()));
  }
}
