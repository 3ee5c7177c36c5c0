package dev.sidestep.remediator.decide;

import dev.sidestep.contracts.Action;
import dev.sidestep.contracts.Plan;
import dev.sidestep.remediator.fleet.Facts;
import dev.sidestep.remediator.fleet.StepKind;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/** The P90 time of steps: what the model's last moves took, or the prior while they are few. */
final class StepTimes {
  private static final int PLANS_BACK = 20;
  private static final int ENOUGH = 5;

  private final Pace pace;

  StepTimes(Pace pace) {
    this.pace = pace;
  }

  /** The P90 time of a plan's first steps; steps of one kind are taken as equally long. */
  Duration of(Plan.Kind plan, List<Action> actions, String model, Facts facts) {
    return IntStream.range(0, actions.size())
        .mapToObj(index -> p90(StepKind.of(plan, actions, index), model, facts))
        .reduce(Duration.ZERO, Duration::plus);
  }

  private Duration p90(StepKind kind, String model, Facts facts) {
    List<Duration> took =
        facts.history().took(model, kind, PLANS_BACK, facts.at()).stream().sorted().toList();
    return took.size() < ENOUGH ? prior(kind) : took.get((int) Math.ceil(0.9 * took.size()) - 1);
  }

  private Duration prior(StepKind kind) {
    return switch (kind) {
      case START, STOP -> pace.scale();
      case READY, GONE -> pace.ready();
      case WARM -> pace.warm();
      case PARITY -> pace.parity();
      case SHIFT -> pace.shift();
      case DRAIN, MARK -> pace.drain();
    };
  }
}
