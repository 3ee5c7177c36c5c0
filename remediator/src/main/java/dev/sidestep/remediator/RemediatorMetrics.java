package dev.sidestep.remediator;

import dev.sidestep.contracts.Outcome;
import dev.sidestep.contracts.Outcome.Status;
import dev.sidestep.contracts.Warning;
import dev.sidestep.remediator.decide.Decision;
import dev.sidestep.remediator.decide.Decision.Act;
import dev.sidestep.remediator.decide.Decision.Wait;
import dev.sidestep.remediator.guard.Why;
import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.Counter;
import io.prometheus.client.Gauge;
import io.prometheus.client.Histogram;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The remediator's metrics. All label values are known and start at zero. */
public final class RemediatorMetrics {
  private static final Logger LOG = LoggerFactory.getLogger(RemediatorMetrics.class);
  private static final int BLIND_LIMIT = 10_000;

  private final Set<String> blind = new LinkedHashSet<>();
  private final Counter decisions;
  private final Counter moves;
  private final Counter unreadable;
  private final Counter evicted;
  private final Histogram seconds;
  private final Gauge running;
  private final Gauge leading;
  private final Gauge blindTargets;
  private boolean toldOfEvictions;

  public RemediatorMetrics(CollectorRegistry registry, Outcome.Mode mode) {
    decisions =
        Counter.build()
            .name("sidestep_decisions_total")
            .help("Decisions on issues of warnings, by what was decided and why")
            .labelNames("decision", "reason")
            .register(registry);
    for (Why why : Why.values()) {
      for (String decision : List.of("act", "wait", "ignore")) {
        decisions.labels(decision, why.label());
      }
    }
    moves =
        Counter.build()
            .name("sidestep_moves_total")
            .help("Plans that were begun (intended), and how they ended")
            .labelNames("status")
            .register(registry);
    for (Status status : List.of(Status.INTENDED, Status.SUCCEEDED, Status.UNDONE, Status.FAILED)) {
      moves.labels(label(status));
    }
    unreadable =
        Counter.build()
            .name("sidestep_remediator_unreadable_total")
            .help("Records that could not be read and are reported by the service that owns them")
            .labelNames("noun")
            .register(registry);
    unreadable.labels("frame");
    unreadable.labels("outcome");
    evicted =
        Counter.build()
            .name("sidestep_remediator_evicted_total")
            .help("Targets that were let go for want of room, and were still there")
            .register(registry);
    seconds =
        Histogram.build()
            .name("sidestep_move_seconds")
            .help("Time from the decision to the end of a plan, undone ones included")
            .buckets(5, 10, 20, 30, 45, 60, 90, 120, 180, 300, 600)
            .register(registry);
    running =
        Gauge.build()
            .name("sidestep_move_running")
            .help("1 while a plan is being carried out")
            .register(registry);
    leading =
        Gauge.build()
            .name("sidestep_remediator_leading")
            .help("1 on the one remediator that decides and acts")
            .register(registry);
    blindTargets =
        Gauge.build()
            .name("sidestep_blind_targets")
            .help("Warned targets on which nothing is done because metrics are missing")
            .register(registry);
    Gauge modes =
        Gauge.build()
            .name("sidestep_remediator_mode")
            .help("1 for the mode that the remediator runs in")
            .labelNames("mode")
            .register(registry);
    for (Outcome.Mode each : Outcome.Mode.values()) {
      modes.labels(each.name().toLowerCase(Locale.ROOT)).set(each == mode ? 1 : 0);
    }
  }

  void decided(Warning warning, Decision decision) {
    String name = decision instanceof Act ? "act" : decision instanceof Wait ? "wait" : "ignore";
    decisions.labels(name, decision.why().label()).inc();
    if (decision.why() != Why.BLIND) {
      blind.remove(warning.target().key());
    } else if (blind.size() < BLIND_LIMIT) {
      blind.add(warning.target().key());
    }
    blindTargets.set(blind.size());
  }

  /** Counts a plan's intention and its end. */
  void moved(Outcome outcome) {
    moves.labels(label(outcome.status())).inc();
    if (outcome.terminal()) {
      Duration took = Duration.between(outcome.plan().decidedAt(), outcome.at());
      seconds.observe(took.toMillis() / 1000.0);
    }
  }

  void running(boolean runs) {
    running.set(runs ? 1 : 0);
  }

  void leading(boolean leads) {
    leading.set(leads ? 1 : 0);
    if (!leads) { // what it knew is for the one that leads now to tell
      running.set(0);
      blind.clear();
      blindTargets.set(0);
    }
  }

  /** More devices and pods than are kept: each new one takes the place of one that is there. */
  void evicted(String target) {
    evicted.inc();
    if (!toldOfEvictions) {
      toldOfEvictions = true;
      LOG.warn(
          "{} and maybe others are let go: more devices of the cluster and pods of the namespace"
              + " than fit; give each namespace a topic prefix of its own"
              + " (sidestep_remediator_evicted_total counts on)",
          target);
    }
  }

  void unreadable(String noun) {
    unreadable.labels(noun).inc();
  }

  private static String label(Status status) {
    return status.name().toLowerCase(Locale.ROOT);
  }
}
