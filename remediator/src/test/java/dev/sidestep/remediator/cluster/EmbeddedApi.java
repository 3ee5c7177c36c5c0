package dev.sidestep.remediator.cluster;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.server.mock.KubernetesCrudDispatcher;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.fabric8.mockwebserver.Context;
import io.fabric8.mockwebserver.MockWebServer;
import io.fabric8.mockwebserver.http.MockResponse;
import io.fabric8.mockwebserver.http.RecordedRequest;
import java.net.InetAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The embedded Kubernetes API of the tests: fabric8's CRUD server, which also refuses a merge patch
 * upon a stale resource version, as the real one does. It remembers the writes and can be told to
 * fail the next ones.
 */
final class EmbeddedApi implements AutoCloseable {
  private static final Logger CHATTER = Logger.getLogger("io.fabric8.mockwebserver");

  final List<String> writes = new ArrayList<>();
  final Deque<Integer> failNext = new ArrayDeque<>();

  private final KubernetesMockServer server;

  EmbeddedApi() {
    CHATTER.setLevel(Level.OFF);
    server =
        new KubernetesMockServer(
            new Context(), new MockWebServer(), new HashMap<>(), new Dispatcher(), false);
    server.init(InetAddress.getLoopbackAddress(), 0);
  }

  KubernetesClient client() {
    Config config =
        new ConfigBuilder(Config.empty())
            .withMasterUrl(server.url("/"))
            .withHttp2Disable(true)
            .withRequestRetryBackoffLimit(0)
            .build();
    return new KubernetesClientBuilder().withConfig(config).build();
  }

  String url() {
    return server.url("/");
  }

  @Override
  public void close() {
    server.destroy();
  }

  private final class Dispatcher extends KubernetesCrudDispatcher {
    Dispatcher() {
      super(Collections.emptyList());
    }

    @Override
    public MockResponse dispatch(RecordedRequest request) {
      if (!"GET".equals(request.getMethod())) {
        writes.add(request.getMethod() + " " + request.getPath());
        Integer status = failNext.poll();
        if (status != null) {
          return new MockResponse().setResponseCode(status).setBody("{}");
        }
      }
      return super.dispatch(request);
    }
  }
}
