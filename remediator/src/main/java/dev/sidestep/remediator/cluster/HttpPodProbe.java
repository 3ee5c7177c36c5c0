package dev.sidestep.remediator.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Asks pods over HTTP. Redirects are not followed, long answers and slow ones are none. */
public final class HttpPodProbe implements PodProbe {
  private static final JsonMapper JSON = new JsonMapper();
  private static final List<String> IN_FLIGHT =
      List.of("inference_requests_running", "inference_requests_waiting");

  private final HttpClient http;
  private final ProbeSettings settings;

  public HttpPodProbe(ProbeSettings settings) {
    this.settings = settings;
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(settings.timeout())
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
  }

  @Override
  public boolean warm(URI pod) {
    int status = send(pod, get(pod, "/warmz")).statusCode();
    if (status != 200 && status != 503) {
      throw new ClusterUnavailableException(pod + "/warmz answers " + status);
    }
    return status == 200;
  }

  /** Sums the gauges of all label values. */
  @Override
  public int inFlight(URI pod) {
    String text = ok(pod, get(pod, "/metrics"));
    double sum = 0;
    boolean found = false;
    for (String line : text.lines().toList()) {
      if (IN_FLIGHT.stream().anyMatch(name -> isSampleOf(name, line))) {
        sum += number(pod, value(line));
        found = true;
      }
    }
    if (!found) {
      throw new ClusterUnavailableException(pod + "/metrics has none of " + IN_FLIGHT);
    }
    return (int) Math.ceil(sum);
  }

  @Override
  public List<float[]> embeddings(URI pod, String model, List<String> inputs) {
    try {
      byte[] question = JSON.writeValueAsBytes(Map.of("model", model, "input", inputs));
      HttpRequest request =
          HttpRequest.newBuilder(pod.resolve("/v1/embeddings"))
              .timeout(settings.timeout())
              .header("Content-Type", "application/json")
              .POST(HttpRequest.BodyPublishers.ofByteArray(question))
              .build();
      return vectors(pod, JSON.readTree(ok(pod, request)), inputs.size());
    } catch (IOException e) {
      throw new ClusterUnavailableException(pod + "/v1/embeddings answers no JSON", e);
    }
  }

  private static List<float[]> vectors(URI pod, JsonNode answer, int expected) {
    float[][] vectors = new float[expected][];
    int found = 0;
    for (JsonNode item : answer.path("data")) {
      int index = item.path("index").asInt(found);
      if (index < 0 || index >= expected || vectors[index] != null) {
        throw new ClusterUnavailableException(pod + " answers an input that was not asked");
      }
      JsonNode numbers = item.path("embedding");
      float[] vector = new float[numbers.size()];
      for (int i = 0; i < vector.length; i++) {
        vector[i] = (float) numbers.get(i).asDouble(Double.NaN);
      }
      vectors[index] = vector;
      found++;
    }
    if (found != expected) {
      throw new ClusterUnavailableException(
          pod + " answers " + found + " of " + expected + " inputs");
    }
    return new ArrayList<>(List.of(vectors));
  }

  private HttpRequest get(URI pod, String path) {
    return HttpRequest.newBuilder(pod.resolve(path)).timeout(settings.timeout()).GET().build();
  }

  private String ok(URI pod, HttpRequest request) {
    HttpResponse<byte[]> response = send(pod, request);
    if (response.statusCode() != 200) {
      throw new ClusterUnavailableException(request.uri() + " answers " + response.statusCode());
    }
    return new String(response.body(), StandardCharsets.UTF_8);
  }

  /** The request's own timeout ends with the headers; this one covers the body. */
  private HttpResponse<byte[]> send(URI pod, HttpRequest request) {
    CompletableFuture<HttpResponse<byte[]>> answer =
        http.sendAsync(request, info -> new HttpBoundedBody(settings.maxBodyBytes()));
    try {
      return answer.get(settings.timeout().toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      answer.cancel(true);
      throw new ClusterUnavailableException(
          request.uri() + " gives no answer within " + settings.timeout().toMillis() + " ms", e);
    } catch (ExecutionException e) {
      throw new ClusterUnavailableException(request.uri() + ": " + e.getCause(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ClusterUnavailableException("interrupted while asking " + pod, e);
    }
  }

  private static boolean isSampleOf(String name, String line) {
    return line.startsWith(name)
        && line.length() > name.length()
        && (line.charAt(name.length()) == ' ' || line.charAt(name.length()) == '{');
  }

  /** What follows name and labels; a timestamp may come after it. */
  private static String value(String line) {
    int labelsEnd = line.lastIndexOf('}');
    String rest = line.substring(labelsEnd < 0 ? line.indexOf(' ') : labelsEnd + 1).trim();
    return rest.split("\\s+", 2)[0];
  }

  /** A count; what is none must not be taken for zero, which would end a drain. */
  private static double number(URI pod, String text) {
    double number;
    try {
      number = Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw new ClusterUnavailableException(pod + "/metrics has a value '" + text + "'", e);
    }
    if (!Double.isFinite(number) || number < 0) {
      throw new ClusterUnavailableException(pod + "/metrics has a value '" + text + "'");
    }
    return number;
  }
}
