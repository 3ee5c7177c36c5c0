package dev.sidestep.quickstart.kubernetes;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.mockwebserver.dsl.HttpMethod;
import io.fabric8.mockwebserver.http.Buffer;
import io.fabric8.mockwebserver.http.Headers;
import io.fabric8.mockwebserver.http.MockResponse;
import io.fabric8.mockwebserver.http.RecordedRequest;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ApiDispatcherTest {
  private static final String PODS = "/api/v1/namespaces/demo/pods";

  private final ApiDispatcher api =
      new ApiDispatcher(new ApiStore(Clock.systemUTC()), () -> {}, () -> {});

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "POST | {\"kind\": \"Pod\", \"metadata\": {\"na",
        "POST | {\"kind\": \"Pod\", \"apiVersion\": \"v1\", \"metadata\": 5}",
        "POST | [1, 2]",
        "POST | \"text\"",
        "POST | k8s\u0000binary",
        "PUT | {\"half",
        "PATCH | {\"half",
        "PATCH | [1]",
        "DELETE | {\"half"
      })
  void aBodyThatCannotBeReadIsABadRequest(HttpMethod method, String body) throws Exception {
    String path = method == HttpMethod.POST ? PODS : PODS + "/a";
    MockResponse answer = api.dispatch(request(method, path, "127.0.0.1:6443", body));
    assertThat(answer.code()).isEqualTo(400);
    assertThat(answer.getBody().readUtf8()).contains("\"Status\"").contains("BadRequest");
  }

  @ParameterizedTest
  @ValueSource(strings = {"evil.example:6443", "127.0.0.1.evil.example", "localhost.evil:1", ""})
  void answersNobodyWhoCallsItByAnotherName(String host) throws Exception {
    assertThat(api.dispatch(request(HttpMethod.GET, PODS, host, "")).code()).isEqualTo(403);
  }

  @Test
  void answersUnderTheNamesOfThisMachine() throws Exception {
    for (String host : new String[] {"127.0.0.1:6443", "LOCALHOST:1", "[::1]:80"}) {
      assertThat(api.dispatch(request(HttpMethod.GET, "/version", host, "")).code()).isEqualTo(200);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/api",
        "/api/v1",
        "/api/v1/namespaces",
        "/api/v1/namespaces/",
        "/apis/apps/v1",
        "/apis/apps/v1/deployments",
        "/nonsense"
      })
  void deletesNothingByAPathThatNamesNoObject(String path) throws Exception {
    String pod = "{\"kind\": \"Pod\", \"apiVersion\": \"v1\", \"metadata\": {\"name\": \"a\"}}";
    assertThat(send(HttpMethod.POST, PODS, pod)).isEqualTo(201);

    assertThat(send(HttpMethod.DELETE, path, "")).isEqualTo(404);

    assertThat(send(HttpMethod.GET, PODS + "/a", "")).isEqualTo(200);
    assertThat(send(HttpMethod.DELETE, PODS + "/a", "")).isEqualTo(200);
    assertThat(send(HttpMethod.GET, PODS + "/a", "")).isEqualTo(404);
  }

  @Test
  void saysThatItReadsNoProtobuf() throws Exception {
    Headers headers =
        Headers.builder()
            .add("Content-Type", "application/vnd.kubernetes.protobuf")
            .add("Host", "127.0.0.1:1")
            .build();
    MockResponse answer =
        api.dispatch(
            new RecordedRequest(
                "HTTP/1.1", HttpMethod.POST, PODS, headers, new Buffer("k8s".getBytes(UTF_8))));
    assertThat(answer.code()).isEqualTo(415);
    assertThat(answer.getBody().readUtf8()).contains("--validate=false");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/openapi/v2", "/openapi/v3", "/nonsense"})
  void hasNothingAtAPathOutsideItsGroups(String path) throws Exception {
    String pod = "{\"kind\": \"Pod\", \"apiVersion\": \"v1\", \"metadata\": {\"name\": \"a\"}}";
    assertThat(send(HttpMethod.POST, PODS, pod)).isEqualTo(201);
    assertThat(send(HttpMethod.GET, path, "")).isEqualTo(404);
  }

  @Test
  void refusesMethodsThatItDoesNotKnow() throws Exception {
    assertThat(send(HttpMethod.OPTIONS, "/", "")).isEqualTo(405);
  }

  private int send(HttpMethod method, String path, String body) throws Exception {
    return api.dispatch(request(method, path, "127.0.0.1:6443", body)).code();
  }

  private static RecordedRequest request(HttpMethod method, String path, String host, String body) {
    Headers headers =
        Headers.builder().add("Content-Type", "application/json").add("Host", host).build();
    return new RecordedRequest("HTTP/1.1", method, path, headers, new Buffer(body.getBytes(UTF_8)));
  }
}
