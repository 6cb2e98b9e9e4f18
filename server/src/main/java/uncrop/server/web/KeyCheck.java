package uncrop.server.web;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerInterceptor;
import uncrop.server.key.ApiKeys;
import uncrop.server.key.Caller;
import uncrop.server.limit.GuessLimits;

/**
 * Lets through who has a valid key where the vocabulary wants it, before any of the body is read.
 * What speaks no vocabulary needs no key.
 */
@Component
final class KeyCheck implements HandlerInterceptor {
  private final Vocabularies vocabularies;
  private final ApiKeys keys;
  private final GuessLimits guesses;

  KeyCheck(Vocabularies vocabularies, ApiKeys keys, GuessLimits guesses) {
    this.vocabularies = vocabularies;
    this.keys = keys;
    this.guesses = guesses;
  }

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    if (request.getDispatcherType() == DispatcherType.ERROR) {
      return true; // what failed before any check must be told as what it is
    }
    Optional<Vocabulary> vocabulary = vocabularies.of(request);
    if (vocabulary.isEmpty()) {
      return true;
    }
    String header = vocabulary.get().keyHeader();
    String presented =
        vocabulary
            .get()
            .key(request)
            .orElseThrow(() -> new KeyRefused("no API key: send one in the header " + header));
    String address = request.getRemoteAddr();
    guesses.admit(address, ApiKeys.shownPart(presented));
    Optional<Caller> caller = keys.recognise(presented);
    if (caller.isEmpty()) {
      guesses.wrong(address);
      throw new KeyRefused("the API key in " + header + " is unknown or revoked");
    }
    guesses.right(caller.get().key().prefix());
    Callers.set(request, caller.get());
    return true;
  }
}
