package dev.sidestep.node.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.HttpServer;
import dev.sidestep.node.pod.PodRuntime;
import dev.sidestep.node.pod.PodSpec;
import dev.sidestep.node.pod.PodStatus;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class HttpPodRuntimeDeadlineTest {
  @Test
  void halfRequestsWithoutACredentialDoNotBlockTheControlPort() throws Exception {
    try (HttpPodRuntimeServer server = new HttpPodRuntimeServer(0, "token", new NoPods());
        HalfRequests silent = new HalfRequests(server.port(), 8)) {
      assertThat(silent).isNotNull();
      URI address = URI.create("http://127.0.0.1:" + server.port());
      assertThat(new HttpPodRuntime(address, "token", Duration.ofSeconds(4)).pods()).isEmpty();
    }
  }

  private static final class NoPods implements PodRuntime {
    @Override
    public void start(PodSpec spec) {}

    @Override
    public void drain(String pod) {}

    @Override
    public void stop(String pod) {}

    @Override
    public List<PodStatus> pods() {
      return List.of();
    }
  }

  @Test
  void anAnswerThatStallsInItsBodyIsGivenUp() throws Exception {
    CountDownLatch ended = new CountDownLatch(1);
    HttpServer node =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    node.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(200, 2);
          exchange.getResponseBody().write('[');
          exchange.getResponseBody().flush();
          try {
            ended.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
    node.start();
    URI address = URI.create("http://127.0.0.1:" + node.getAddress().getPort());
    try {
      assertThatExceptionOfType(UncheckedIOException.class)
          .isThrownBy(() -> new HttpPodRuntime(address, "token", Duration.ofMillis(200)).pods())
          .withMessageContaining("no complete answer within PT0.2S");
    } finally {
      ended.countDown();
      node.stop(0);
    }
  }
}
