package dev.sidestep.remediator.decide;

import dev.sidestep.contracts.Action;
import dev.sidestep.contracts.VariantState;
import dev.sidestep.remediator.fleet.Sentence;
import java.util.ArrayList;
import java.util.List;

/** The steps that plans are put together from, each with its undo in words. */
final class Actions {
  private static final String NOTHING = "nothing";

  /** What two variants' weights are at least together, so that a percent can be told. */
  private static final int FINE = 100;

  private Actions() {}

  /** Starts a pod of the receiver. */
  static List<Action> start(VariantState variant, int replicas) {
    String back = Sentence.of("scale %s back to %d", variant.variant(), variant.desired());
    return List.of(
        new Action(Action.Type.SCALE, variant.variant(), replicas, back),
        new Action(Action.Type.AWAIT_READY, variant.variant(), replicas, NOTHING));
  }

  /** Makes sure that the receiver answers fast and alike. */
  static List<Action> verify(VariantState variant) {
    return List.of(
        new Action(Action.Type.WARM, variant.variant(), 0, NOTHING),
        new Action(Action.Type.CHECK_PARITY, variant.variant(), 0, NOTHING));
  }

  /**
   * Moves the source's traffic to the receiver, step by step. Weights too coarse for the steps,
   * such as one and zero, are first multiplied: all of the route's by the same factor, which
   * changes nobody's share.
   */
  static List<Action> shift(VariantState from, VariantState to, List<Integer> percents) {
    String back =
        Sentence.of(
            "weights of %s back to %s=%d, %s=%d",
            from.model(), from.variant(), from.weight(), to.variant(), to.weight());
    List<Action> steps = new ArrayList<>();
    int factor = Math.max(1, ceilDiv(FINE, from.weight() + to.weight()));
    for (int percent : percents) {
      int moved = (int) Math.round((double) factor * from.weight() * percent / 100);
      int weight = factor * to.weight() + moved;
      steps.add(new Action(Action.Type.SHIFT_TRAFFIC, from.model(), weight, back));
    }
    return steps;
  }

  private static int ceilDiv(int all, int part) {
    return (all + part - 1) / Math.max(1, part);
  }

  /** Lets the source end its requests, then stops it. */
  static List<Action> stop(VariantState variant) {
    return List.of(
        new Action(Action.Type.DRAIN, variant.variant(), 0, NOTHING),
        new Action(
            Action.Type.SCALE,
            variant.variant(),
            0,
            Sentence.of("scale %s back to %d", variant.variant(), variant.desired())));
  }

  /** Lets one pod go, and no other: it is marked, the count falls by one, and it must be gone. */
  static List<Action> letGo(VariantState variant, String pod) {
    return List.of(
        new Action(Action.Type.DRAIN, pod, 0, "take the deletion cost off " + pod),
        new Action(Action.Type.SCALE, variant.variant(), variant.desired(), NOTHING),
        new Action(Action.Type.AWAIT_READY, variant.variant(), variant.desired(), NOTHING));
  }
}
