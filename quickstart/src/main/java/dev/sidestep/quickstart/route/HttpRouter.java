package dev.sidestep.quickstart.route;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.sidestep.quickstart.failure.Failure;
import dev.sidestep.quickstart.route.RouterMetrics.RequestEnd;
import dev.sidestep.quickstart.route.RouterMetrics.Retry;
import dev.sidestep.service.HttpLimits;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The door of the models: {@code POST /v1/embeddings} goes to a pod by the model it names. A
 * request whose pod is gone or says that it is going is sent once more, to another pod: requests
 * change nothing, so that is safe.
 */
public final class HttpRouter implements AutoCloseable {
  private static final int AT_ONCE = 256;
  private static final int LARGEST_BODY = 1 << 20;
  private static final Duration POD_TIMEOUT = Duration.ofSeconds(30);

  static {
    HttpLimits.preset();
  }

  private final KubernetesRoutes routes;
  private final Router router;
  private final RouterMetrics metrics;
  private final Duration podTimeout;
  private final ObjectMapper mapper = new ObjectMapper();
  private final Semaphore places = new Semaphore(AT_ONCE);
  private final ExecutorService workers =
      new ThreadPoolExecutor( // as many as are needed; 4 more say that it is full
          0, AT_ONCE + 4, 30, TimeUnit.SECONDS, new SynchronousQueue<>(), HttpRouter::daemon);
  private final HttpClient client;
  private final HttpServer server;

  private HttpRouter(
      HttpServer server,
      KubernetesRoutes routes,
      Router router,
      RouterMetrics metrics,
      Duration podTimeout) {
    this.server = server;
    this.routes = routes;
    this.router = router;
    this.metrics = metrics;
    this.podTimeout = podTimeout;
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();
    server.setExecutor(workers);
    server.createContext("/v1/embeddings", this::handle);
  }

  /**
   * Listens on 127.0.0.1.
   *
   * @param port 0 takes a free one
   * @throws Failure in one line when the port is taken
   */
  public static HttpRouter open(
      int port, KubernetesRoutes routes, Router router, RouterMetrics metrics) {
    return open(port, routes, router, metrics, POD_TIMEOUT);
  }

  static HttpRouter open(
      int port,
      KubernetesRoutes routes,
      Router router,
      RouterMetrics metrics,
      Duration podTimeout) {
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 128);
      HttpRouter opened = new HttpRouter(server, routes, router, metrics, podTimeout);
      server.start();
      return opened;
    } catch (IOException e) {
      throw Failure.couldNotRun(
          "port " + port + " for the router is taken; end its user or give --router-port another",
          e);
    }
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
    long start = System.nanoTime();
    try (exchange) {
      RequestEnd end = RequestEnd.REJECTED;
      if (!places.tryAcquire()) {
        exchange.getResponseHeaders().set("Retry-After", "1");
        answer(exchange, 503, error("router is full; try again"));
      } else {
        try {
          end = serve(exchange);
        } finally {
          places.release();
        }
      }
      metrics.ended(end, (System.nanoTime() - start) / 1e9);
    }
  }

  private RequestEnd serve(HttpExchange exchange) throws IOException {
    if (exchange.getRequestHeaders().containsKey("Origin")
        || !exchange.getRequestMethod().equals("POST")) {
      answer(exchange, 405, error("POST from a program, not from a web page"));
      return RequestEnd.REJECTED;
    }
    byte[] body;
    try (InputStream in = exchange.getRequestBody()) {
      body = in.readNBytes(LARGEST_BODY + 1);
    }
    String model = body.length > LARGEST_BODY ? null : model(body);
    if (model == null) {
      answer(exchange, 400, error("body is no JSON of at most 1 MiB with a field 'model'"));
      return RequestEnd.REJECTED;
    }
    return forward(exchange, model, body);
  }

  private RequestEnd forward(HttpExchange exchange, String model, byte[] body) throws IOException {
    routes.refresh();
    Optional<Endpoint> first = router.route(model);
    if (first.isEmpty()) {
      exchange.getResponseHeaders().set("Retry-After", "1");
      answer(exchange, 503, error("no pod is ready for model " + model));
      return RequestEnd.FAILED;
    }
    HttpResponse<byte[]> response;
    try {
      response = sendUpToTwice(first.get(), model, body);
    } catch (TimeoutException e) { // not sent again: the next pod may be just as slow
      answer(exchange, 504, error("a pod of model " + model + " gives no answer in time"));
      return RequestEnd.FAILED;
    }
    if (response == null) {
      answer(exchange, 502, error("pods of model " + model + " do not answer"));
      return RequestEnd.FAILED;
    }
    response
        .headers()
        .firstValue("Retry-After")
        .ifPresent(wait -> exchange.getResponseHeaders().set("Retry-After", wait));
    answer(exchange, response.statusCode(), response.body());
    return response.statusCode() == 503 ? RequestEnd.FAILED : RequestEnd.ANSWERED;
  }

  private @Nullable HttpResponse<byte[]> sendUpToTwice(Endpoint first, String model, byte[] body)
      throws TimeoutException {
    HttpResponse<byte[]> response = send(first, body);
    if (response != null && response.statusCode() != 503) {
      return response;
    }
    routes.refresh();
    Optional<Endpoint> second = router.route(model, Set.of(first.pod()));
    if (second.isEmpty()) {
      return response;
    }
    metrics.retried(response == null ? Retry.CONNECTION : Retry.UNAVAILABLE);
    return send(second.get(), body);
  }

  /**
   * The pod's answer; null where the connection failed before there was one.
   *
   * @throws TimeoutException when the answer is not complete in time; a request's own timeout would
   *     end with its headers
   */
  private @Nullable HttpResponse<byte[]> send(Endpoint endpoint, byte[] body)
      throws TimeoutException {
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create("http://" + endpoint.host() + ":" + endpoint.port() + "/v1/embeddings"))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofByteArray(body))
            .build();
    CompletableFuture<HttpResponse<byte[]>> answer =
        client.sendAsync(request, BodyHandlers.ofByteArray());
    try {
      return answer.get(podTimeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      return null;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    } finally {
      answer.cancel(true); // nothing where it is complete
    }
  }

  private @Nullable String model(byte[] body) {
    try {
      JsonNode model = mapper.readTree(body).path("model");
      return model.isTextual() ? model.asText() : null;
    } catch (IOException e) {
      return null;
    }
  }

  private byte[] error(String message) {
    return mapper
        .createObjectNode()
        .set("error", mapper.createObjectNode().put("message", message))
        .toString()
        .getBytes(UTF_8);
  }

  private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "router");
    thread.setDaemon(true);
    return thread;
  }
}
