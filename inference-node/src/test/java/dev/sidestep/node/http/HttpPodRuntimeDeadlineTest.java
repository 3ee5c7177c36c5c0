package dev.sidestep.node.http;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.HttpServer;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class HttpPodRuntimeDeadlineTest {
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
