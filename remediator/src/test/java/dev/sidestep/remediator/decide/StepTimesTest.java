package dev.sidestep.remediator.decide;

import static dev.sidestep.remediator.Scene.GPU;
import static dev.sidestep.remediator.Scene.T0;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sidestep.contracts.Action;
import dev.sidestep.contracts.DeviceClass;
import dev.sidestep.contracts.Outcome;
import dev.sidestep.contracts.Outcome.Mode;
import dev.sidestep.contracts.Outcome.Status;
import dev.sidestep.contracts.Plan;
import dev.sidestep.contracts.Target;
import dev.sidestep.remediator.Scene;
import dev.sidestep.remediator.fleet.Observation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StepTimesTest {
  private static final Target LEAKING =
      Target.pod(Scene.CLUSTER, Scene.NAMESPACE, "minilm-gpu-1", "uid-1", DeviceClass.GPU);
  private final Deliberation mind =
      new Deliberation(Policy.defaults(Scene.CLUSTER, Scene.NAMESPACE));

  @Test
  void whatTheOldPodsEndTakesDoesNotDelayTheNewPodsStart() {
    Plan first = replacement(T0);
    for (int i = 0; i < 5; i++) {
      mind.accept(done(first, "past-" + i));
    }
    Instant later = T0.plus(Duration.ofHours(1));

    Plan next = replacement(later);

    assertThat(next.actions()).isEqualTo(first.actions());
    assertThat(Duration.between(next.latestStart(), later.plusSeconds(200)))
        .as("start, ready, warm, parity, mark, stop")
        .isEqualTo(Duration.ofSeconds(1 + 8 + 1 + 1 + 2 + 3));
    assertThat(next.duration()).isEqualTo(Duration.ofSeconds(1 + 8 + 1 + 1 + 2 + 3 + 90));
  }

  private Plan replacement(Instant at) {
    mind.accept(Scene.frame(GPU, at, 40, 0.6));
    mind.accept(Scene.forecast(GPU, at, 40));
    mind.accept(Scene.memory(LEAKING, at, 1e9));
    Observation seen =
        new Observation(
            List.of(Scene.SERVING_GPU), Mode.AUTOMATIC, true, true, false, Duration.ZERO);
    Plan plan = mind.decide(Scene.memory(LEAKING, at, 200, 240, 300), seen).plan();
    assertThat(plan.kind()).as(plan.reason()).isEqualTo(Plan.Kind.REPLACE);
    return plan;
  }

  /** A plan like another one, whose new pod was ready in 8 s and whose old one took 90 s to go. */
  private static Outcome done(Plan like, String id) {
    int[] took = {1, 8, 1, 1, 2, 3, 90};
    List<Outcome.Step> steps = new ArrayList<>();
    Instant at = T0;
    for (int i = 0; i < took.length; i++) {
      Action action = like.actions().get(i);
      Instant end = at.plusSeconds(took[i]);
      steps.add(new Outcome.Step(action, at, end, true, false, "done"));
      at = end;
    }
    Plan plan = Scene.planLike(like, id);
    return new Outcome(plan, Mode.AUTOMATIC, Status.SUCCEEDED, at, steps, null, "done");
  }
}
