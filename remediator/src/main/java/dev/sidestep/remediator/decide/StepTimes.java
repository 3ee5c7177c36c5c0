package dev.sidestep.remediator.decide;

import dev.sidestep.contracts.Action;
import dev.sidestep.remediator.fleet.Facts;
import java.time.Duration;
import java.util.List;

/** The P90 time of steps: what the model's last moves took, or the prior while they are few. */
final class StepTimes {
  private static final int PLANS_BACK = 20;
  private static final int ENOUGH = 5;

  private final Pace pace;

  StepTimes(Pace pace) {
    this.pace = pace;
  }

  /** The P90 time of a sequence of steps; steps of one kind are taken as equally long. */
  Duration of(List<Action> actions, String model, Facts facts) {
    return actions.stream()
        .map(action -> p90(action.type(), model, facts))
        .reduce(Duration.ZERO, Duration::plus);
  }

  private Duration p90(Action.Type type, String model, Facts facts) {
    List<Duration> took =
        facts.history().took(model, type, PLANS_BACK, facts.at()).stream().sorted().toList();
    return took.size() < ENOUGH ? prior(type) : took.get((int) Math.ceil(0.9 * took.size()) - 1);
  }

  private Duration prior(Action.Type type) {
    return switch (type) {
      case SCALE -> pace.scale();
      case AWAIT_READY -> pace.ready();
      case WARM -> pace.warm();
      case CHECK_PARITY -> pace.parity();
      case SHIFT_TRAFFIC -> pace.shift();
      case DRAIN -> pace.drain();
    };
  }
}
