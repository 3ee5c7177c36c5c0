package dev.sidestep.remediator.decide;

import dev.sidestep.contracts.Outcome;
import dev.sidestep.contracts.Outcome.Status;
import dev.sidestep.contracts.Plan;
import dev.sidestep.remediator.decide.Decision.Act;
import dev.sidestep.remediator.guard.Why;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Turns decisions into outcomes worth publishing. A warning is decided on at every tick; a receipt
 * is news only when the answer is another one than last time.
 */
final class Receipts {
  private static final int LIMIT = 10_000;

  private final Map<String, String> last = new LinkedHashMap<>();

  /** What to publish about a decision; {@link #accept} is told when that has happened. */
  Optional<Outcome> of(Decision decision, Outcome.Mode mode) {
    Plan plan = decision.plan();
    if (decision instanceof Act) {
      return Optional.of(outcome(decision, mode, Status.INTENDED));
    }
    boolean news =
        !decision.why().silent()
            && !answer(decision.why().label(), plan).equals(last.get(plan.warningId()));
    return news ? Optional.of(outcome(decision, mode, Status.DECLINED)) : Optional.empty();
  }

  /** Takes note of what was published, now or before a restart. */
  void accept(Outcome published) {
    String warning = published.plan().warningId();
    last.remove(warning);
    if (published.status() == Status.DECLINED) {
      String label = Why.of(published).map(Why::label).orElse("");
      last.put(warning, answer(label, published.plan()));
    }
    if (last.size() > LIMIT) {
      last.remove(last.keySet().iterator().next());
    }
  }

  private static String answer(String label, Plan plan) {
    return label + " " + plan.kind() + " " + plan.from() + " " + plan.to();
  }

  private static Outcome outcome(Decision decision, Outcome.Mode mode, Status status) {
    return new Outcome(
        decision.plan(),
        mode,
        status,
        decision.plan().decidedAt(),
        List.of(),
        null,
        decision.reason(),
        decision.why().label());
  }
}
