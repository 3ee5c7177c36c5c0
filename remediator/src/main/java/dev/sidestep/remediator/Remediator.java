package dev.sidestep.remediator;

import dev.sidestep.contracts.Forecast;
import dev.sidestep.contracts.Frame;
import dev.sidestep.contracts.Outcome;
import dev.sidestep.contracts.Outcome.Status;
import dev.sidestep.contracts.Plan;
import dev.sidestep.contracts.Signal;
import dev.sidestep.contracts.Warning;
import dev.sidestep.remediator.act.MoveExecution;
import dev.sidestep.remediator.act.Receiver;
import dev.sidestep.remediator.cluster.Cluster;
import dev.sidestep.remediator.cluster.ClusterConflictException;
import dev.sidestep.remediator.cluster.ClusterRefusedException;
import dev.sidestep.remediator.cluster.ClusterUnavailableException;
import dev.sidestep.remediator.cluster.PodProbe;
import dev.sidestep.remediator.decide.Decision;
import dev.sidestep.remediator.decide.Deliberation;
import dev.sidestep.remediator.fleet.Observation;
import dev.sidestep.remediator.fleet.Sentence;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The conductor: observe, decide, write the intention, act step by step, write what happened. Not
 * thread-safe; time is passed in.
 */
final class Remediator {
  private static final Logger LOG = LoggerFactory.getLogger(Remediator.class);

  /** Longer than this between two steps, and the process stood still, not the cluster. */
  private static final Duration STOOD_STILL = Duration.ofSeconds(45);

  private final RemediatorProperties properties;
  private final Deliberation mind;
  private final Cluster cluster;
  private final PodProbe probe;
  private final OutcomeLog log;
  private final RemediatorMetrics metrics;

  /** Plans that an earlier process has left, oldest first. */
  private final Deque<Outcome> left = new ArrayDeque<>();

  private @Nullable MoveExecution running;
  private @Nullable Instant lastStep;

  /** What has happened and is not in the log yet: nothing more is done before it is. */
  private @Nullable Outcome unwritten;

  Remediator(
      RemediatorProperties properties,
      Cluster cluster,
      PodProbe probe,
      OutcomeLog log,
      RemediatorMetrics metrics) {
    this.properties = properties;
    this.mind = new Deliberation(properties.policy(), metrics::evicted);
    this.cluster = cluster;
    this.probe = probe;
    this.log = log;
    this.metrics = metrics;
  }

  void accept(Frame frame) {
    mind.accept(frame);
  }

  void accept(Forecast forecast) {
    mind.accept(forecast);
  }

  /** Learns what was published before. */
  void accept(Outcome published) {
    mind.accept(published);
  }

  /** Takes over the plans that nobody carries out any more; all outcomes are learned by now. */
  void takeOver() {
    left.clear();
    left.addAll(mind.unfinished());
    left.forEach(
        plan -> LOG.info("found unfinished plan {} ({})", plan.plan().id(), plan.status()));
  }

  /** Lets go of everything, because somebody else takes over. */
  void standDown() {
    running = null;
    unwritten = null;
    left.clear();
  }

  /**
   * Decides on issues of warnings, in their order, all on one look at the cluster.
   *
   * @param undecidable is told of an issue on which no decision can be made, and why; deciding is a
   *     pure function, so it could not be made the next time either
   */
  void decide(
      List<Warning> warnings, Instant now, BiConsumer<Warning, RuntimeException> undecidable) {
    if (warnings.isEmpty()) {
      return;
    }
    mind.present(now);
    Observation seen = observe();
    for (Warning warning : warnings) {
      Decision decision;
      Optional<Outcome> receipt;
      try {
        decision = mind.decide(warning, aged(seen, Duration.between(warning.issuedAt(), now)));
        receipt = mind.receipt(decision, properties.mode());
      } catch (RuntimeException e) {
        undecidable.accept(warning, e);
        continue;
      }
      metrics.decided(warning, decision);
      receipt.ifPresent(this::begin);
    }
  }

  /** Does the next step of the plan that is being carried out, if there is one. */
  void step(Instant now) {
    try {
      advance(now);
    } finally {
      metrics.running(running != null);
    }
  }

  private void advance(Instant now) {
    Duration gap = lastStep == null ? Duration.ZERO : Duration.between(lastStep, now);
    lastStep = now;
    letGoOfWhatIsOver();
    writeDown();
    if (running == null && !left.isEmpty()) {
      pickUp(left.getFirst(), now);
    }
    MoveExecution move = running;
    if (move != null) {
      if (gap.compareTo(STOOD_STILL) > 0) {
        move.stoodStill(gap);
      }
      move.step(now, receiver(move.outcome().plan(), now)).ifPresent(told -> unwritten = told);
      writeDown();
    }
  }

