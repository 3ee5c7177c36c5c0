package dev.sidestep.node.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.sidestep.node.http.HttpReply.HttpRefusal;
import dev.sidestep.node.http.Serving.Admission;
import dev.sidestep.node.pod.Completion;
import dev.sidestep.node.pod.Offer;
import dev.sidestep.node.text.Encoder;
import dev.sidestep.node.text.Tokens;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A pod's HTTP interface on a loopback port of its own: embeddings as OpenAI has them, probes,
 * metrics. A handler thread reads, asks to be let in and leaves; a model worker computes; the
 * answer goes out when the device is through with the request too.
 */
public final class HttpPodServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(HttpPodServer.class);
  private static final int MAX_BODY = 1 << 20;
  private static final int LAST_ANSWERS_SECONDS = 2;

  private final Serving serving;
  private final Encoder encoder;
  private final HttpWorkers workers;
  private final ExecutorService readers = HttpWorkers.readers("pod-http");
  private final HttpServer server;
  private final AtomicInteger open = new AtomicInteger();

  /** Listens on any free loopback port. */
  public HttpPodServer(Serving serving, Encoder encoder, HttpWorkers workers) {
    this.serving = serving;
    this.encoder = encoder;
    this.workers = workers;
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 128);
    } catch (IOException e) {
      throw new UncheckedIOException("a pod of " + serving.model() + " gets no loopback port", e);
    }
    server.setExecutor(readers);
    server.createContext("/", this::handle);
    server.start();
  }

  public int port() {
    return server.getAddress().getPort();
  }

  /** Closes now, cutting off whoever waits for an answer. */
  @Override
  public void close() {
    stop(0);
  }

  private void stop(int lastAnswersSeconds) {
    server.stop(lastAnswersSeconds);
    readers.shutdown();
  }

  /** Takes no more requests, and closes when those that are open have their answers. */
  public void closeWhenAnswered() {
    if (open.get() == 0) {
      close();
      return;
    }
    Thread closing = new Thread(() -> stop(LAST_ANSWERS_SECONDS), "pod-closing");
    closing.setDaemon(true);
    closing.start();
  }

  private void handle(HttpExchange exchange) throws IOException {
    open.incrementAndGet();
    try {
      route(exchange);
    } catch (HttpRefusal refusal) {
      HttpReply.error(exchange, refusal);
    } catch (RuntimeException e) {
      LOG.warn("pod of {} failed on {}", serving.model(), exchange.getRequestURI().getPath(), e);
      HttpReply.error(exchange, new HttpRefusal(500, "server_error", "the pod failed; try again"));
    } finally {
      open.decrementAndGet();
    }
  }

  private void route(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    switch (path) {
      case "/v1/embeddings" -> embed(exchange);
      case "/v1/models" -> {
        HttpReply.allow(exchange, "GET");
        HttpReply.json(exchange, 200, models());
      }
      case "/livez" -> probe(exchange, "alive", () -> true);
      case "/readyz" -> probe(exchange, "ready", serving::ready);
      case "/warmz" -> probe(exchange, "warm", serving::warm);
      case "/metrics" -> {
        HttpReply.allow(exchange, "GET");
        HttpReply.text(exchange, 200, "text/plain; version=0.0.4", serving.metrics());
      }
      default ->
          throw new HttpRefusal(
              404,
              "not_found",
              "there is nothing at "
                  + EmbeddingsRequest.shortened(path)
                  + "; see /v1/embeddings, /v1/models, /livez, /readyz, /warmz, /metrics");
    }
  }

  private static void probe(HttpExchange exchange, String word, BooleanSupplier is)
      throws IOException {
    HttpReply.allow(exchange, "GET");
    boolean yes = is.getAsBoolean();
    HttpReply.text(exchange, yes ? 200 : 503, "text/plain", (yes ? "" : "not ") + word + "\n");
  }

  private Map<String, Object> models() {
    Map<String, Object> model =
        Map.of("id", serving.model(), "object", "model", "created", 0, "owned_by", "sidestep");
    return Map.of("object", "list", "data", List.of(model));
  }

  private void embed(HttpExchange exchange) throws IOException {
    HttpReply.allow(exchange, "POST");
    EmbeddingsRequest request = EmbeddingsRequest.read(HttpReply.body(exchange, MAX_BODY));
    if (!request.model().isEmpty()
        && !request.model().equals(serving.model())
        && !request.model().equals(encoder.model())) {
      throw new HttpRefusal(
          404,
          "model_not_found",
          "model '"
              + EmbeddingsRequest.shortened(request.model())
              + "' is not here; this pod serves "
              + serving.model());
    }
    List<Tokens> texts = request.inputs().stream().map(encoder::tokenize).toList();
    int tokens = texts.stream().mapToInt(Tokens::count).sum();
    Admission admission = serving.admit(tokens);
    if (admission.offer() instanceof Offer.Refused refused) {
      throw refusal(refused);
    }
    CompletionStage<List<float[]>> vectors = compute(admission, texts);
    open.incrementAndGet(); // the answer goes out after this thread has left
    vectors
        .thenCombine(admission.done(), Answer::new)
        .whenCompleteAsync(
            (answer, failure) -> reply(exchange, request, tokens, answer, failure),
            workers.repliers());
  }

  private CompletionStage<List<float[]>> compute(Admission admission, List<Tokens> texts) {
    try {
      return workers
          .compute(() -> encoder.encode(texts))
          .whenComplete(
              (vectors, failure) -> {
                if (failure == null) {
                  serving.computed(admission.request());
                } else {
                  serving.lost(admission.request());
                }
              });
    } catch (RejectedExecutionException e) {
      serving.lost(admission.request());
      throw new HttpRefusal(
          503,
          "overloaded",
          "all model workers of the node are busy; try again",
          Map.of("Retry-After", "1"));
    }
  }

  private record Answer(List<float[]> vectors, Completion completion) {}

  private void reply(
      HttpExchange exchange,
      EmbeddingsRequest request,
      int tokens,
      Answer answer,
      Throwable failure) {
    try {
      if (failure != null) {
        LOG.warn("model of {} failed", serving.model(), failure);
        HttpReply.error(
            exchange, new HttpRefusal(500, "server_error", "the model failed; try again"));
      } else if (answer.completion().failed()) {
        HttpReply.error(
            exchange, new HttpRefusal(503, "server_error", answer.completion().reason()));
      } else {
        HttpReply.json(exchange, 200, embeddings(request, tokens, answer.vectors()));
      }
    } catch (IOException e) {
      LOG.debug("client of {} left before its answer", serving.model(), e);
    } finally {
      open.decrementAndGet();
    }
  }

  private Map<String, Object> embeddings(
      EmbeddingsRequest request, int tokens, List<float[]> vectors) {
    List<Map<String, Object>> data = new ArrayList<>();
    for (int i = 0; i < vectors.size(); i++) {
      Object embedding = request.base64() ? base64(vectors.get(i)) : vectors.get(i);
      data.add(Map.of("object", "embedding", "index", i, "embedding", embedding));
    }
    return Map.of(
        "object",
        "list",
        "data",
        data,
        "model",
        serving.model(),
        "usage",
        Map.of("prompt_tokens", tokens, "total_tokens", tokens));
  }

  private static String base64(float[] vector) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * vector.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(vector);
    return Base64.getEncoder().encodeToString(bytes.array());
  }

  private static HttpRefusal refusal(Offer.Refused refused) {
    boolean full = refused.cause() == Offer.Cause.FULL;
    return new HttpRefusal(
        full ? 429 : 503,
        full ? "rate_limit_exceeded" : "unavailable",
        refused.reason(),
        Map.of("Retry-After", Long.toString(refused.retryAfter().toSeconds())));
  }
}
