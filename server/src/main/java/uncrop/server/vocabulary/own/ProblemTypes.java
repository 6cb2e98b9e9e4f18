package uncrop.server.vocabulary.own;

import java.net.URI;
import java.util.Arrays;
import java.util.List;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import uncrop.server.web.NothingThere;

/** {@code GET /problems/{name}}: what the URIs of problems lead to, for everyone. */
@RestController
final class ProblemTypes {

  record Explained(URI type, String title, int status, String meaning) {
    static Explained of(ProblemType type) {
      return new Explained(type.uri(), type.title(), type.status().value(), type.meaning());
    }
  }

  record All(List<Explained> problems) {}

  @GetMapping("/problems")
  ResponseEntity<All> all() {
    return Answers.json(new All(Arrays.stream(ProblemType.values()).map(Explained::of).toList()));
  }

  @GetMapping("/problems/{name}")
  ResponseEntity<Explained> one(@PathVariable String name) {
    return Answers.json(
        ProblemType.named(name)
            .map(Explained::of)
            .orElseThrow(() -> new NothingThere("problem " + name)));
  }
}
