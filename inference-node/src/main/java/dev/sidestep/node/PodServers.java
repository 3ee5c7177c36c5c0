package dev.sidestep.node;

import dev.sidestep.node.http.HttpPodServer;
import dev.sidestep.node.http.HttpWorkers;
import dev.sidestep.node.http.Serving;
import dev.sidestep.node.text.Encoder;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The ports of the pods of a node, and the threads behind them. Thread-safe. */
final class PodServers implements AutoCloseable {
  private final Encoder encoder;
  private final HttpWorkers workers = new HttpWorkers(Runtime.getRuntime().availableProcessors());
  private final Map<String, HttpPodServer> servers = new ConcurrentHashMap<>();

  PodServers(Encoder encoder) {
    this.encoder = encoder;
  }

  /** Opens a port for a pod, in the place of one of the same name. */
  void open(String pod, Serving serving) {
    HttpPodServer before = servers.put(pod, new HttpPodServer(serving, encoder, workers));
    if (before != null) {
      before.close();
    }
  }

  /** The pod's port; 0 once it has none. */
  int port(String pod) {
    HttpPodServer server = servers.get(pod);
    return server == null ? 0 : server.port();
  }

  /**
   * Takes a pod's port away for the caller to close, which must not be under the node's lock: it
   * waits for a request that may wait for the lock.
   */
  Optional<HttpPodServer> take(String pod) {
    return Optional.ofNullable(servers.remove(pod));
  }

  @Override
  public void close() {
    List.copyOf(servers.keySet()).forEach(pod -> take(pod).ifPresent(HttpPodServer::close));
    workers.close();
  }
}
