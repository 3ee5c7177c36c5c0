package dev.sidestep.quickstart.sandbox;

import dev.sidestep.contracts.Topics;
import dev.sidestep.node.pod.PodRuntime;
import dev.sidestep.quickstart.broker.EmbeddedBroker;
import dev.sidestep.quickstart.failure.Failure;
import dev.sidestep.quickstart.kubernetes.ClusterSeed;
import dev.sidestep.quickstart.kubernetes.EmbeddedKubernetes;
import dev.sidestep.quickstart.kubernetes.Kubeconfig;
import dev.sidestep.quickstart.kubernetes.Kubelet;
import dev.sidestep.quickstart.process.Session;
import dev.sidestep.quickstart.route.HttpRouter;
import dev.sidestep.quickstart.route.KubernetesRoutes;
import dev.sidestep.quickstart.route.Router;
import dev.sidestep.quickstart.route.RouterMetrics;
import io.prometheus.client.CollectorRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/** The world that the services live in, inside this process. Its session closes it. */
public final class Surroundings {
  /**
   * Where the parts listen on 127.0.0.1; 0 takes a free port.
   *
   * @param broker Kafka
   * @param kubernetes the Kubernetes API
   * @param router the models' door
   */
  public record Ports(int broker, int kubernetes, int router) {
    public static final Ports FREE = new Ports(0, 0, 0);
  }

  private final @Nullable EmbeddedBroker broker;
  private final EmbeddedKubernetes kubernetes;

  private Surroundings(@Nullable EmbeddedBroker broker, EmbeddedKubernetes kubernetes) {
    this.broker = broker;
    this.kubernetes = kubernetes;
  }

  /**
   * Starts broker and cluster with what the data directory has of them, makes missing topics and
   * seeds missing objects.
   *
   * @param data its directory; the next start goes on from there
   * @throws dev.sidestep.quickstart.failure.Failure when a port or the directory is not to be had
   */
  public static Surroundings start(
      Path data, Ports ports, Topics topics, ClusterSeed seed, Clock clock, Session session) {
    FutureTask<EmbeddedKubernetes> cluster =
        new FutureTask<>(
            () -> {
              Files.createDirectories(data);
              return cluster(data, ports, seed, clock, session);
            });
    Thread beside = new Thread(cluster, "cluster-start");
    beside.setDaemon(true);
    beside.start();
    try {
      EmbeddedBroker broker =
          session.closing("broker", EmbeddedBroker.start(data.resolve("broker"), ports.broker()));
      broker.createTopics(topics);
      return new Surroundings(broker, await(cluster));
    } catch (RuntimeException e) {
      beside.interrupt();
      throw e;
    }
  }

  /** The same where the broker runs elsewhere, and its topics are others' business. */
  public static Surroundings withoutBroker(
      Path data, Ports ports, ClusterSeed seed, Clock clock, Session session) {
    return new Surroundings(null, cluster(data, ports, seed, clock, session));
  }

  private static EmbeddedKubernetes cluster(
      Path data, Ports ports, ClusterSeed seed, Clock clock, Session session) {
    EmbeddedKubernetes kubernetes =
        session.closing(
            "cluster",
            EmbeddedKubernetes.persistent(clock, ports.kubernetes(), data.resolve("cluster.json")));
    kubernetes.seed(seed);
    session.closing(
        "kubeconfig",
        Kubeconfig.write(data.resolve(Kubeconfig.NAME), kubernetes.url(), seed.namespace()));
    return kubernetes;
  }

  private static EmbeddedKubernetes await(FutureTask<EmbeddedKubernetes> cluster) {
    try {
      return cluster.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Failure.couldNotRun("interrupted while the cluster starts", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failed) {
        throw failed;
      }
      throw Failure.couldNotRun("the cluster cannot start: " + e.getCause(), e);
    }
  }

  /**
   * The broker of this world.
   *
   * @throws IllegalStateException when it runs elsewhere
   */
  public EmbeddedBroker broker() {
    if (broker == null) {
      throw new IllegalStateException("this world has no broker of its own");
    }
    return broker;
  }

  public EmbeddedKubernetes kubernetes() {
    return kubernetes;
  }

  /** Opens the models' door and puts a machine under the cluster's command. */
  public Machine run(
      PodRuntime runtime,
      String namespace,
      int routerPort,
      CollectorRegistry registry,
      Session session) {
    Router router = new Router();
    KubernetesRoutes routes =
        new KubernetesRoutes(kubernetes.client(), kubernetes::writes, namespace, router);
    HttpRouter door =
        session.closing(
            "router", HttpRouter.open(routerPort, routes, router, new RouterMetrics(registry)));
    return new Machine(
        new Kubelet(kubernetes.client(), kubernetes::writes, runtime), routes, router, door);
  }

  /** A machine whose pods are as the cluster wants them, and the way to them. */
  public record Machine(Kubelet kubelet, KubernetesRoutes routes, Router router, HttpRouter door) {
    /** Brings pods and routes in line with what the API says now. */
    public void reconcile(Instant now) {
      kubelet.reconcile(now);
      routes.refresh();
    }
  }
}
