package dev.sidestep.predictor.warn;

import dev.sidestep.contracts.Evidence;
import dev.sidestep.contracts.Frame;
import dev.sidestep.contracts.Outcome;
import dev.sidestep.contracts.Target;
import dev.sidestep.contracts.Verdict;
import dev.sidestep.contracts.Warning;
import dev.sidestep.predictor.forecast.Outlook;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * All targets that are watched: devices for heat, pods for memory. A target without frames is
 * looked at all the same, so that its warning comes to an end.
 */
public final class WarningDesk {
  /** A target that has been silent for so long, and has no warning, is forgotten. */
  private static final Duration FORGET = Duration.ofHours(1);

  private final WarningSettings settings;
  private final MemorySettings memory;
  private final PlanLedger plans = new PlanLedger();
  private final WarningBudget budget;
  private final Map<Target, Watched> targets = new TreeMap<>();

  /** A target, its watch and its case. */
  private static final class Watched {
    private final Case file;
    private final @Nullable ThermalWatch heat;
    private final @Nullable MemoryWatch memory;
    private @Nullable Instant lastFrame;

    Watched(Case file, @Nullable ThermalWatch heat, @Nullable MemoryWatch memory) {
      this.file = file;
      this.heat = heat;
      this.memory = memory;
    }
  }

  /** Everything that a tick brings; targets that have been forgotten included. */
  public record Decisions(List<Warning> warnings, int heldBack, List<Target> forgotten) {
    public Decisions {
      warnings = List.copyOf(warnings);
      forgotten = List.copyOf(forgotten);
    }
  }

  public WarningDesk(WarningSettings settings, MemorySettings memory) {
    this.settings = settings;
    this.memory = memory;
    budget = new WarningBudget(settings.budget());
  }

  /** Takes over the last issues of warnings from before a restart. */
  public void restore(Collection<Warning> lastIssues) {
    for (Warning last : lastIssues) {
      if (watchable(last.target())) {
        Watched watched = watched(last.target());
        watched.file.restore(last);
        watched.lastFrame = later(watched.lastFrame, last.issuedAt());
        if (stood(last)) {
          budget.spend(last);
        }
      }
    }
  }

  /** Keeps an outcome in mind; the next tick judges by it. */
  public void note(Outcome outcome) {
    plans.note(outcome);
  }

  /**
   * Looks without issuing anything, to come back to where the frames leave off.
   *
   * @return the targets that have been forgotten
   */
  public List<Target> rehearse(
      Instant tick, Map<Target, Frame> frames, Map<Target, Outlook> outlooks) {
    meet(tick, frames);
    targets.forEach(
        (target, watched) -> watched.file.note(look(target, watched, tick, frames, outlooks)));
    return forget(tick);
  }

  /** Looks at all targets and issues what is to be issued, in the targets' order. */
  public Decisions decide(Instant tick, Map<Target, Frame> frames, Map<Target, Outlook> outlooks) {
    meet(tick, frames);
    List<Warning> warnings = new ArrayList<>();
    int heldBack = 0;
    for (Map.Entry<Target, Watched> entry : targets.entrySet()) {
      Watched watched = entry.getValue();
      Look look = look(entry.getKey(), watched, tick, frames, outlooks);
      Ruling ruling = watched.file.decide(look, () -> evidence(watched), budget);
      Warning issue = ruling.issue();
      if (issue != null) {
        warnings.add(issue);
        if (!issue.open()) {
          plans.forget(issue.id());
        }
      }
      heldBack += ruling.heldBack() ? 1 : 0;
    }
    return new Decisions(warnings, heldBack, forget(tick));
  }

  /** Whether a warning has been held out to people, and not only put on record. */
  private static boolean stood(Warning warning) {
    Verdict verdict = warning.verdict();
    return verdict == null || verdict.at().isAfter(warning.raisedAt());
  }

  private void meet(Instant tick, Map<Target, Frame> frames) {
    for (Target target : frames.keySet()) {
      if (watchable(target)) {
        watched(target).lastFrame = tick;
      }
    }
  }

  private static boolean watchable(Target target) {
    return target.kind() == Target.Kind.DEVICE || target.kind() == Target.Kind.POD;
  }

  private Watched watched(Target target) {
    return targets.computeIfAbsent(
        target,
        t ->
            t.kind() == Target.Kind.DEVICE
                ? new Watched(file(Warning.Kind.THERMAL_THROTTLE, t), new ThermalWatch(t), null)
                : new Watched(
                    file(Warning.Kind.MEMORY_EXHAUSTION, t), null, new MemoryWatch(t, memory)));
  }

  private Case file(Warning.Kind kind, Target target) {
    return new Case(kind, target, settings, plans);
  }

  private static Look look(
      Target target,
      Watched watched,
      Instant tick,
      Map<Target, Frame> frames,
      Map<Target, Outlook> outlooks) {
    Frame frame = frames.get(target);
    if (watched.heat != null) {
      return watched.heat.look(tick, frame, Optional.ofNullable(outlooks.get(target)));
    }
    if (watched.memory != null) {
      return watched.memory.look(tick, frame);
    }
    throw new IllegalStateException("target " + target.key() + " is not watched");
  }

  private static List<Evidence> evidence(Watched watched) {
    if (watched.heat != null) {
      return watched.heat.evidence();
    }
    return watched.memory == null ? List.of() : watched.memory.evidence();
  }

  private List<Target> forget(Instant tick) {
    plans.forgetSilentLongBefore(tick);
    Instant from = tick.minus(FORGET);
    List<Target> forgotten = new ArrayList<>();
    targets
        .entrySet()
        .removeIf(
            entry -> {
              Instant last = entry.getValue().lastFrame;
              boolean silent = last != null && last.isBefore(from);
              if (silent && !entry.getValue().file.stands()) {
                forgotten.add(entry.getKey());
                return true;
              }
              return false;
            });
    return forgotten;
  }

  private static Instant later(@Nullable Instant a, Instant b) {
    return a == null || a.isBefore(b) ? b : a;
  }
}
