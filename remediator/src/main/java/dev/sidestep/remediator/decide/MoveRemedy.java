package dev.sidestep.remediator.decide;

import dev.sidestep.contracts.Action;
import dev.sidestep.contracts.Plan;
import dev.sidestep.contracts.Plan.Rejected;
import dev.sidestep.contracts.VariantState;
import dev.sidestep.contracts.Warning;
import dev.sidestep.remediator.fleet.Facts;
import dev.sidestep.remediator.fleet.Sentence;
import dev.sidestep.remediator.place.Candidate;
import dev.sidestep.remediator.place.Placement;
import dev.sidestep.remediator.place.Ranking;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes the traffic off a device that is about to throttle, to a variant on another device class.
 * The extents differ in whether a receiver must be started and whether the source is stopped; one
 * that stops nothing does no harm when it comes late, because it interrupts no request.
 */
final class MoveRemedy implements Remedy {

  /** How much is done. */
  enum Extent {
    /** The receiver runs already: traffic only. */
    SHIFT(false, false),
    /** The whole move: start, verify, shift, drain, stop. */
    MOVE(true, true),
    /** The move without its end: the source stays up, idle and cooling. */
    LEAVE(true, false);

    private final boolean starts;
    private final boolean stops;

    Extent(boolean starts, boolean stops) {
      this.starts = starts;
      this.stops = stops;
    }
  }

  private final Extent extent;
  private final Placement placement;
  private final Pace pace;

  MoveRemedy(Extent extent, Placement placement, Pace pace) {
    this.extent = extent;
    this.placement = placement;
    this.pace = pace;
  }

  @Override
  public boolean answers(Warning.Kind kind) {
    return kind == Warning.Kind.THERMAL_THROTTLE;
  }

  @Override
  public Proposal propose(Facts facts, VariantState source) {
    Ranking ranking = placement.rank(facts, source);
    List<Rejected> rejected = new ArrayList<>();
    for (Ranking.Unfit unfit : ranking.unfit()) {
      rejected.add(rejected(unfit.variant(), unfit.reason()));
    }
    if (source.ready() == 0) {
      rejected.add(rejected(source, "the source has no ready pod to compare outputs with"));
      return Proposal.none(rejected, false);
    }
    List<Candidate> able = new ArrayList<>();
    for (Candidate candidate : ranking.fit()) {
      if (!extent.starts && candidate.variant().ready() == 0) {
        rejected.add(rejected(candidate.variant(), "it does not run yet"));
      } else {
        able.add(candidate);
      }
    }
    if (able.isEmpty()) {
      return Proposal.none(rejected, ranking.blind());
    }
    Candidate best = able.get(0);
    for (Candidate other : able.subList(1, able.size())) {
      rejected.add(
          rejected(
              other.variant(), Sentence.of("%s, worse than %.2f", other.says(), best.score())));
    }
    return new Proposal(draft(facts, source, best), rejected, ranking.blind());
  }

  private Draft draft(Facts facts, VariantState source, Candidate best) {
    VariantState receiver = best.variant();
    List<Action> actions = new ArrayList<>();
    if (extent.starts) {
      actions.addAll(Actions.start(receiver, Math.max(1, receiver.desired())));
    }
    actions.addAll(Actions.verify(receiver));
    actions.addAll(Actions.shift(source, receiver, pace.shiftPercents()));
    int until = actions.size();
    if (extent.stops) {
      actions.addAll(Actions.stop(source));
    }
    String reason =
        Sentence.of(
            "%s throttles in %d to %d s with probability %.2f; %s takes over from %s, %s",
            facts.target(),
            facts.warning().eta().p10().toSeconds(),
            facts.warning().eta().p90().toSeconds(),
            facts.warning().probability(),
            receiver.variant(),
            source.variant(),
            best.says());
    return new Draft(
        Plan.Kind.MOVE,
        source,
        receiver,
        actions,
        until,
        best.expectedMargin(),
        !extent.stops,
        reason);
  }

  private Rejected rejected(VariantState variant, String reason) {
    String verb = extent.starts ? "start and move to " : "shift traffic to ";
    return new Rejected(verb + variant.variant(), reason);
  }
}
