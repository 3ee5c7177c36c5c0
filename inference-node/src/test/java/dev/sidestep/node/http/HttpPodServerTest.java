package dev.sidestep.node.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sidestep.node.FakeEncoder;
import dev.sidestep.node.pod.Completion;
import dev.sidestep.node.pod.Offer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpPodServerTest {
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
  private static final ObjectMapper JSON = new ObjectMapper();

  private final FakeServing serving = new FakeServing();
  private final HttpWorkers workers = new HttpWorkers(1);
  private final HttpPodServer server = new HttpPodServer(serving, new FakeEncoder(), workers);

  @AfterEach
  void close() {
    server.close();
    workers.close();
  }

  @Test
  void answersEmbeddingsInTheFormThatOpenAiClientsRead() throws Exception {
    HttpResponse<String> response =
        post("{\"input\": [\"one two three\", \"one\"], \"model\": \"minilm\", \"user\": \"me\"}");

    JsonNode body = JSON.readTree(response.body());
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(body.path("object").asText()).isEqualTo("list");
    assertThat(body.path("model").asText()).isEqualTo("minilm");
    assertThat(body.path("data").get(0).path("embedding").get(1).asDouble()).isEqualTo(3);
    assertThat(body.path("data").get(1).path("index").asInt()).isEqualTo(1);
    assertThat(body.path("usage").path("prompt_tokens").asInt()).isEqualTo(4);
    assertThat(serving.admittedTokens).isEqualTo(4);
    assertThat(serving.computed).isTrue();
  }

  @Test
  void answersBase64AsLittleEndianFloats() throws Exception {
    HttpResponse<String> response =
        post("{\"input\": \"one two\", \"encoding_format\": \"base64\"}");

    String text = JSON.readTree(response.body()).path("data").get(0).path("embedding").asText();
    ByteBuffer bytes =
        ByteBuffer.wrap(Base64.getDecoder().decode(text)).order(ByteOrder.LITTLE_ENDIAN);
    assertThat(new float[] {bytes.getFloat(), bytes.getFloat()}).containsExactly(1, 2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "not json | 400 | body is no JSON",
        "[] | 400 | body is no JSON object",
        "'' | 400 | body is no JSON object",
        "{} | 400 | input is missing",
        "{\"input\": 7} | 400 | input is NUMBER",
        "{\"input\": []} | 400 | input holds 0 texts",
        "{\"input\": [\"a\", 3]} | 400 | input holds NUMBER",
        "{\"input\": \"a\", \"model\": 3} | 400 | model is no text",
        "{\"input\": \"a\", \"model\": \"gpt\"} | 404 | model 'gpt' is not here",
        "{\"input\": \"a\", \"encoding_format\": \"hex\"} | 400 | encoding_format is 'hex'",
        "{\"input\": \"a\"} trailing | 400 | body is no JSON",
        "{\"input\": \"a\", \"input\": \"b\"} | 400 | body is no JSON"
      })
  void badInputIsOneClearLine(String body, int status, String message) throws Exception {
    HttpResponse<String> response = post(body);

    String error = JSON.readTree(response.body()).path("error").path("message").asText();
    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(error).contains(message).doesNotContain("\n");
    assertThat(serving.admittedTokens).isZero();
  }

  @Test
  void tooManyTextsAndTooLongBodiesAreRefused() throws Exception {
    String many = "\"a\",".repeat(EmbeddingsRequest.MAX_INPUTS) + "\"a\"";
    assertThat(post("{\"input\": [" + many + "]}").body()).contains("input holds 65 texts");

    HttpResponse<String> tooLong = post("{\"input\": \"" + "a".repeat((1 << 20) + 1) + "\"}");
    assertThat(tooLong.statusCode()).isEqualTo(413);
    assertThat(tooLong.body()).contains("longer than 1048576 bytes");
  }

  @Test
  void aFullQueueIs429WithTheTimeToComeBack() throws Exception {
    serving.answer =
        new Offer.Refused(Offer.Cause.FULL, Duration.ofSeconds(3), "its queue is full");

    HttpResponse<String> response = post("{\"input\": \"a\"}");

    assertThat(response.statusCode()).isEqualTo(429);
    assertThat(response.headers().firstValue("Retry-After")).hasValue("3");
    assertThat(response.body()).contains("its queue is full");
  }

  @Test
  void aPodThatDoesNotServeIs503() throws Exception {
    serving.answer = Offer.Refused.notServing("pod-a", "STARTING");

    assertThat(post("{\"input\": \"a\"}").statusCode()).isEqualTo(503);
  }

  @Test
  void aRequestThatFailsLaterSaysWhy() throws Exception {
    serving.completion =
        new Completion(1, "pod-a", Instant.EPOCH, Instant.EPOCH, true, "OOMKilled");

    HttpResponse<String> response = post("{\"input\": \"a\"}");

    assertThat(response.statusCode()).isEqualTo(503);
    assertThat(response.body()).contains("OOMKilled");
  }

  @Test
  void probesFollowTheStateOfThePod() throws Exception {
    serving.ready = false;
    assertThat(get("/livez").statusCode()).isEqualTo(200);
    assertThat(get("/readyz").statusCode()).isEqualTo(503);
    assertThat(get("/warmz").body()).isEqualTo("warm\n");

    serving.ready = true;
    assertThat(get("/readyz").statusCode()).isEqualTo(200);
  }

  @Test
  void halfRequestsToOnePodKeepNoOtherPodFromAnswering() throws Exception {
    try (HttpPodServer idle = new HttpPodServer(new FakeServing(), new FakeEncoder(), workers);
        HalfRequests silent = new HalfRequests(idle.port(), 20)) {
      assertThat(silent).isNotNull();
      assertThat(get("/livez").statusCode()).isEqualTo(200);
      assertThat(get("/readyz").body()).isEqualTo("ready\n");
    }
  }

  @Test
  void modelsAndMetricsAreThere() throws Exception {
    assertThat(JSON.readTree(get("/v1/models").body()).path("data").get(0).path("id").asText())
        .isEqualTo("minilm");
    assertThat(get("/metrics").body()).isEqualTo("metrics of pod-a\n");
  }

  @Test
  void unknownRoutesAre404AndWrongMethods405() throws Exception {
    assertThat(get("/v1/chat/completions").statusCode()).isEqualTo(404);
    assertThat(get("/../../etc/passwd").statusCode()).isEqualTo(404);

    HttpResponse<String> wrong = get("/v1/embeddings");
    assertThat(wrong.statusCode()).isEqualTo(405);
    assertThat(wrong.headers().firstValue("Allow")).hasValue("POST");
    assertThat(wrong.body()).contains("GET is not allowed here; use POST");
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return CLIENT.send(
        HttpRequest.newBuilder(uri(path)).timeout(Duration.ofSeconds(4)).GET().build(),
        BodyHandlers.ofString());
  }

  private HttpResponse<String> post(String body) throws IOException, InterruptedException {
    return CLIENT.send(
        HttpRequest.newBuilder(uri("/v1/embeddings"))
            .timeout(Duration.ofSeconds(10))
            .POST(BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofString());
  }

  private URI uri(String path) {
    return URI.create("http://127.0.0.1:" + server.port() + path);
  }

  private static final class FakeServing implements Serving {
    private volatile boolean ready = true;
    private volatile boolean computed;
    private volatile int admittedTokens;
    private volatile Offer answer = new Offer.Accepted(Instant.EPOCH, Instant.EPOCH);
    private volatile Completion completion =
        new Completion(1, "pod-a", Instant.EPOCH, Instant.EPOCH, false, "");

    @Override
    public String model() {
      return "minilm";
    }

    @Override
    public boolean ready() {
      return ready;
    }

    @Override
    public boolean warm() {
      return true;
    }

    @Override
    public Admission admit(int tokens) {
      admittedTokens = tokens;
      return new Admission(1, answer, CompletableFuture.completedFuture(completion));
    }

    @Override
    public void computed(long request) {
      computed = true;
    }

    @Override
    public void lost(long request) {
      throw new AssertionError("nothing is lost here");
    }

    @Override
    public String metrics() {
      return "metrics of pod-a\n";
    }
  }
}
