package dev.sidestep.quickstart.console;

import dev.sidestep.contracts.Forecast;
import dev.sidestep.contracts.Frame;
import dev.sidestep.contracts.Outcome;
import dev.sidestep.contracts.Plan;
import dev.sidestep.contracts.Reading;
import dev.sidestep.contracts.Target;
import dev.sidestep.contracts.Times;
import dev.sidestep.contracts.VariantState;
import dev.sidestep.contracts.Warning;
import dev.sidestep.quickstart.decision.LastDecision;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The read model behind the page and the terminal table. It is fed with the nouns of the topics and
 * the facts of the run, in any order and as often as they come, and never refuses one.
 *
 * <p>Thread-safe, because topics, the run and any number of readers meet here. A reader keeps
 * nothing in it but the last revision it saw: {@link #changesAfter} says what has changed since, so
 * that a slow reader costs no memory.
 */
public final class ConsoleModel {
  /** Two hours of them. */
  public static final int TICKS_KEPT = (int) Duration.ofHours(2).dividedBy(Times.TICK);

  static final int TARGETS_KEPT = 64;
  static final int WARNINGS_KEPT = 50;
  static final int MOVES_KEPT = 20;
  static final int NOTICES_KEPT = 50;

  /** A pod that has said nothing for this many ticks has gone. */
  private static final int SILENT_POD_TICKS = 4;

  /** A target without frames for so long has gone, whatever it is. */
  private static final Duration GONE_AFTER = Duration.ofMinutes(10);

  private record Noted(Notice notice, long revision) {}

  private final int ticksKept;
  private final TreeMap<String, TargetLine> targets = new TreeMap<>();
  private final Ledger<WarningView> warnings =
      new Ledger<>(
          WARNINGS_KEPT,
          Comparator.comparing((WarningView view) -> view.warning().raisedAt())
              .thenComparing(view -> view.warning().id()));
  private final Ledger<MoveView> moves =
      new Ledger<>(
          MOVES_KEPT, Comparator.comparing(MoveView::startedAt).thenComparing(MoveView::planId));
  private final Ledger<Outcome> lastByWarning =
      new Ledger<>(WARNINGS_KEPT, Comparator.comparing(Outcome::at));
  private final Deque<Noted> notices = new ArrayDeque<>();
  private List<VariantState> placement = List.of();
  private RunFacts facts;
  private Instant newestTick = Instant.EPOCH;
  private long revision = 1;

  public ConsoleModel(RunFacts facts) {
    this(facts, TICKS_KEPT);
  }

  ConsoleModel(RunFacts facts, int ticksKept) {
    this.facts = facts;
    this.ticksKept = ticksKept;
  }

  /** Replaces the facts of the run; the totals in them are totals, not increments. */
  public synchronized void facts(RunFacts run) {
    if (!run.equals(facts)) {
      facts = run;
      change();
    }
  }

  /** A frame of the run with Sidestep. Frames of machines and models are not shown. */
  public synchronized void accept(Frame frame) {
    boolean device = frame.target().kind() == Target.Kind.DEVICE;
    boolean says = frame.readings().values().stream().anyMatch(Reading::present);
    TargetLine line =
        device || says
            ? line(frame.target())
            : targets.get(frame.target().key()); // a gone pod stays gone
    if (line == null) {
      return;
    }
    line.accept(frame, revision + 1);
    if (frame.tick().isAfter(newestTick)) {
      newestTick = frame.tick();
    }
    targets.values().removeIf(this::gone);
    change();
  }

  /** A frame of the run without Sidestep; it shows once the run with it has come as far. */
  public synchronized void acceptWithout(Frame frame) {
    Target target = frame.target();
    TargetLine line =
        target.kind() == Target.Kind.DEVICE ? line(target) : targets.get(target.key());
    if (line != null) {
      line.acceptWithout(frame, revision + 1);
      change();
    }
  }

  /** A forecast; only the latest of the drawn signal is kept. */
  public synchronized void accept(Forecast forecast) {
    TargetLine line = targets.get(forecast.target().key());
    if (line != null) {
      line.accept(forecast, revision + 1);
      change();
    }
  }

  /** An issue of a warning; it replaces the earlier issues of the same id. */
  public synchronized void accept(Warning warning) {
    WarningView known = warnings.get(warning.id());
    if (known != null && warning.issuedAt().isBefore(known.warning().issuedAt())) {
      return;
    }
    boolean first = warning.issuedAt().equals(warning.raisedAt());
    Outcome decided = lastByWarning.get(warning.id());
    warnings.put(
        warning.id(),
        new WarningView(
            warning,
            MoveView.shortName(warning.target().key()),
            known != null ? known.firstEta() : first ? warning.eta() : null,
            decided == null ? null : WarningView.Decision.of(decided)),
        revision + 1);
    change();
  }

  /** A record of a plan; it replaces the earlier records of the same plan. */
  public synchronized void accept(Outcome outcome) {
    Plan plan = outcome.plan();
    MoveView move = moves.get(plan.id());
    if (move != null && outcome.at().isBefore(move.at())) {
      return;
    }
    if (plan.kind() != Plan.Kind.NONE && outcome.status() != Outcome.Status.DECLINED) {
      Instant startedAt = move != null ? move.startedAt() : MoveView.start(outcome);
      moves.put(plan.id(), MoveView.of(outcome, startedAt), revision + 1);
    }
    Outcome said = lastByWarning.get(plan.warningId());
    Outcome last = said == null ? outcome : LastDecision.later(said, outcome);
    lastByWarning.put(plan.warningId(), last, revision + 1);
    WarningView warned = warnings.get(plan.warningId());
    if (warned != null) {
      warnings.put(plan.warningId(), warned.decided(WarningView.Decision.of(last)), revision + 1);
    }
    change();
  }

  /** Which variant of which model runs where, and with what share of its traffic. */
  public synchronized void placement(List<VariantState> variants) {
    if (!variants.equals(placement)) {
      placement = List.copyOf(variants);
      change();
    }
  }

  public synchronized void notice(Notice notice) {
    notices.add(new Noted(notice, revision + 1));
    while (notices.size() > NOTICES_KEPT) {
      notices.removeFirst();
    }
    change();
  }

  /** Everything. */
  public synchronized ConsoleView view() {
    return changesAfter(0);
  }

  /** What has changed after a revision that this model has given; everything after 0. */
  public synchronized ConsoleView changesAfter(long seen) {
    List<TargetView> all = new ArrayList<>();
    List<TargetView> fresh = new ArrayList<>();
    for (TargetLine line : targets.values()) {
      TargetView whole = line.view(0);
      all.add(whole); // a change has no point of a tick told before, the headline needs it
      if (line.revision() > seen) {
        fresh.add(seen == 0 ? whole : line.view(seen));
      }
    }
    List<WarningView> allWarnings = warnings.newestFirst(0);
    return new ConsoleView(
        revision,
        seen == 0,
        ConsoleView.Timing.OURS,
        facts,
        HeadlineWriter.write(facts, all, allWarnings, moves.newestFirst(0)),
        List.copyOf(targets.keySet()),
        fresh,
        warnings.newestFirst(seen),
        moves.newestFirst(seen),
        placement,
        Score.of(allWarnings.stream().map(WarningView::warning).toList()),
        notices.stream().filter(noted -> noted.revision() > seen).map(Noted::notice).toList());
  }

  /**
   * Waits until there is something newer than a revision.
   *
   * @return whether there is; false when the time is over
   */
  public synchronized boolean awaitChangeAfter(long seen, Duration atMost)
      throws InterruptedException {
    long deadline = System.nanoTime() + atMost.toNanos();
    while (revision <= seen) {
      long left = Duration.ofNanos(deadline - System.nanoTime()).toMillis();
      if (left <= 0) {
        return false;
      }
      wait(left);
    }
    return true;
  }

  private void change() {
    revision++;
    notifyAll();
  }

  private @Nullable TargetLine line(Target target) {
    if (target.kind() != Target.Kind.DEVICE && target.kind() != Target.Kind.POD) {
      return null;
    }
    TargetLine line = targets.get(target.key());
    if (line == null && targets.size() < TARGETS_KEPT) {
      line = new TargetLine(target, ticksKept);
      targets.put(target.key(), line);
    }
    return line;
  }

  private boolean gone(TargetLine line) {
    return line.tick().isBefore(newestTick.minus(GONE_AFTER)) || line.silentPod(SILENT_POD_TICKS);
  }
}
