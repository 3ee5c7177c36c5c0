package dev.sidestep.service;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.exporter.common.TextFormat;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The operations port of a service: {@code /metrics} for Prometheus, {@code /livez} and {@code
 * /readyz} for probes. Read only. Where it listens on loopback alone, a request must name loopback
 * as its Host; elsewhere it is not asked, since Prometheus and probes come under names unknown
 * here.
 */
public final class OpsServer implements AutoCloseable {
  private static final int THREADS = 4;
  private static final int QUEUE = 32;

  static {
    HttpLimits.preset();
  }

  private final HttpServer server;
  private final @Nullable OwnHost required;
  private final ExecutorService workers = workers();

  /**
   * Listens on an address; port 0 takes any free one.
   *
   * @throws java.net.BindException when the port is taken
   */
  public OpsServer(InetSocketAddress address, CollectorRegistry registry, BooleanSupplier ready)
      throws IOException {
    server = HttpServer.create(address, 16);
    InetAddress bound = address.getAddress();
    required = bound.isLoopbackAddress() ? new OwnHost(bound.getHostAddress()) : null;
    server.setExecutor(workers);
    server.createContext(
        "/metrics",
        exchange -> answer(exchange, 200, TextFormat.CONTENT_TYPE_004, scrape(registry)));
    server.createContext("/livez", exchange -> answer(exchange, 200, "text/plain", "alive\n"));
    server.createContext(
        "/readyz",
        exchange -> {
          boolean is = ready.getAsBoolean();
          answer(exchange, is ? 200 : 503, "text/plain", is ? "ready\n" : "not ready\n");
        });
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

  private static String scrape(CollectorRegistry registry) {
    StringWriter text = new StringWriter();
    try {
      TextFormat.write004(text, registry.metricFamilySamples());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  private void answer(HttpExchange exchange, int status, String type, String body)
      throws IOException {
    if (required == null || required.is(exchange.getRequestHeaders().getFirst("Host"))) {
      send(exchange, status, type, body);
    } else {
      String remedy = "this host name is not loopback's; ask http://127.0.0.1:" + port() + "\n";
      send(exchange, 403, "text/plain", remedy);
    }
  }

  private static void send(HttpExchange exchange, int status, String type, String body)
      throws IOException {
    try (exchange) {
      if (!exchange.getRequestMethod().equals("GET")) {
        exchange.getResponseHeaders().set("Allow", "GET");
        exchange.sendResponseHeaders(405, -1);
        return;
      }
      byte[] bytes = body.getBytes(UTF_8);
      exchange.getResponseHeaders().set("Content-Type", type);
      exchange.sendResponseHeaders(status, bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  /** A connection beyond the queue gets no answer; the server closes it when its time is over. */
  private static ExecutorService workers() {
    ThreadPoolExecutor workers =
        new ThreadPoolExecutor(
            THREADS,
            THREADS,
            10,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(QUEUE),
            OpsServer::daemon,
            new ThreadPoolExecutor.DiscardPolicy());
    workers.allowCoreThreadTimeOut(true);
    return workers;
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "ops-port");
    thread.setDaemon(true);
    return thread;
  }
}
