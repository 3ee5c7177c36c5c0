package dev.sidestep.quickstart.kubernetes;

import dev.sidestep.quickstart.failure.Failure;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.dsl.base.CustomResourceDefinitionContext;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.fabric8.mockwebserver.Context;
import io.fabric8.mockwebserver.MockWebServer;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * A Kubernetes API in this process, reachable from this machine only: what the product reads and
 * writes, over real HTTP. It schedules nothing; {@link Kubelet} runs the pods.
 */
public final class EmbeddedKubernetes implements AutoCloseable {
  // held, or the level would be forgotten with the logger
  private static final Logger REQUEST_LOG = Logger.getLogger("io.fabric8.mockwebserver");
  private static final int REQUESTS_REMEMBERED = 500;

  private final ApiStore store;
  private final KubernetesMockServer server;
  private final KubernetesClient client;

  private EmbeddedKubernetes(ApiStore store, KubernetesMockServer server) {
    this.store = store;
    this.server = server;
    this.client = connect(url());
  }

  /** Starts with an empty cluster that lives in memory, on a free port. */
  public static EmbeddedKubernetes inMemory(Clock clock) {
    return start(clock, 0, null);
  }

  /**
   * Starts with the cluster that a file holds, and keeps the file up to date.
   *
   * @param port on 127.0.0.1; 0 takes a free one
   * @throws Failure in one line when the port is taken or the file is unusable
   */
  public static EmbeddedKubernetes persistent(Clock clock, int port, Path file) {
    return start(clock, port, new SnapshotFile(file));
  }

  /** A client for any API server; the caller closes it. */
  public static KubernetesClient connect(String url) {
    Config config =
        new ConfigBuilder(Config.empty())
            .withMasterUrl(url)
            .withHttp2Disable(true)
            .withRequestRetryBackoffLimit(2)
            .build();
    return new KubernetesClientBuilder().withConfig(config).build();
  }

  public String url() {
    return "http://127.0.0.1:" + server.getPort() + "/";
  }

  /** A client for use in this process; it is closed with the cluster. */
  public KubernetesClient client() {
    return client;
  }

  /** Grows with every change but those of leases and events. Who saw this number need not look. */
  public long writes() {
    return store.writes();
  }

  /** Makes those objects of the seed that are missing. */
  public void seed(ClusterSeed seed) {
    for (HasMetadata object : SeedObjects.of(seed)) {
      if (client.resource(object).get() == null) {
        client.resource(object).create();
      }
    }
  }

  /** Removes everything, as if nothing had ever been there. */
  public void reset() {
    store.reset();
    knowRoutes(store);
  }

  @Override
  public void close() {
    client.close();
    server.destroy();
  }

  private static EmbeddedKubernetes start(Clock clock, int port, @Nullable SnapshotFile file) {
    REQUEST_LOG.setLevel(Level.OFF);
    ApiStore store = new ApiStore(clock);
    knowRoutes(store);
    MockWebServer web = new MockWebServer();
    AtomicInteger requests = new AtomicInteger();
    Runnable stored = file == null ? () -> {} : () -> file.save(store);
    if (file != null) {
      file.load(store);
      file.save(store);
    }
    ApiDispatcher dispatcher = new ApiDispatcher(store, () -> forget(web, requests), stored);
    KubernetesMockServer server =
        new KubernetesMockServer(new Context(), web, new HashMap<>(), dispatcher, false);
    try {
      server.init(InetAddress.getLoopbackAddress(), port);
    } catch (IllegalStateException e) {
      throw Failure.couldNotRun(
          "port "
              + port
              + " for the Kubernetes API is taken; end its user or give --kubernetes-port another",
          e);
    }
    return new EmbeddedKubernetes(store, server);
  }

  /** The library keeps every request for tests to look at: a leak for a cluster that stays up. */
  private static void forget(MockWebServer web, AtomicInteger requests) {
    if (requests.incrementAndGet() % REQUESTS_REMEMBERED == 0) {
      web.reset();
    }
  }

  /** The store knows built-in kinds; this one comes from a CRD. */
  private static void knowRoutes(ApiStore store) {
    store.expectCustomResource(
        new CustomResourceDefinitionContext.Builder()
            .withGroup("gateway.networking.k8s.io")
            .withVersion("v1")
            .withKind("HTTPRoute")
            .withPlural("httproutes")
            .withScope("Namespaced")
            .withStatusSubresource(true)
            .build());
  }
}
