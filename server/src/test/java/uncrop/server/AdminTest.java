package uncrop.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static uncrop.server.CommandRun.run;
import static uncrop.server.TestServer.json;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Accounts, keys and credits over HTTP. */
class AdminTest {
  private static final String ROOT = "/api/v1/admin/";

  @TempDir static Path data;
  static TestServer server;

  private final String name = "a " + UUID.randomUUID();

  @BeforeAll
  static void start() {
    server = TestServer.start(data);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static HttpRequest.Builder request(String method, String path, String body) {
    return server
        .request(ROOT + path)
        .header("x-api-key", server.key())
        .header("Content-Type", "application/json")
        .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
  }

  private static HttpResponse<byte[]> send(String method, String path, String body) {
    return server.send(request(method, path, body));
  }

  private static JsonNode done(int status, String method, String path, String body) {
    HttpResponse<byte[]> answer = send(method, path, body);
    assertThat(answer.statusCode()).as(new String(answer.body(), UTF_8)).isEqualTo(status);
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
    return json(answer);
  }

  private String account() {
    return done(201, "POST", "accounts", "{\"name\":\"" + name + "\"}").get("id").stringValue();
  }

  private static void assertProblem(HttpResponse<byte[]> answer, int status, String part) {
    assertThat(answer.statusCode()).as(new String(answer.body(), UTF_8)).isEqualTo(status);
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
    JsonNode problem = json(answer);
    assertThat(problem.get("status").intValue()).isEqualTo(status);
    assertThat(problem.get("detail").stringValue()).contains(part);
  }

  @Test
  void an_account_is_made_changed_and_closed() {
    JsonNode made =
        done(
            201,
            "POST",
            "accounts",
            "{\"name\":\"" + name + "\",\"priority\":2,\"webhookUrl\":\"https://example.com/\"}");
    String id = made.get("id").stringValue();
    assertThat(made.get("name").stringValue()).isEqualTo(name);
    assertThat(made.get("priority").intValue()).isEqualTo(2);
    assertThat(made.get("webhookUrl").stringValue()).isEqualTo("https://example.com/");
    assertThat(made.get("closed").isNull()).isTrue();
    assertThat(made.get("credits").get("available").longValue()).isZero();
    assertThat(done(200, "GET", "accounts/" + id, "")).isEqualTo(made);
    JsonNode changed =
        done(200, "PATCH", "accounts/" + id, "{\"webhookUrl\":\"\",\"closed\":true}");
    assertThat(changed.get("priority").intValue()).isEqualTo(2);
    assertThat(changed.get("webhookUrl").isNull()).isTrue();
    assertThat(changed.get("closed").isNull()).isFalse();
    assertThat(done(200, "PATCH", "accounts/" + id, "{\"closed\":false}").get("closed").isNull())
        .isTrue();
  }

  @Test
  void a_key_is_shown_once_works_and_is_revoked() {
    String id = account();
    String body = "{\"name\":\"" + name + "\",\"account\":\"" + id + "\"}";
    JsonNode made = done(201, "POST", "keys", body);
    String key = made.get("key").stringValue();
    assertThat(made.get("scope").stringValue()).isEqualTo("user");
    JsonNode listed = done(200, "GET", "keys?account=" + id, "").get("keys");
    assertThat(listed.size()).isEqualTo(1);
    assertThat(listed.toString()).doesNotContain(key).contains(key.substring(0, 11));
    assertThat(asking(key).statusCode()).isEqualTo(200);
    done(200, "PATCH", "accounts/" + id, "{\"closed\":true}");
    assertThat(asking(key).statusCode()).isEqualTo(401);
    done(200, "PATCH", "accounts/" + id, "{\"closed\":false}");
    assertThat(asking(key).statusCode()).isEqualTo(200);
    JsonNode revoked = done(200, "DELETE", "keys/" + key.substring(0, 11), "");
    assertThat(revoked.get("revoked").isNull()).isFalse();
    assertThat(asking(key).statusCode()).isEqualTo(401);
    assertProblem(send("DELETE", "keys/" + key.substring(0, 11), ""), 404, "no valid key");
  }

  private static HttpResponse<byte[]> asking(String key) {
    return server.send(server.request("/api/v1/account").header("x-api-key", key));
  }

  @Test
  void credits_are_granted_and_withdrawn_and_the_ledger_is_read_by_the_page() {
    String credits = "accounts/" + account() + "/credits";
    for (int i = 1; i <= 5; i++) {
      JsonNode granted =
          done(201, "POST", credits, "{\"amount\":" + i + ",\"note\":\"number " + i + "\"}");
      assertThat(granted.get("entry").longValue()).isPositive();
    }
    assertThat(done(201, "POST", credits, "{\"amount\":-5}").get("available").longValue())
        .isEqualTo(10);
    assertThat(done(200, "GET", credits, "").toString())
        .isEqualTo("{\"available\":10,\"reserved\":0}");
    assertProblem(send("POST", credits, "{\"amount\":-11}"), 406, "not enough credits");
    List<Long> amounts = new ArrayList<>();
    String page = credits + "/ledger?limit=4";
    while (!page.isEmpty()) {
      HttpResponse<byte[]> answer = send("GET", page, "");
      JsonNode next = json(answer).get("next");
      json(answer).get("entries").forEach(it -> amounts.add(it.get("available").longValue()));
      assertThat(answer.headers().firstValue("Link").isPresent()).isEqualTo(!next.isNull());
      String url = next.isNull() ? "" : next.stringValue();
      page = url.substring(url.indexOf(ROOT) < 0 ? 0 : url.indexOf(ROOT) + ROOT.length());
    }
    assertThat(amounts).containsExactly(-5L, 5L, 4L, 3L, 2L, 1L);
  }

  @Test
  void of_equal_grants_at_once_one_is_carried_out() throws Exception {
    String credits = "accounts/" + account() + "/credits";
    String once = UUID.randomUUID().toString();
    Callable<String> grant =
        () ->
            new String(
                server
                    .send(
                        request("POST", credits, "{\"amount\":7}")
                            .header("Idempotency-Key", '"' + once + '"'))
                    .body(),
                UTF_8);
    List<String> answers = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      for (Future<String> answer : threads.invokeAll(Collections.nCopies(8, grant))) {
        answers.add(answer.get());
      }
    }
    assertThat(answers).containsOnly(answers.getFirst());
    assertThat(done(200, "GET", credits, "").get("available").longValue()).isEqualTo(7);
    assertProblem(
        server.send(request("POST", credits, "{\"amount\":8}").header("Idempotency-Key", once)),
        422,
        "Idempotency-Key");
    assertProblem(
        server.send(request("POST", credits, "{\"amount\":8}").header("Idempotency-Key", "a b")),
        400,
        "Idempotency-Key");
  }

