package dev.sidestep.node;

import dev.sidestep.contracts.Sample;
import dev.sidestep.node.device.DeviceStatus;
import dev.sidestep.node.http.HttpPodServer;
import dev.sidestep.node.http.Serving.Admission;
import dev.sidestep.node.pod.Completion;
import dev.sidestep.node.pod.Offer;
import dev.sidestep.node.pod.PodRuntime;
import dev.sidestep.node.pod.PodSpec;
import dev.sidestep.node.pod.PodStatus;
import dev.sidestep.node.pod.PodStatus.Phase;
import dev.sidestep.node.text.Encoder;
import io.prometheus.client.CollectorRegistry;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One machine: its devices, the pods on them with their ports, and their telemetry, moved on second
 * by second. Thread-safe.
 *
 * <p>There are two time bodies. A live node holds each HTTP request until the clock of its device
 * says that it is done. Under a virtual clock requests are {@linkplain #offer offered}, and what
 * the pods say is a function of configuration and calls alone; HTTP then answers at once, for
 * checks that want the real model.
 */
public final class NodeRuntime implements PodRuntime, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(NodeRuntime.class);
  private static final String HOST = "127.0.0.1";

  private final Encoder encoder;
  private final TelemetrySink sink;
  private final Clock clock;
  private final boolean live;
  private final NodeMetrics metrics;
  private final PodServers servers;
  private final LiveRequests requests;
  private final Object lock = new Object();
  private final Machine machine;
  private final List<Completion> completions = new ArrayList<>();

  private NodeRuntime(
      NodeProperties properties,
      Encoder encoder,
      TelemetrySink sink,
      Clock clock,
      CollectorRegistry registry,
      boolean live) {
    this.encoder = encoder;
    this.sink = sink;
    this.clock = clock;
    this.live = live;
    this.metrics = new NodeMetrics(registry);
    this.servers = new PodServers(encoder);
    this.requests = new LiveRequests(clock, properties.speed(), this::settle);
    this.machine =
        new Machine(properties, encoder, metrics, clock.instant().truncatedTo(ChronoUnit.SECONDS));
  }

  /** A node whose clock runs by itself, at {@link NodeProperties#speed}. */
  public static NodeRuntime live(
      NodeProperties properties,
      Encoder encoder,
      TelemetrySink sink,
      Clock clock,
      CollectorRegistry registry) {
    return new NodeRuntime(properties, encoder, sink, clock, registry, true);
  }

  /** A node whose clock somebody moves; all its devices must be twins to have one story. */
  public static NodeRuntime virtual(
      NodeProperties properties,
      Encoder encoder,
      TelemetrySink sink,
      Clock clock,
      CollectorRegistry registry) {
    return new NodeRuntime(properties, encoder, sink, clock, registry, false);
  }

  @Override
  public void start(PodSpec spec) {
    run(
        () -> {
          machine.start(spec, present());
          servers.open(spec.name(), new PodServing(this, spec.name(), spec.model()));
        });
  }

  @Override
  public void drain(String pod) {
    run(() -> machine.drain(pod, present()));
  }

  @Override
  public void stop(String pod) {
    Optional<HttpPodServer> port =
        locked(
            () -> {
              machine.stop(pod, present());
              return servers.take(pod);
            });
    port.ifPresent(HttpPodServer::close);
  }

  @Override
  public List<PodStatus> pods() {
    return locked(() -> machine.pods().stream().map(this::status).toList());
  }

  /** The devices at the end of the last second. */
  public List<DeviceStatus> devices() {
    return locked(machine::devices);
  }

  /**
   * Offers a request to a pod, without running the model. Offers come in order of arrival; those
   * that arrive within a second are offered before {@link #advance} passes its end.
   *
   * @param request the caller's own number, 0 or more; its {@link Completion} will carry it
   * @param tokens the work, at least 1
   */
  public Offer offer(String pod, long request, Instant arrival, int tokens) {
    if (tokens < 1 || request < 0) {
      throw new IllegalArgumentException(
          "request " + request + " of " + tokens + " tokens; both must be at least 0 and 1");
    }
    return locked(() -> machine.offer(pod, request, later(arrival, machine.now()), tokens));
  }

  /** The offered requests that have ended since the last call, by the instant they did. */
  public List<Completion> completions() {
    return locked(
        () -> {
          List<Completion> ended = new ArrayList<>(completions);
          completions.clear();
          ended.sort(Comparator.comparing(Completion::at).thenComparing(Completion::request));
          return ended;
        });
  }

  /** Moves devices and pods on, one full second at a time, and hands out what each second says. */
  public void advance(Instant to) {
    List<List<Sample>> telemetry;
    do {
      telemetry =
          locked(
              () -> {
                Instant end = machine.now().plusSeconds(1);
                return end.isAfter(to) ? null : machine.second(end);
              });
      if (telemetry != null) {
        locked(machine::takeCold).forEach(this::warm);
        closeEnded();
        telemetry.forEach(sink::send);
      }
    } while (telemetry != null);
  }

  /** Ends all pods. The encoder stays open, it is the caller's. */
  @Override
  public void close() {
    pods().forEach(pod -> stop(pod.name()));
    requests.close();
    servers.close();
  }

  /** Lets an HTTP request in; a live node holds it for as long as its device takes. */
  Admission admit(String pod, int tokens) {
    return locked(
        () -> {
          long request = requests.next();
          Instant arrival = present();
          if (!live) {
            return atOnce(pod, request, arrival);
          }
          Offer offer = machine.offer(pod, request, arrival, tokens);
          return offer instanceof Offer.Accepted accepted
              ? new Admission(request, offer, requests.hold(request, accepted.finish()))
              : new Admission(request, offer, new CompletableFuture<>());
        });
  }

  void computed(String pod, long request) {
    run(() -> machine.finish(pod, request, present()));
  }

  void lost(String pod, long request) {
    run(() -> machine.lose(pod, request, present(), "the model could not run"));
  }

  PodStatus.@Nullable Phase phase(String pod) {
    return locked(() -> machine.find(pod).map(hosted -> hosted.pod.phase()).orElse(null));
  }

  boolean warm(String pod) {
    return locked(() -> machine.find(pod).filter(HostedPod::warm).isPresent());
  }

  String scrape(String pod) {
    return locked(
        () ->
            machine
                .find(pod)
                .map(
                    hosted -> {
                      metrics.queue(hosted);
                      return metrics.scrape(hosted);
                    })
                .orElse(""));
  }

  /** Under a virtual clock no device is asked: the answer comes as soon as the model has run. */
  private Admission atOnce(String pod, long request, Instant arrival) {
    Phase phase = machine.find(pod).map(hosted -> hosted.pod.phase()).orElse(Phase.STOPPED);
    if (phase != Phase.READY && phase != Phase.DRAINING) {
      return new Admission(
          request, Offer.Refused.notServing(pod, phase.name()), new CompletableFuture<>());
    }
    return new Admission(
        request,
        new Offer.Accepted(arrival, arrival),
        CompletableFuture.completedFuture(
            new Completion(request, pod, arrival, arrival, false, "")));
  }

  private void settle() {
    run(() -> machine.settle(present()));
  }

  /**
   * Runs the model outside the lock: requests and probes of the other pods do not wait for it. A
   * pod whose model cannot run stays cold, and is tried again with the next second.
   */
  private void warm(HostedPod cold) {
    try {
      encoder.encode(machine.warmUp());
      run(() -> cold.modelRan = true);
    } catch (RuntimeException e) {
      if (!cold.warmUpFailed) {
        LOG.warn(
            "pod {} stays cold, its warm-up is tried again every second: {}",
            cold.spec.name(),
            e.getMessage());
      }
      run(() -> machine.leaveCold(cold));
    }
  }

  /** A pod that was killed cuts its clients off; one that has drained does not. */
  private void closeEnded() {
    List<Runnable> closing = new ArrayList<>();
    run(
        () -> {
          for (HostedPod hosted : machine.pods()) {
            Phase phase = hosted.pod.phase();
            if (phase.ended()) {
              servers
                  .take(hosted.spec.name())
                  .ifPresent(
                      port ->
                          closing.add(
                              phase == Phase.KILLED ? port::close : port::closeWhenAnswered));
            }
          }
        });
    closing.forEach(Runnable::run);
  }

  private PodStatus status(HostedPod hosted) {
    return new PodStatus(
        hosted.spec.name(),
        hosted.pod.phase(),
        hosted.warm(),
        HOST,
        servers.port(hosted.spec.name()),
        hosted.pod.inFlight(),
        hosted.pod.reason());
  }

  /** Does something alone, then lets go the requests that ended by it. */
  private <T extends @Nullable Object> T locked(Supplier<T> action) {
    List<Completion> held = new ArrayList<>();
    T result;
    synchronized (lock) {
      result = action.get();
      for (Completion ended : machine.takeEnded()) {
        (LiveRequests.isHeld(ended) ? held : completions).add(ended);
      }
    }
    requests.complete(held);
    return result;
  }

  private void run(Runnable action) {
    locked(
        () -> {
          action.run();
          return null;
        });
  }

  private Instant present() {
    return later(clock.instant(), machine.now());
  }

  private static Instant later(Instant a, Instant b) {
    return a.isAfter(b) ? a : b;
  }
}
