package dev.sidestep.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sidestep.node.http.HttpPodRuntime;
import dev.sidestep.node.http.HttpPodRuntimeServer;
import dev.sidestep.node.pod.PodRuntime;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Pods reached over the control interface. */
class HttpPodRuntimeTest extends PodRuntimeContract {
  private HttpPodRuntimeServer server;

  @Override
  PodRuntime reach(NodeRuntime node) throws IOException {
    server = new HttpPodRuntimeServer(0, "secret", node);
    return new HttpPodRuntime(uri(""), "secret");
  }

  @AfterEach
  void closeServer() {
    server.close();
  }

  @Test
  void withoutTheTokenNothingIsSaidOrDone() {
    PodRuntime stranger = new HttpPodRuntime(uri(""), "guess");

    assertThatThrownBy(stranger::pods)
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("bearer token is missing or wrong");
  }

  @Test
  void anotherRouteMethodOrBodyIsAnsweredInOneLine() throws Exception {
    assertThat(send("GET", "/control/v1/nothing", "")).contains("404").contains("nothing at");
    assertThat(send("PUT", "/control/v1/pods", "{}")).contains("405").contains("use POST");
    assertThat(send("POST", "/control/v1/pods", "{")).contains("400").contains("body is no JSON");
    assertThat(send("POST", "/control/v1/pods", "{}"))
        .contains("400")
        .contains("namespace of the pod is missing");
  }

  @Test
  void aNodeThatIsGoneIsNamed() {
    server.close();

    assertThatThrownBy(() -> new HttpPodRuntime(uri(""), "secret").pods())
        .hasMessageContaining(uri("").toString())
        .hasMessageContaining("is it running?");
  }

  private String send(String method, String path, String body) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(uri(path))
                .header("Authorization", "Bearer secret")
                .method(method, BodyPublishers.ofString(body))
                .build(),
            BodyHandlers.ofString())
        .body();
  }

  private URI uri(String path) {
    return URI.create("http://127.0.0.1:" + server.port() + path);
  }
}
