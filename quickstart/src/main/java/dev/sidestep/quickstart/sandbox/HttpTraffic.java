package dev.sidestep.quickstart.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sidestep.quickstart.traffic.Request;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.net.http.HttpResponse.ResponseInfo;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends requests to the models' door when they are due, and counts how they fared. */
public final class HttpTraffic implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(HttpTraffic.class);
  private static final int OPEN_AT_ONCE = 256;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /**
   * How requests fared so far.
   *
   * @param sent requests that were due
   * @param answered of these, with an embedding
   * @param slow answered, but too late
   * @param failures of these, with anything else or nothing at all, by reason
   */
  public record Account(long sent, long answered, long slow, Map<String, Long> failures) {
    public Account {
      failures = Map.copyOf(failures);
    }

    public long failed() {
      return failures.values().stream().mapToLong(Long::longValue).sum();
    }

    /** One line for a person. */
    public String text() {
      return "requests: %d sent, %d answered, %d failed%s, %d slow"
          .formatted(sent, answered, failed(), failed() == 0 ? "" : " " + failures, slow);
    }
  }

  private final ObjectMapper mapper = new ObjectMapper();
  private final URI door;
  private final String model;
  private final double speed;
  private final Duration slowAfter;
  private final Iterator<Request> arrivals;
  private final ExecutorService threads = Executors.newFixedThreadPool(4, HttpTraffic::daemon);
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).executor(threads).build();
  private final Semaphore places = new Semaphore(OPEN_AT_ONCE);
  private final LongAdder sent = new LongAdder();
  private final LongAdder answered = new LongAdder();
  private final Map<String, LongAdder> failures = new ConcurrentHashMap<>();
  private final LongAdder slow = new LongAdder();
  private Request next;

  /**
   * Sends nothing yet.
   *
   * @param port of the door on 127.0.0.1
   * @param arrivals in order of arrival, without an end
   * @param speed how much faster than the wall requests arrive and are answered
   * @param slowAfter what is too late, in the requests' own time
   */
  public HttpTraffic(
      int port, String model, Iterator<Request> arrivals, double speed, Duration slowAfter) {
    this.door = URI.create("http://127.0.0.1:" + port + "/v1/embeddings");
    this.model = model;
    this.arrivals = arrivals;
    this.speed = speed;
    this.slowAfter = slowAfter;
    this.next = arrivals.next();
  }

  /** Sends what is due, without waiting for answers. One thread calls. */
  public void sendUntil(Instant now) {
    while (!next.arrival().isAfter(now)) {
      sent.increment();
      if (places.tryAcquire()) {
        send(next);
      } else {
        failed(OPEN_AT_ONCE + " open"); // then nobody answers
      }
      next = arrivals.next();
    }
  }

  public Account account() {
    Map<String, Long> counted = new TreeMap<>();
    failures.forEach((reason, count) -> counted.put(reason, count.sum()));
    return new Account(sent.sum(), answered.sum(), slow.sum(), counted);
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }

  @SuppressWarnings("FutureReturnValueIgnored") // the callback books how it ended
  private void send(Request request) {
    long start = System.nanoTime();
    client
        .sendAsync(message(request), HttpTraffic::onlyRefusals)
        .whenComplete(
            (response, e) -> {
              places.release();
              if (e != null || response.statusCode() != 200) {
                failed(e == null ? reason(response) : reason(e));
                return;
              }
              answered.increment();
              if ((System.nanoTime() - start) * speed > slowAfter.toNanos()) {
                slow.increment();
              }
            });
  }

  private void failed(String reason) {
    failures.computeIfAbsent(reason, first -> new LongAdder()).increment();
  }

  private static BodySubscriber<String> onlyRefusals(ResponseInfo info) {
    return info.statusCode() == 200
        ? BodySubscribers.replacing("")
        : BodySubscribers.ofString(UTF_8);
  }

  /** Status and the server's own words: a door that is full is another matter than no pod. */
  private String reason(HttpResponse<String> refused) {
    String message = "";
    try {
      message = mapper.readTree(refused.body()).path("error").path("message").asText();
    } catch (JsonProcessingException e) {
      LOG.debug("refusal is no JSON: {}", refused.body());
    }
    return "HTTP " + refused.statusCode() + " " + message;
  }

  private static String reason(Throwable e) {
    Throwable cause = e instanceof CompletionException && e.getCause() != null ? e.getCause() : e;
    return cause.getClass().getSimpleName();
  }

  private HttpRequest message(Request request) {
    String body =
        mapper.createObjectNode().put("model", model).put("input", request.text()).toString();
    return HttpRequest.newBuilder(door)
        .timeout(PATIENCE)
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofByteArray(body.getBytes(UTF_8)))
        .build();
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "traffic");
    thread.setDaemon(true);
    return thread;
  }
}
