package dev.sidestep.replay;

import dev.sidestep.contracts.Frame;
import dev.sidestep.contracts.Outcome;
import dev.sidestep.contracts.Warning;
import dev.sidestep.predictor.PredictorStep;
import dev.sidestep.remediator.decide.Decision;
import dev.sidestep.remediator.decide.Deliberation;
import dev.sidestep.remediator.fleet.Observation;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** The remediator's mind in the order of a recording: frames, forecasts, then each warning. */
final class ReplayedRemediator {
  private final Deliberation mind;
  private final RecordedPlans plans;
  private final List<Outcome> receipts = new ArrayList<>();

  ReplayedRemediator(Deliberation mind, RecordedPlans plans) {
    this.mind = mind;
    this.plans = plans;
  }

  void onTick(Collection<Frame> frames, PredictorStep step) {
    frames.forEach(mind::accept);
    step.forecasts().forEach(mind::accept);
    step.warnings().forEach(this::decide);
  }

  List<Outcome> receipts() {
    return receipts;
  }

  private void decide(Warning warning) {
    Observation seen = plans.seenAt(warning);
    Decision decision = mind.decide(warning, seen);
    mind.receipt(decision, seen.mode())
        .ifPresent(
            receipt -> {
              receipts.add(receipt);
              mind.accept(receipt);
              plans.endOf(receipt.plan().id()).ifPresent(mind::accept);
            });
  }
}