  @Test
  void a_key_that_is_made_again_is_not_shown_again() {
    String body = "{\"name\":\"" + name + "\"}";
    HttpRequest.Builder request = request("POST", "keys", body).header("Idempotency-Key", "once");
    String first = json(server.send(request)).get("key").stringValue();
    HttpResponse<byte[]> second = server.send(request);
    assertThat(second.statusCode()).isEqualTo(201);
    assertThat(json(second).get("key").isNull()).isTrue();
    assertThat(asking(first).statusCode()).isEqualTo(200);
  }

  @Test
  void pages_of_accounts_and_keys_hold_each_once() {
    for (int i = 0; i < 3; i++) {
      done(201, "POST", "accounts", "{\"name\":\"" + name + i + "\"}");
      done(201, "POST", "keys", "{\"name\":\"" + name + i + "\"}");
    }
    for (String list : List.of("accounts", "keys")) {
      String id = list.equals("keys") ? "prefix" : "id";
      List<String> seen = new ArrayList<>();
      URI next = URI.create("http://host" + ROOT + list + "?limit=2");
      while (next != null) {
        String path = next.getRawPath().substring(ROOT.length()) + "?" + next.getRawQuery();
        JsonNode page = done(200, "GET", path, "");
        assertThat(page.get(list).size()).isBetween(1, 2);
        page.get(list).forEach(it -> seen.add(it.get(id).stringValue()));
        next = page.get("next").isNull() ? null : URI.create(page.get("next").stringValue());
      }
      assertThat(seen).hasSizeGreaterThan(3).doesNotHaveDuplicates();
    }
  }

