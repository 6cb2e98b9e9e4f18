package uncrop.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import uncrop.embedded.Engines;
import uncrop.engine.Engine;
import uncrop.pad.PadEngine;

/** A real server on a free port, a key for it, and a client. */
final class TestServer implements AutoCloseable {
  static final JsonMapper JSON = new JsonMapper();

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final UncropServer server;
  private final String key;

  private TestServer(UncropServer server, String key) {
    this.server = server;
    this.key = key;
  }

  static TestServer start(Path data, String... settings) {
    return start(new PadEngine(), data, settings);
  }

  static TestServer start(Engine engine, Path data, String... settings) {
    return start(new Engines(List.of(new Engines.Entry(engine, "for a test"))), data, settings);
  }

  static TestServer start(Engines engines, Path data, String... settings) {
    UncropServer server = UncropServer.start(engines, "127.0.0.1", 0, data, settings);
    return new TestServer(server, server.firstKey().orElseThrow());
  }

  /** Another server on a folder that has had one, with that one's key. */
  static TestServer again(Path data, String key, String... settings) {
    Engines only = new Engines(List.of(new Engines.Entry(new PadEngine(), "for a test")));
    return new TestServer(UncropServer.start(only, "127.0.0.1", 0, data, settings), key);
  }

  String key() {
    return key;
  }

  <T> Collection<T> parts(Class<T> type) {
    return server.parts(type);
  }

  int port() {
    return server.port();
  }

  /** A body that is accepted, to which tests add what they are about. */
  static ObjectNode body(String picture) {
    return JSON.createObjectNode()
        .put("prompt", "snow capped mountains")
        .put("input_image", picture)
        .put("left", 3);
  }

  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path));
  }

  HttpRequest.Builder request(JsonNode body) {
    return request("/v1/seg-beyond")
        .header("x-api-key", key)
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)));
  }

  HttpResponse<byte[]> send(HttpRequest.Builder request) {
    try {
      return client.send(request.build(), BodyHandlers.ofByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  HttpResponse<byte[]> post(JsonNode body, String... headers) {
    HttpRequest.Builder request = request(body);
    return send(headers.length == 0 ? request : request.headers(headers));
  }

  CompletableFuture<HttpResponse<byte[]>> later(JsonNode body) {
    return client.sendAsync(request(body).build(), BodyHandlers.ofByteArray());
  }

  /** What Segmind's answers say of a picture in a header. */
  static JsonNode metadata(HttpResponse<byte[]> response) {
    return JSON.readTree(response.headers().firstValue("X-output-metadata").orElseThrow());
  }

  static JsonNode json(HttpResponse<byte[]> response) {
    return JSON.readTree(response.body());
  }

  /** The one line under {@code error}; fails when the answer is anything else. */
  static String error(HttpResponse<byte[]> response) {
    JsonNode body = json(response);
    if (body.size() != 1) {
      throw new AssertionError("not just an error: " + body);
    }
    return body.get("error").stringValue();
  }

  /** Stops the server as a signal does, and leaves its clients to hear of it. */
  void stop() {
    server.close();
  }

  @Override
  public void close() {
    client.shutdownNow();
    server.close();
  }
}
