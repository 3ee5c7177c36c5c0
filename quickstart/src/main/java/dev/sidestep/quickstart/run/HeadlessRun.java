package dev.sidestep.quickstart.run;

import dev.sidestep.contracts.Outcome;
import dev.sidestep.contracts.Target;
import dev.sidestep.contracts.Topics;
import dev.sidestep.node.NodeProperties.DeviceKind;
import dev.sidestep.node.NodeRuntime;
import dev.sidestep.node.device.DeviceStatus;
import dev.sidestep.quickstart.clock.VirtualClock;
import dev.sidestep.quickstart.report.RunResult;
import dev.sidestep.quickstart.route.Router;
import dev.sidestep.quickstart.scenario.WorldPlan;
import dev.sidestep.quickstart.traffic.Request;
import dev.sidestep.service.KafkaSettings;
import io.prometheus.client.CollectorRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * One run of a world under a virtual clock, on the caller's thread. A virtual second goes:
 *
 * <pre>
 * cluster in line ─> requests to pods ─> devices and pods move on ─> telemetry
 *        ^                                                              │ when a tick is over
 *        └── steps of a move <── decisions <── warnings, forecasts <── frames
 * </pre>
 *
 * The next second starts when the services have dealt with this one, so a seed has one story.
 */
final class HeadlessRun {
  /** When a run begins unless told otherwise; a multiple of the tick. */
  static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");

  private static final Duration SECOND = Duration.ofSeconds(1);

  /** What a run with Sidestep has on top. */
  private record Sidestep(Outcome.Mode mode, Runnable atFirstForecast, Recorder recorder) {}

  /** Hears once a virtual second how the run is doing. */
  interface Watch {
    /**
     * A second is over.
     *
     * @param soFar tells what came of the run so far, without what went over the topics; not free
     */
    void at(Instant now, Supplier<RunResult> soFar);
  }

  private final SharedParts parts;
  private final WorldPlan plan;
  private final String name;
  private final Instant begin;
  private final Duration lead;
  private final Optional<Sidestep> sidestep;

  /**
   * A run with nobody acting, yet to be made.
   *
   * @param name for progress, for example {@code seed 3}
   */
  HeadlessRun(SharedParts parts, WorldPlan plan, String name) {
    this(parts, plan, name, BEGIN, Lead.HEADLESS, Optional.empty());
  }

  private HeadlessRun(
      SharedParts parts,
      WorldPlan plan,
      String name,
      Instant begin,
      Duration lead,
      Optional<Sidestep> sidestep) {
    this.parts = parts;
    this.plan = plan;
    this.name = name;
    this.begin = begin;
    this.lead = lead;
    this.sidestep = sidestep;
  }

  /** The same with predictor and remediator. */
  HeadlessRun withSidestep(Outcome.Mode mode, Runnable atFirstForecast, Recorder recorder) {
    return new HeadlessRun(
        parts, plan, name, begin, lead, Optional.of(new Sidestep(mode, atFirstForecast, recorder)));
  }

  /**
   * The same at another time.
   *
   * @param zero when the plan begins; a multiple of the tick
   * @param otherLead of the run before that; whole ticks
   */
  HeadlessRun at(Instant zero, Duration otherLead) {
    return new HeadlessRun(parts, plan, name, zero.minus(otherLead), otherLead, sidestep);
  }

  /**
   * Makes the run.
   *
   * @param traffic the requests from a given start on
   */
  RunResult run(Function<Instant, Iterator<Request>> traffic, Progress progress) {
    Instant end = begin.plus(lead).plus(plan.duration());
    return run(
        traffic, (now, soFar) -> progress.at(name, seconds(begin, now), seconds(begin, end)));
  }

  /** As {@link #run(Function, Progress)}, for who wants to know more on the way. */
  RunResult run(Function<Instant, Iterator<Request>> traffic, Watch watch) {
    Topics topics = parts.newTopics();
    parts.broker().createTopics(topics);
    KafkaSettings kafka = parts.broker().settings(topics);
    VirtualClock clock = new VirtualClock(begin);
    Router router = new Router();
    try (RunServices services =
            RunServices.start(kafka, clock, parts.directory().resolve(topics.prefix()));
        NodeRuntime node =
            NodeRuntime.virtual(
                PlannedMachine.node(
                    plan, lead, DeviceKind.TWIN, parts.broker().bootstrapServers(), topics, 1),
                parts.encoder(),
                services.telemetry(),
                clock,
                new CollectorRegistry());
        RunCluster cluster = new RunCluster(plan, clock, node, router)) {
      sidestep.ifPresent(
          with ->
              services.think(
                  parts.forecasters(),
                  cluster.client(),
                  PlannedMachine.placement(plan),
                  with.mode(),
                  clock,
                  with.atFirstForecast()));
      RealModel realModel = new RealModel(parts.encoder(), parts.workers());
      RequestDesk desk =
          new RequestDesk(
              plan.model().name(), router, node, traffic.apply(begin.plus(lead)), realModel);
      Throttle throttle = new Throttle();
      Instant end = begin.plus(lead).plus(plan.duration());
      while (clock.instant().isBefore(end)) {
        Instant now = clock.instant();
        cluster.reconcile(now);
        desk.sendUntil(now.plus(SECOND));
        Instant next = clock.advance(SECOND);
        node.advance(next);
        desk.settle();
        throttle.look(node, next);
        services.follow(next);
        watch.at(next, () -> soFar(throttle, cluster, desk, next));
      }
      realModel.finish();
      return services.story(
          sidestep.map(Sidestep::recorder).orElse(Recorder.NONE),
          (frames, warnings, outcomes) ->
              new RunResult(
                  throttle.seconds(),
                  throttle.since,
                  cluster.kills(),
                  desk.account(end),
                  warnings,
                  outcomes,
                  frames));
    } finally {
      parts.broker().deleteTopics(topics);
    }
  }

  private static RunResult soFar(
      Throttle throttle, RunCluster cluster, RequestDesk desk, Instant now) {
    return new RunResult(
        throttle.seconds(),
        throttle.since,
        cluster.kills(),
        desk.account(now),
        List.of(),
        List.of(),
        List.of());
  }

  private static long seconds(Instant from, Instant to) {
    return Duration.between(from, to).toSeconds();
  }

  /** When devices began to slow themselves down for heat, and for how long they did. */
  private static final class Throttle {
    private final Map<Target, Instant> since = new TreeMap<>();
    private final Map<Target, Long> seconds = new TreeMap<>();

    void look(NodeRuntime node, Instant now) {
      for (DeviceStatus device : node.devices()) {
        if (device.throttledSeconds() > 0) {
          since.putIfAbsent(device.target(), now);
        }
        seconds.put(device.target(), device.throttledSeconds());
      }
    }

    double seconds() {
      return seconds.values().stream().mapToLong(Long::longValue).sum();
    }
  }
}