  @ParameterizedTest(name = "{0} {1} {2}")
  @CsvSource(
      delimiter = '|',
      value = {
        "POST|accounts|{}|name",
        "POST|accounts|{\"name\":7}|name",
        "POST|accounts|{\"name\":\"local\"}|name local",
        "POST|accounts|{\"name\":\"new\",\"priority\":\"high\"}|priority",
        "POST|accounts|{\"name\":\"new\",\"priority\":3000000000}|priority 3000000000",
        "POST|accounts|{\"name\":\"new\",\"webhookUrl\":\"ftp://x/\"}|webhookUrl ftp://x",
        "POST|accounts|[]|body",
        "POST|keys|{}|name",
        "POST|keys|{\"name\":\"new\",\"scope\":\"root\"}|scope root",
        "POST|keys|{\"name\":\"new\",\"account\":\"nobody\"}|account nobody",
        "POST|accounts/local/credits|{}|amount",
        "POST|accounts/local/credits|{\"amount\":0}|amount 0",
        "POST|accounts/local/credits|{\"amount\":1.5}|amount 1.5",
        "POST|accounts/local/credits|{\"amount\":1e300}|amount 1",
        "POST|accounts/local/credits|{\"amount\":1,\"note\":7}|note",
        "PATCH|accounts/local|{\"closed\":true}|closed true",
        "PATCH|accounts/local|{\"closed\":\"maybe\"}|closed",
        "GET|accounts?limit=0||limit 0",
        "GET|accounts?limit=101||limit 101",
        "GET|accounts?limit=x||limit x",
        "GET|accounts?after=nobody||account nobody",
        "GET|keys?after=nothing||after nothing",
        "GET|keys?account=nobody||account nobody",
        "GET|accounts/local/credits/ledger?after=x||after x",
        "GET|accounts/local/credits/ledger?after=-1||after -1",
        "GET|accounts/local/credits/ledger?after=9007199254740992||after 9007199254740992"
      })
  void what_does_not_fit_is_400_naming_it(String method, String path, String body, String part) {
    assertProblem(send(method, path, body == null ? "" : body), 400, part);
    assertThat(json(send("GET", "accounts?limit=100", "")).toString()).doesNotContain("\"new\"");
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource({
    "GET, accounts/nobody",
    "PATCH, accounts/nobody",
    "GET, accounts/nobody/credits",
    "POST, accounts/nobody/credits",
    "GET, accounts/nobody/credits/ledger",
    "DELETE, keys/nothing"
  })
  void what_is_not_there_is_404(String method, String path) {
    assertProblem(send(method, path, method.equals("GET") ? "" : "{}"), 404, "no");
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource({
    "GET, accounts",
    "POST, accounts",
    "GET, accounts/local",
    "PATCH, accounts/local",
    "GET, accounts/local/credits",
    "POST, accounts/local/credits",
    "GET, accounts/local/credits/ledger",
    "GET, keys",
    "POST, keys",
    "DELETE, keys/first"
  })
  void without_the_scope_admin_it_is_403_and_without_a_key_401(String method, String path) {
    String user = run(new KeysCommand(), "create", UUID.randomUUID(), "--data", data).out().strip();
    String body = method.equals("GET") ? "" : "not looked at";
    assertProblem(
        server.send(request(method, path, body).setHeader("x-api-key", user)), 403, "admin");
    assertProblem(
        server.send(request(method, path, body).setHeader("x-api-key", "uc_no")), 401, "x-api-key");
  }
}
