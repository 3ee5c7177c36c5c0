package dev.sidestep.node.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.sidestep.node.http.HttpReply.HttpRefusal;
import dev.sidestep.node.pod.PodRuntime;
import dev.sidestep.node.pod.PodSpec;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.MessageDigest;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The node's control interface on the loopback interface: {@link PodRuntime} over HTTP, for those
 * who hold the bearer token.
 */
public final class HttpPodRuntimeServer implements AutoCloseable {
  static final String PODS = "/control/v1/pods";

  private static final Logger LOG = LoggerFactory.getLogger(HttpPodRuntimeServer.class);
  private static final int MAX_BODY = 64 << 10;

  private final PodRuntime pods;
  private final byte[] credentials;
  private final HttpServer server;
  private final ExecutorService workers = HttpWorkers.readers("node-control");

  /**
   * Listens on a loopback port; 0 takes any free one.
   *
   * @throws java.net.BindException when the port is taken
   */
  public HttpPodRuntimeServer(int port, String token, PodRuntime pods) throws IOException {
    if (token.isBlank()) {
      throw new IllegalArgumentException("the control interface's token is blank; give one");
    }
    this.pods = pods;
    this.credentials = ("Bearer " + token).getBytes(UTF_8);
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 16);
    server.setExecutor(workers);
    server.createContext("/", this::handle);
    server.start();
  }

  public int port() {
    return server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
    workers.shutdownNow();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try {
      authenticate(exchange);
      route(exchange);
    } catch (HttpRefusal refusal) {
      HttpReply.error(exchange, refusal);
    } catch (IllegalArgumentException e) {
      HttpReply.error(
          exchange, new HttpRefusal(400, "invalid_request_error", String.valueOf(e.getMessage())));
    } catch (IllegalStateException e) {
      HttpReply.error(exchange, new HttpRefusal(409, "conflict", String.valueOf(e.getMessage())));
    } catch (RuntimeException e) {
      LOG.warn("control request {} failed", exchange.getRequestURI().getPath(), e);
      HttpReply.error(
          exchange, new HttpRefusal(500, "server_error", "the node failed; see its log"));
    }
  }

  private void authenticate(HttpExchange exchange) {
    String given = exchange.getRequestHeaders().getFirst("Authorization");
    if (given == null || !MessageDigest.isEqual(credentials, given.getBytes(UTF_8))) {
      throw new HttpRefusal(
          401,
          "authentication_error",
          "bearer token is missing or wrong; send the one of the node's token file",
          Map.of("WWW-Authenticate", "Bearer"));
    }
  }

  private void route(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    String method = exchange.getRequestMethod();
    if (path.equals(PODS) && method.equals("GET")) {
      HttpReply.json(exchange, 200, pods.pods());
    } else if (path.equals(PODS)) {
      HttpReply.allow(exchange, "POST");
      pods.start(spec(HttpReply.body(exchange, MAX_BODY)));
      HttpReply.json(exchange, 202, Map.of());
    } else if (path.startsWith(PODS + "/") && path.endsWith("/drain")) {
      HttpReply.allow(exchange, "POST");
      pods.drain(path.substring(PODS.length() + 1, path.length() - "/drain".length()));
      HttpReply.json(exchange, 202, Map.of());
    } else if (path.startsWith(PODS + "/")) {
      HttpReply.allow(exchange, "DELETE");
      pods.stop(path.substring(PODS.length() + 1));
      HttpReply.json(exchange, 200, Map.of());
    } else {
      throw new HttpRefusal(
          404, "not_found", "there is nothing at " + EmbeddingsRequest.shortened(path));
    }
  }

  private static PodSpec spec(byte[] body) throws IOException {
    JsonNode json;
    try {
      json = HttpReply.JSON.readTree(body);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "body is no JSON: " + e.getOriginalMessage().replaceAll("\\s+", " "), e);
    }
    return new PodSpec(
        text(json, "namespace"),
        text(json, "name"),
        text(json, "uid"),
        text(json, "model"),
        text(json, "variant"),
        text(json, "device"),
        json.path("memoryLimitBytes").asLong());
  }

  private static String text(JsonNode json, String field) {
    if (!json.path(field).isTextual()) {
      throw new IllegalArgumentException(field + " of the pod is missing; it must be a text");
    }
    return json.path(field).asText();
  }
}