  /** The plan that is being carried out, as it stands. */
  Optional<Outcome> running() {
    return Optional.ofNullable(running).map(MoveExecution::outcome);
  }

  /** Writes the decision down, and begins to act if that is what it says. */
  private void begin(Outcome receipt) {
    log.write(receipt);
    mind.accept(receipt);
    LOG.info("warning {}: {}", receipt.plan().warningId(), receipt.reason());
    if (receipt.status() == Status.INTENDED) {
      metrics.moved(receipt);
      running = MoveExecution.begin(receipt, cluster, probe, properties.move());
      metrics.running(true);
    }
  }

  private Observation observe() {
    try {
      return new Observation(
          cluster.variants(),
          properties.mode(),
          true,
          cluster.optedIn(),
          cluster.frozen(),
          Duration.ZERO);
    } catch (ClusterUnavailableException | ClusterConflictException | ClusterRefusedException e) {
      LOG.warn("the cluster cannot be read: {}", e.getMessage());
      return Observation.unreachable(properties.mode(), Duration.ZERO);
    } catch (RuntimeException e) {
      // one odd object must not keep every warning from being decided on, nor a move from going on
      LOG.warn("the cluster cannot be read", e);
      return Observation.unreachable(properties.mode(), Duration.ZERO);
    }
  }

  private static Observation aged(Observation seen, Duration age) {
    return new Observation(
        seen.variants(), seen.mode(), seen.reachable(), seen.optedIn(), seen.frozen(), age);
  }

  /** Somebody else has ended the plan: its last record stays the last. */
  private void letGoOfWhatIsOver() {
    MoveExecution move = running;
    if (move != null && mind.over(move.outcome().plan())) {
      LOG.info("plan {} was ended by another remediator", move.outcome().plan().id());
      standDown();
    }
  }

  private void writeDown() {
    Outcome told = unwritten;
    if (told == null) {
      return;
    }
    log.write(told);
    unwritten = null;
    mind.accept(told);
    if (told.terminal()) {
      running = null;
      metrics.moved(told);
      LOG.info("plan {} {}: {}", told.plan().id(), told.status(), told.reason());
    }
  }

  /** Only what may be acted on today is picked up, whatever was allowed when it began. */
  private void pickUp(Outcome found, Instant now) {
    Optional<String> forbidden;
    try {
      forbidden = forbidden();
    } catch (ClusterRefusedException e) {
      forbidden = Optional.of(String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      LOG.debug("plan {} waits until the cluster can be read", found.plan().id(), e);
      return;
    }
    if (forbidden.isPresent()) {
      leave(found, now, "left as it is: " + forbidden.get());
      return;
    }
    try {
      running = MoveExecution.found(found, cluster, probe, properties.move());
      left.removeFirst();
    } catch (IllegalArgumentException e) {
      leave(found, now, "cannot be carried out: " + e.getMessage());
    }
  }

  private Optional<String> forbidden() {
    if (properties.mode() != Outcome.Mode.AUTOMATIC) {
      return Optional.of("mode " + properties.mode().name().toLowerCase(Locale.ROOT));
    }
    return cluster.optedIn()
        ? Optional.empty()
        : Optional.of("the namespace lacks the label sidestep.dev/managed=true");
  }

  /** Ends a plan that was found without touching anything. */
  private void leave(Outcome found, Instant now, String why) {
    Plan plan = found.plan();
    unwritten =
        new Outcome(
            plan,
            found.mode(),
            Status.FAILED,
            now,
            found.steps(),
            found.parity(),
            "found after a restart, %s; look at %s, %s".formatted(why, plan.from(), plan.to()));
    left.removeFirst();
    writeDown();
  }

  /** A receiver that throttles now is no help: better both a little than one for good. */
  private Receiver receiver(Plan plan, Instant now) {
    if (plan.kind() != Plan.Kind.MOVE) {
      return Receiver.well();
    }
    return plan.observed().stream()
        .filter(variant -> variant.variant().equals(plan.to()))
        .findFirst()
        .map(variant -> receiver(variant.device(), now))
        .orElse(Receiver.well());
  }

  private Receiver receiver(String device, Instant now) {
    OptionalDouble margin = mind.fleet().at(now).lately(device, Signal.THERMAL_MARGIN);
    if (margin.isEmpty()) {
      return Receiver.unseen("blind: the receiver " + device + " has no valid thermal margin");
    }
    return margin.getAsDouble() > 0
        ? Receiver.well()
        : Receiver.harmed(
            Sentence.of(
                "harm: the receiver %s has a thermal margin of %.1f K",
                device, margin.getAsDouble()));
  }
}
