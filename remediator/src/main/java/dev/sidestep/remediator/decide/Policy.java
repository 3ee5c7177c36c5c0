package dev.sidestep.remediator.decide;

import dev.sidestep.remediator.guard.Intake;
import dev.sidestep.remediator.guard.Limits;
import dev.sidestep.remediator.guard.Rails;
import dev.sidestep.remediator.place.Placement;
import dev.sidestep.remediator.place.PlacementSettings;
import java.util.List;

/**
 * Everything that decides, apart from what is seen: two policies over the same record are how a
 * replay compares them.
 *
 * @param cluster the cluster's name, as targets carry it
 * @param namespace the one namespace that is looked after
 */
public record Policy(
    String cluster, String namespace, Limits limits, PlacementSettings placement, Pace pace) {

  public static Policy defaults(String cluster, String namespace) {
    return new Policy(
        cluster, namespace, Limits.defaults(), PlacementSettings.defaults(), Pace.defaults());
  }

  Decider decider() {
    return new Decider(
        new Intake(limits, cluster, namespace), new Rails(limits), remedies(), new StepTimes(pace));
  }

  /** Mild first. A new remedy is one class and one line here. */
  private List<Remedy> remedies() {
    Placement where = new Placement(placement, limits.marginFloor());
    return List.of(
        new MoveRemedy(MoveRemedy.Extent.SHIFT, where, pace),
        new MoveRemedy(MoveRemedy.Extent.MOVE, where, pace),
        new MoveRemedy(MoveRemedy.Extent.LEAVE, where, pace),
        new ReplacePod());
  }
}
