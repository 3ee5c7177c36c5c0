package dev.sidestep.remediator.decide;

import dev.sidestep.contracts.Action;
import dev.sidestep.contracts.Plan;
import dev.sidestep.contracts.Plan.Rejected;
import dev.sidestep.contracts.VariantState;
import dev.sidestep.contracts.Warning;
import dev.sidestep.remediator.fleet.Facts;
import dev.sidestep.remediator.fleet.Sentence;
import java.util.ArrayList;
import java.util.List;

/** Puts a fresh pod beside one that is about to be killed for memory, and lets the old one go. */
final class ReplacePod implements Remedy {
  @Override
  public boolean answers(Warning.Kind kind) {
    return kind == Warning.Kind.MEMORY_EXHAUSTION;
  }

  @Override
  public Proposal propose(Facts facts, VariantState source) {
    String pod = facts.warning().target().name();
    if (facts.standing().on(source.device(), facts.at())) {
      return refused(pod, source.device() + " has a warning of its own and gets no second pod");
    }
    if (source.pods().size() != source.desired()) {
      return refused(
          pod,
          Sentence.of(
              "%s has %d pods and should have %d; it is not at rest",
              source.variant(), source.pods().size(), source.desired()));
    }
    List<Action> actions = new ArrayList<>();
    actions.addAll(Actions.start(source, source.desired() + 1));
    actions.addAll(Actions.verify(source));
    actions.addAll(Actions.letGo(source, pod));
    String reason =
        Sentence.of(
            "%s runs out of memory in %d to %d s with probability %.2f; a fresh pod of %s takes over",
            facts.target(),
            facts.warning().eta().p10().toSeconds(),
            facts.warning().eta().p90().toSeconds(),
            facts.warning().probability(),
            source.variant());
    // all but the last look: by then the leaking pod is out of rotation and ends its requests
    int effective = actions.size() - 1;
    return new Proposal(
        new Draft(Plan.Kind.REPLACE, source, source, actions, effective, null, false, reason),
        List.of(),
        false);
  }

  private static Proposal refused(String pod, String reason) {
    return Proposal.none(List.of(new Rejected("replace " + pod, reason)), false);
  }
}
