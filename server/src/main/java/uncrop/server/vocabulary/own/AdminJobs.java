package uncrop.server.vocabulary.own;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.UriComponentsBuilder;
import uncrop.server.account.Account;
import uncrop.server.account.Accounts;
import uncrop.server.intake.Intake;
import uncrop.server.intake.JobEnded;
import uncrop.server.job.Job;
import uncrop.server.job.JobStatus;
import uncrop.server.job.Jobs;
import uncrop.server.web.Callers;
import uncrop.server.web.PublicUrls;

/** {@code /api/v1/admin/jobs}: those of all accounts. */
@RestController
final class AdminJobs {
  private static final String PATH = OwnVocabulary.ROOT + "/admin/jobs";

  private final Jobs jobs;
  private final Intake intake;
  private final Accounts accounts;
  private final JobPages pages;
  private final OutpaintList list;
  private final PublicUrls urls;

  AdminJobs(
      Jobs jobs,
      Intake intake,
      Accounts accounts,
      JobPages pages,
      OutpaintList list,
      PublicUrls urls) {
    this.jobs = jobs;
    this.intake = intake;
    this.accounts = accounts;
    this.pages = pages;
    this.list = list;
    this.urls = urls;
  }

  /** Of all accounts, or of the one in {@code account}, by its name or id. */
  @GetMapping(PATH)
  ResponseEntity<OutpaintList.Page> list(HttpServletRequest request) {
    Callers.admin(request);
    Optional<String> account =
        Optional.ofNullable(request.getParameter("account")).map(accounts::named).map(Account::id);
    UriComponentsBuilder here =
        UriComponentsBuilder.fromUri(urls.base(request))
            .path(PATH)
            .queryParamIfPresent("account", account);
    return list.answer(
        request, here, (status, before, limit) -> jobs.list(account, status, before, limit));
  }

  /** Cancelling again what is cancelled succeeds, so that a request may be repeated. */
  @PostMapping(PATH + "/{id}/cancel")
  ResponseEntity<JobAnswer> cancel(@PathVariable String id, HttpServletRequest request) {
    Callers.admin(request);
    Job found = pages.find(id, request);
    Job now = intake.cancel(Callers.of(request), found.id()).orElse(found);
    if (now.status() != JobStatus.CANCELLED) {
      throw new JobEnded(now, "cannot be cancelled any more");
    }
    return Answers.json(pages.show(now, request));
  }

  /**
   * Has a job that failed or was cancelled painted once more, in a new round that is paid for anew.
   * A request that is repeated finds it queued and is refused, so nothing is paid for twice.
   */
  @PostMapping(PATH + "/{id}/retry")
  ResponseEntity<JobAnswer> retry(@PathVariable String id, HttpServletRequest request) {
    Callers.admin(request);
    Job found = pages.find(id, request);
    Job again =
        jobs.retry(found.id())
            .orElseThrow(() ->
                new JobEnded(
                    jobs.find(found.id()).orElse(found),
                    "cannot be painted again: only one that failed or was cancelled, and whose"
                        + " files are still kept"));
    return Answers.json(pages.show(again, request));
  }
}
