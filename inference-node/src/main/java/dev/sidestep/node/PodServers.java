package dev.sidestep.node;

import dev.sidestep.node.http.HttpPodServer;
import dev.sidestep.node.http.HttpWorkers;
import dev.sidestep.node.http.Serving;
import dev.sidestep.node.text.Encoder;
import java.util.List;
import java.util.Map;
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

  void close(String pod) {
    HttpPodServer server = servers.remove(pod);
    if (server != null) {
      server.close();
    }
  }

  /** Closes the port of a pod that has drained, after its last answers. */
  void closeDrained(String pod) {
    HttpPodServer server = servers.remove(pod);
    if (server != null) {
      server.closeWhenAnswered();
    }
  }

  @Override
  public void close() {
    List.copyOf(servers.keySet()).forEach(this::close);
    workers.close();
  }
}
