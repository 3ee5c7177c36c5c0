package dev.sidestep.node.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sidestep.node.pod.PodRuntime;
import dev.sidestep.node.pod.PodSpec;
import dev.sidestep.node.pod.PodStatus;
import dev.sidestep.node.pod.PodStatus.Phase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The pods of another process's node, over its control interface. Thread-safe. */
public final class HttpPodRuntime implements PodRuntime {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final URI node;
  private final String token;
  private final Duration patience;
  private final HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build();

  /**
   * Speaks to a node.
   *
   * @param node for example {@code http://127.0.0.1:9400}
   */
  public HttpPodRuntime(URI node, String token) {
    this(node, token, PATIENCE);
  }

  HttpPodRuntime(URI node, String token, Duration patience) {
    this.node = node;
    this.token = token;
    this.patience = patience;
  }

  @Override
  public void start(PodSpec spec) {
    byte[] body;
    try {
      body = HttpReply.JSON.writeValueAsBytes(spec);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    send(to("").POST(BodyPublishers.ofByteArray(body)));
  }

  @Override
  public void drain(String pod) {
    send(to("/" + segment(pod) + "/drain").POST(BodyPublishers.noBody()));
  }

  @Override
  public void stop(String pod) {
    send(to("/" + segment(pod)).DELETE());
  }

  @Override
  public List<PodStatus> pods() {
    List<PodStatus> pods = new ArrayList<>();
    for (JsonNode pod : send(to("").GET())) {
      pods.add(
          new PodStatus(
              pod.path("name").asText(),
              Phase.valueOf(pod.path("phase").asText()),
              pod.path("warm").asBoolean(),
              pod.path("host").asText(),
              pod.path("port").asInt(),
              pod.path("inFlight").asInt(),
              pod.path("reason").asText()));
    }
    return pods;
  }

  private HttpRequest.Builder to(String path) {
    return HttpRequest.newBuilder(node.resolve(HttpPodRuntimeServer.PODS + path))
        .header("Content-Type", "application/json")
        .header("Authorization", "Bearer " + token);
  }

  private JsonNode send(HttpRequest.Builder builder) {
    HttpRequest request = builder.build();
    CompletableFuture<HttpResponse<byte[]>> answer =
        client.sendAsync(request, BodyHandlers.ofByteArray());
    try {
      // the request's own timeout would end with the headers
      HttpResponse<byte[]> response = answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
      JsonNode body = HttpReply.JSON.readTree(response.body());
      if (response.statusCode() < 300) {
        return body;
      }
      String message = body.path("error").path("message").asText("status " + response.statusCode());
      throw switch (response.statusCode()) {
        case 400 -> new IllegalArgumentException(message);
        case 409 -> new IllegalStateException(message);
        default -> new UncheckedIOException(new IOException("node " + node + ": " + message));
      };
    } catch (ExecutionException e) {
      throw unanswered(e.getCause() instanceof IOException why ? why : new IOException(e));
    } catch (TimeoutException e) {
      throw unanswered(new IOException("no complete answer within " + patience, e));
    } catch (IOException e) {
      throw unanswered(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UncheckedIOException(new IOException("interrupted while asking node " + node, e));
    } finally {
      answer.cancel(true); // nothing where it is complete
    }
  }

  private UncheckedIOException unanswered(IOException why) {
    return new UncheckedIOException(
        "node " + node + " does not answer: " + why + "; is it running?", why);
  }

  private static String segment(String pod) {
    return URLEncoder.encode(pod, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
