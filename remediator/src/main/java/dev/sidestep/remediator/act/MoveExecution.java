package dev.sidestep.remediator.act;

import dev.sidestep.contracts.Action;
import dev.sidestep.contracts.Outcome;
import dev.sidestep.contracts.Outcome.Parity;
import dev.sidestep.contracts.Outcome.Status;
import dev.sidestep.contracts.Outcome.Step;
import dev.sidestep.remediator.cluster.Cluster;
import dev.sidestep.remediator.cluster.ClusterConflictException;
import dev.sidestep.remediator.cluster.ClusterForbiddenException;
import dev.sidestep.remediator.cluster.ClusterRefusedException;
import dev.sidestep.remediator.cluster.ClusterUnavailableException;
import dev.sidestep.remediator.cluster.PodProbe;
import dev.sidestep.remediator.fleet.Sentence;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * One plan being carried out. {@link #step} does what is due, with one write at most, and returns;
 * it never waits for the cluster to get somewhere. {@link Lifecycle} has the states.
 *
 * <p>A step that fails, times out or does harm is not tried again: the earlier ones are taken back
 * in reverse order. Taking back compares first: what somebody else has changed meanwhile is left,
 * and the outcome says so. What to go back to stands in the plan itself (what was observed), so
 * that another process can do it after a crash at any point.
 */
public final class MoveExecution {
  private final Site site;
  private final List<MoveStep> moves;
  private final boolean found;

  private Outcome outcome;
  private int index;
  private boolean examined;
  private boolean clean = true;
  private String cause = "";
  private int conflicts;
  private @Nullable Instant since;
  private @Nullable Instant undoingSince;

  private MoveExecution(Outcome outcome, Site site, boolean found) {
    this.outcome = outcome;
    this.site = site;
    this.found = found;
    this.examined = !found;
    this.moves =
        IntStream.range(0, outcome.plan().actions().size()).mapToObj(i -> move(site, i)).toList();
  }

  /** Begins a plan whose intention has been written. */
  public static MoveExecution begin(
      Outcome intended, Cluster cluster, PodProbe probe, MoveSettings settings) {
    return new MoveExecution(intended, new Site(intended.plan(), cluster, probe, settings), false);
  }

  /**
   * Picks up a plan that another process has left. {@link Resumption} says whether it goes on;
   * otherwise it is undone.
   *
   * @throws IllegalArgumentException when the record cannot be a plan of ours
   */
  public static MoveExecution found(
      Outcome last, Cluster cluster, PodProbe probe, MoveSettings settings) {
    MoveExecution execution =
        new MoveExecution(last, new Site(last.plan(), cluster, probe, settings), true);
    // the step after the last recorded one may have been written, too
    execution.index = Math.min(execution.recorded(), execution.moves.size() - 1);
    execution.clean = last.steps().stream().allMatch(step -> step.ok() || !step.undo());
    if (last.status() == Status.UNDOING) {
      execution.examined = true;
      execution.cause = UndoWords.cause(last);
    }
    return execution;
  }

  public Outcome outcome() {
    return outcome;
  }

  /**
   * Does what is due now.
   *
   * @param receiver whether it can carry traffic, as far as is known
   * @return the new outcome, when there is something to tell
   */
  public Optional<Outcome> step(Instant now, Receiver receiver) {
    Outcome before = outcome;
    if (!outcome.terminal()) {
      if (!examined) {
        examine(now);
      } else if (outcome.status() == Status.UNDOING) {
        backward(now);
      } else {
        forward(now, receiver);
      }
    }
    return outcome.equals(before) ? Optional.empty() : Optional.of(outcome);
  }

  /** The process stood still: that time, but for a second, is not the step's. */
  public void stoodStill(Duration gap) {
    Duration excused = gap.minusSeconds(1);
    since = since == null ? null : since.plus(excused);
    undoingSince = undoingSince == null ? null : undoingSince.plus(excused);
  }

  private void forward(Instant now, Receiver receiver) {
    MoveStep move = moves.get(index);
    Receiver.State state = trafficMoves() ? receiver.state() : Receiver.State.WELL;
    Progress progress =
        switch (state) {
          case WELL -> attempt(() -> move.attempt(now), site.settings().conflictRetries());
          case UNSEEN -> Progress.waiting(receiver.says());
          case HARMED -> Progress.failed(receiver.says());
        };
    since = since == null ? now : since;
    boolean waits = progress.state() == Progress.State.WAITING;
    progress = timed(progress, since, now, site.settings().timeout(action().type()));
    if (waits && progress.state() == Progress.State.FAILED && state == Receiver.State.WELL) {
      progress = move.late(progress);
    }
    Parity parity = progress.parity() == null ? outcome.parity() : progress.parity();
    switch (progress.state()) {
      case WAITING -> {}
      case FAILED -> {
        cause = progress.detail();
        tell(Status.UNDOING, now, done(progress, now, false), parity, UndoWords.UNDOING + cause);
      }
      case DONE, NOTHING -> {
        List<Step> steps = done(progress, now, false);
        index++;
        boolean over = index == moves.size();
        Duration took = Duration.between(outcome.plan().decidedAt(), now);
        String reason =
            over
                ? Sentence.of("all %d steps done in %d s", index, took.toSeconds())
                : Sentence.of("step %d of %d done", index, moves.size());
        tell(over ? Status.SUCCEEDED : Status.RUNNING, now, steps, parity, reason);
      }
    }
  }

  private void backward(Instant now) {
    undoingSince = undoingSince == null ? now : undoingSince;
    while (index >= 0) {
      Progress progress =
          attempt(() -> moves.get(index).undo(index < recorded()), Integer.MAX_VALUE);
      since = since == null ? now : since;
      progress = timed(progress, undoingSince, now, site.settings().undoTimeout());
      switch (progress.state()) {
        case WAITING -> {
          return;
        }
        case NOTHING -> {
          since = null;
          index--;
        }
        case DONE, FAILED -> {
          clean &= progress.state() == Progress.State.DONE;
          tell(
              Status.UNDOING,
              now,
              done(progress, now, true),
              outcome.parity(),
              UndoWords.UNDOING + cause);
          index--;
          return;
        }
      }
    }
    String left =
        outcome.steps().stream()
            .filter(step -> step.undo() && !step.ok())
            .map(Step::detail)
            .reduce("", (all, detail) -> all + "; " + detail);
    tell(
        clean ? Status.UNDONE : Status.FAILED,
        now,
        outcome.steps(),
        outcome.parity(),
        (clean ? "undone: " : "not all could be undone: ") + cause + left);
  }

  /** Decides whether a plan that was found goes on. */
  private void examine(Instant now) {
    Optional<String> against;
    try {
      against = new Resumption(site).against(outcome, now);
    } catch (ClusterUnavailableException | ClusterConflictException e) {
      return;
    }
    examined = true;
    cause = against.orElse("");
    Status next = against.isPresent() ? Status.UNDOING : Status.RUNNING;
    tell(
        next,
        now,
        outcome.steps(),
        outcome.parity(),
        against.map(why -> UndoWords.UNDOING + why).orElse("going on"));
  }

  private Progress attempt(Supplier<Progress> move, int retries) {
    try {
      return move.get();
    } catch (ClusterConflictException e) {
      conflicts++;
      return conflicts > retries
          ? Progress.failed(Sentence.of("%d conflicts, the last: %s", conflicts, e.getMessage()))
          : Progress.waiting(String.valueOf(e.getMessage()));
    } catch (ClusterUnavailableException e) {
      return Progress.waiting(String.valueOf(e.getMessage()));
    } catch (ClusterForbiddenException e) {
      String detail = String.valueOf(e.getMessage());
      // half taken back is worse than taken back late
      return outcome.status() == Status.UNDOING
          ? Progress.waiting(detail)
          : Progress.failed(detail);
    } catch (ClusterRefusedException e) {
      return Progress.failed(String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      return Progress.waiting("unexpected: " + e); // else it would escape the step's timeout
    }
  }

  private static Progress timed(Progress progress, Instant since, Instant now, Duration timeout) {
    return progress.state() == Progress.State.WAITING && !now.isBefore(since.plus(timeout))
        ? Progress.failed(
            Sentence.of("not done after %d s: %s", timeout.toSeconds(), progress.detail()))
        : progress;
  }

  private List<Step> done(Progress progress, Instant now, boolean undo) {
    boolean ok = progress.state() != Progress.State.FAILED;
    Instant started = since == null ? now : since;
    List<Step> steps = new ArrayList<>(outcome.steps());
    steps.add(new Step(action(), started, now, ok, undo, progress.detail()));
    since = null;
    conflicts = 0;
    return steps;
  }

  private void tell(
      Status status, Instant now, List<Step> steps, @Nullable Parity parity, String reason) {
    outcome =
        new Outcome(
            outcome.plan(),
            outcome.mode(),
            Lifecycle.move(outcome.status(), status),
            now,
            steps,
            parity,
            found ? UndoWords.FOUND + reason : reason);
  }

  /** How many steps are on record as done. */
  private int recorded() {
    return (int) outcome.steps().stream().filter(step -> step.ok() && !step.undo()).count();
  }

  private Action action() {
    return site.plan().actions().get(index);
  }

  private boolean trafficMoves() {
    return site.plan().actions().subList(0, index + 1).stream()
        .anyMatch(action -> action.type() == Action.Type.SHIFT_TRAFFIC);
  }

  private static MoveStep move(Site site, int index) {
    return switch (site.plan().actions().get(index).type()) {
      case SCALE -> new ScaleStep(site, index);
      case AWAIT_READY -> new ReadyStep(site, index);
      case WARM -> new WarmStep(site);
      case CHECK_PARITY -> new ParityStep(site);
      case SHIFT_TRAFFIC -> new ShiftStep(site, index);
      case DRAIN -> site.replaces() ? new MarkStep(site) : new DrainStep(site);
    };
  }
}
