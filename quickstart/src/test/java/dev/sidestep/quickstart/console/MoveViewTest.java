package dev.sidestep.quickstart.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidestep.contracts.Action;
import dev.sidestep.contracts.Outcome;
import dev.sidestep.contracts.Plan;
import dev.sidestep.contracts.VariantState;
import java.util.List;
import org.junit.jupiter.api.Test;

class MoveViewTest {
  @Test
  void weightsThatSumToAHundredArePercents() {
    assertThat(shifting(List.of(25, 100), 100, 0, 0))
        .containsExactly("shifting traffic to 25 %", "shifting traffic to 100 %");
  }

  @Test
  void otherWeightsAreSharesOfTheWholeRoute() {
    assertThat(shifting(List.of(10, 30, 40), 40, 0, 0))
        .containsExactly(
            "shifting traffic to 25 %", "shifting traffic to 75 %", "shifting traffic to 100 %");
    assertThat(shifting(List.of(25, 50), 50, 0, 50))
        .as("a third backend has half of the traffic")
        .containsExactly("shifting traffic to 25 %", "shifting traffic to 50 %");
  }

  @Test
  void stepsInFinerUnitsThanThoseObservedAreSharesAllTheSame() {
    assertThat(shifting(List.of(25, 50, 100), 1, 0, 1))
        .containsExactly(
            "shifting traffic to 13 %", "shifting traffic to 25 %", "shifting traffic to 50 %");
  }

  @Test
  void aWeightOfWhichNothingIsKnownIsNoPercent() {
    assertThat(shifting(List.of(7), 0, 0, 0)).containsExactly("shifting traffic to weight 7");
  }

  @Test
  void doesNotSayTwiceThatAMoveIsTakenBack() {
    assertThat(reason("being undone: answers differ")).isEqualTo("answers differ");
    assertThat(reason("undone: answers differ")).isEqualTo("answers differ");
    assertThat(reason("found after a restart, undone: answers differ"))
        .isEqualTo("found after a restart, answers differ");
    assertThat(reason("found after a restart, being undone: answers differ"))
        .isEqualTo("found after a restart, answers differ");
    assertThat(reason("not all could be undone: answers differ"))
        .isEqualTo("not all could be undone: answers differ");
  }

  /** What the traffic steps of a move are called, with the observed weights of the route. */
  private static List<String> shifting(List<Integer> values, int from, int to, int other) {
    Outcome move = FanFailureStory.lastOutcome(FanFailureStory.RAISED + 1);
    Plan plan = move.plan();
    List<VariantState> observed =
        plan.observed().stream()
            .map(
                state ->
                    new VariantState(
                        state.model(),
                        state.variant(),
                        state.deviceClass(),
                        state.device(),
                        state.desired(),
                        state.ready(),
                        state.variant().equals(plan.from())
                            ? from
                            : state.variant().equals(plan.to()) ? to : other,
                        state.pods()))
            .toList();
    List<Action> steps =
        values.stream()
            .map(value -> new Action(Action.Type.SHIFT_TRAFFIC, plan.model(), value, "back"))
            .toList();
    MoveView view = view(move, steps, observed, move.reason());
    return steps.stream().map(step -> Words.doing(step, view.routeWeight())).toList();
  }

  private static String reason(String reason) {
    Outcome move = FanFailureStory.lastOutcome(FanFailureStory.RAISED + 1);
    return view(move, move.plan().actions(), move.plan().observed(), reason).reason();
  }

  private static MoveView view(
      Outcome move, List<Action> actions, List<VariantState> observed, String reason) {
    Plan plan = move.plan();
    Plan changed =
        new Plan(
            plan.id(),
            plan.warningId(),
            plan.decidedAt(),
            plan.kind(),
            plan.model(),
            plan.from(),
            plan.to(),
            actions,
            plan.expectedMargin(),
            plan.duration(),
            plan.latestStart(),
            plan.rejected(),
            observed,
            plan.reason());
    return MoveView.of(
        new Outcome(
            changed, move.mode(), move.status(), move.at(), move.steps(), move.parity(), reason),
        move.at());
  }
}
