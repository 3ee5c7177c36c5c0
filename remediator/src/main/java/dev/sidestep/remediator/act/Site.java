package dev.sidestep.remediator.act;

import dev.sidestep.contracts.Action;
import dev.sidestep.contracts.Plan;
import dev.sidestep.contracts.VariantState;
import dev.sidestep.remediator.cluster.Cluster;
import dev.sidestep.remediator.cluster.PodProbe;
import dev.sidestep.remediator.cluster.VariantPod;
import java.util.List;
import java.util.Optional;

/** Where a plan is carried out, and what it says about how things were and shall be. */
record Site(Plan plan, Cluster cluster, PodProbe probe, MoveSettings settings) {
  /** Lower than anybody's usual mark, so that the pod goes first; our own, so that it is known. */
  static final int GOES_FIRST = -1_000_000;

  Site {
    if (plan.from() == null || plan.to() == null) {
      throw new IllegalArgumentException(
          "plan " + plan.id() + " has actions and no 'from' or 'to'; it cannot be carried out");
    }
  }

  String from() {
    return String.valueOf(plan.from());
  }

  String to() {
    return String.valueOf(plan.to());
  }

  boolean replaces() {
    return plan.kind() == Plan.Kind.REPLACE;
  }

  /** The variant as it was at the decision. */
  VariantState origin(String variant) {
    return plan.observed().stream()
        .filter(state -> state.variant().equals(variant))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "plan " + plan.id() + " acts on " + variant + ", which it did not observe"));
  }

  /** The replica count that the plan expects to find before one of its actions. */
  int replicasBefore(int index) {
    String variant = plan.actions().get(index).subject();
    int replicas = origin(variant).desired();
    for (Action earlier : plan.actions().subList(0, index)) {
      if (earlier.type() == Action.Type.SCALE && earlier.subject().equals(variant)) {
        replicas = earlier.value();
      }
    }
    return replicas;
  }

  /**
   * The receiver's weight that the plan expects to find before one of its actions, in the units of
   * its steps; of the first step, what was observed.
   */
  int weightBefore(int index) {
    int weight = factor() * origin(to()).weight();
    for (Action earlier : plan.actions().subList(0, index)) {
      if (earlier.type() == Action.Type.SHIFT_TRAFFIC) {
        weight = earlier.value();
      }
    }
    return weight;
  }

  /** The traffic that source and receiver share, in the weight units that were observed. */
  int observedWeight() {
    return origin(from()).weight() + origin(to()).weight();
  }

  /**
   * How many times finer than the observed weights the steps' are: the last step gives the receiver
   * everything. One where they are the same.
   */
  int factor() {
    int last =
        plan.actions().stream()
            .filter(action -> action.type() == Action.Type.SHIFT_TRAFFIC)
            .mapToInt(Action::value)
            .max()
            .orElse(0);
    int observed = observedWeight();
    return observed > 0 && last % observed == 0 ? Math.max(1, last / observed) : 1;
  }

  List<VariantPod> serving(String variant) {
    return cluster.pods(variant).stream().filter(VariantPod::serves).toList();
  }

  /** The serving pods that take over: the receiver's, of a replacement those that are new. */
  List<VariantPod> fresh() {
    return serving(to()).stream().filter(pod -> !replaces() || !observed(pod)).toList();
  }

  /** A serving pod that has answered all along. */
  Optional<VariantPod> reference() {
    return serving(from()).stream().filter(pod -> !replaces() || observed(pod)).findFirst();
  }

  /** Of a replacement: the pod that is let go, while it is there. */
  Optional<VariantPod> leaking() {
    String name =
        plan.actions().stream()
            .filter(action -> action.type() == Action.Type.DRAIN)
            .map(Action::subject)
            .findFirst()
            .orElse("");
    return cluster.pods(from()).stream()
        .filter(pod -> pod.name().equals(name) && observed(pod))
        .findFirst();
  }

  private boolean observed(VariantPod pod) {
    return origin(from()).pods().contains(new VariantState.Pod(pod.name(), pod.uid()));
  }
}
