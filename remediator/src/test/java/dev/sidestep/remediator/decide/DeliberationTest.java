package dev.sidestep.remediator.decide;

import static dev.sidestep.remediator.Scene.CPU;
import static dev.sidestep.remediator.Scene.GPU;
import static dev.sidestep.remediator.Scene.NPU;
import static dev.sidestep.remediator.Scene.T0;
import static dev.sidestep.remediator.Scene.TICK;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sidestep.contracts.Action;
import dev.sidestep.contracts.DeviceClass;
import dev.sidestep.contracts.Outcome;
import dev.sidestep.contracts.Outcome.Mode;
import dev.sidestep.contracts.Outcome.Status;
import dev.sidestep.contracts.OutcomeCodec;
import dev.sidestep.contracts.Plan;
import dev.sidestep.contracts.Reading;
import dev.sidestep.contracts.Signal;
import dev.sidestep.contracts.Source;
import dev.sidestep.contracts.Target;
import dev.sidestep.contracts.VariantState;
import dev.sidestep.contracts.Warning;
import dev.sidestep.remediator.Scene;
import dev.sidestep.remediator.decide.Decision.Act;
import dev.sidestep.remediator.decide.Decision.Ignore;
import dev.sidestep.remediator.decide.Decision.Wait;
import dev.sidestep.remediator.fleet.Observation;
import dev.sidestep.remediator.guard.Why;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DeliberationTest {
  private static final Target LEAKING =
      Target.pod(Scene.CLUSTER, Scene.NAMESPACE, "minilm-gpu-1", "uid-1", DeviceClass.GPU);

  private final Deliberation mind =
      new Deliberation(Policy.defaults(Scene.CLUSTER, Scene.NAMESPACE));
  private final VariantState gpu = variant("gpu", DeviceClass.GPU, GPU, 1, 100);
  private final VariantState cpu = variant("cpu", DeviceClass.CPU, CPU, 0, 0);
  private final VariantState npu = variant("npu", DeviceClass.NPU, NPU, 0, 0);

  @Test
  void movesToTheBestReceiverAndSaysWhyNotTheOthers() {
    allIsWell(T0);

    Decision decision = mind.decide(Scene.thermal(GPU, T0, 200, 240, 300), seen(gpu, cpu, npu));

    assertThat(decision).isInstanceOf(Act.class);
    Plan plan = decision.plan();
    assertThat(plan.kind()).isEqualTo(Plan.Kind.MOVE);
    assertThat(plan.from()).isEqualTo("minilm-gpu");
    assertThat(plan.to())
        .as("the NPU needs least energy and is not slower")
        .isEqualTo("minilm-npu");
    assertThat(plan.actions())
        .extracting(action -> action.type() + " " + action.subject() + " " + action.value())
        .containsExactly(
            "SCALE minilm-npu 1",
            "AWAIT_READY minilm-npu 1",
            "WARM minilm-npu 0",
            "CHECK_PARITY minilm-npu 0",
            "SHIFT_TRAFFIC minilm 25",
            "SHIFT_TRAFFIC minilm 50",
            "SHIFT_TRAFFIC minilm 75",
            "SHIFT_TRAFFIC minilm 100",
            "DRAIN minilm-gpu 0",
            "SCALE minilm-gpu 0");
    assertThat(plan.rejected())
        .extracting(Plan.Rejected::option)
        .contains("start and move to minilm-cpu");
    assertThat(plan.observed()).containsExactly(cpu, gpu, npu);
    assertThat(plan.duration()).isEqualTo(Duration.ofSeconds(1 + 20 + 5 + 3 + 4 * 6 + 10 + 1));
    assertThat(plan.latestStart())
        .as("ETA P10 less the time until the traffic is away")
        .isEqualTo(T0.plusSeconds(200 - (1 + 20 + 5 + 3 + 4 * 6)));
  }

  @Test
  void expectedMarginIsTheReceiversP50LessWhatTheLoadCosts() {
    allIsWell(T0);

    Plan plan = mind.decide(Scene.thermal(GPU, T0, 200, 240, 300), seen(gpu, npu)).plan();

    // 0.6 load on a GPU of speed 4 is more than an NPU of speed 2 can take: full load, from 0.1
    assertThat(plan.expectedMargin()).isCloseTo(42 - 25 * 0.9, within());
  }

  @Test
  void shiftsTrafficOnlyWhenAReceiverRunsAlready() {
    allIsWell(T0);
    VariantState running = variant("npu", DeviceClass.NPU, NPU, 1, 0);

    Plan plan = mind.decide(Scene.thermal(GPU, T0, 200, 240, 300), seen(gpu, running)).plan();

    assertThat(plan.actions())
        .extracting(Action::type)
        .containsOnly(Action.Type.WARM, Action.Type.CHECK_PARITY, Action.Type.SHIFT_TRAFFIC);
  }

  @Test
  void leavesTheSourceUpWhenAWholeMoveWouldComeTooLate() {
    allIsWell(T0);

    Decision decision = mind.decide(Scene.thermal(GPU, T0, 10, 20, 30), seen(gpu, npu));

    assertThat(decision.why()).isEqualTo(Why.LATE_BUT_HARMLESS);
    assertThat(decision.plan().actions())
        .extracting(Action::type)
        .startsWith(Action.Type.SCALE)
        .endsWith(Action.Type.SHIFT_TRAFFIC)
        .doesNotContain(Action.Type.DRAIN);
    assertThat(decision.plan().rejected())
        .anyMatch(rejected -> rejected.reason().startsWith("too late"));
  }

  @Test
  void replacesALeakingPodAndLetsNoOtherGo() {
    allIsWell(T0);
    mind.accept(Scene.memory(LEAKING, T0, 1e9));

    Plan plan = mind.decide(Scene.memory(LEAKING, T0, 200, 240, 300), seen(gpu, cpu)).plan();

    assertThat(plan.kind()).isEqualTo(Plan.Kind.REPLACE);
    assertThat(plan.actions())
        .extracting(action -> action.type() + " " + action.subject() + " " + action.value())
        .containsExactly(
            "SCALE minilm-gpu 2",
            "AWAIT_READY minilm-gpu 2",
            "WARM minilm-gpu 0",
            "CHECK_PARITY minilm-gpu 0",
            "DRAIN minilm-gpu-1 0",
            "SCALE minilm-gpu 1",
            "AWAIT_READY minilm-gpu 1");
  }

  @Test
  void declinesAReplacementThatWouldComeTooLate() {
    allIsWell(T0);
    mind.accept(Scene.memory(LEAKING, T0, 1e9));

    assertIgnored(Why.TOO_LATE, Scene.memory(LEAKING, T0, 5, 10, 20), seen(gpu, cpu));
  }

  @Test
  void ignoresTargetsThatCarryNothingOfOurs() {
    allIsWell(T0);
    Target elsewhere = Target.device("other", "gpu-0", DeviceClass.GPU);
    Target nowhere = Target.device(Scene.CLUSTER, "gpu-9", DeviceClass.GPU);
    Target otherUid =
        Target.pod(Scene.CLUSTER, Scene.NAMESPACE, "minilm-gpu-1", "uid-2", DeviceClass.GPU);
    Target otherNamespace =
        Target.pod(Scene.CLUSTER, "kube-system", "minilm-gpu-1", "uid-1", DeviceClass.GPU);
    Target remediator =
        Target.pod(Scene.CLUSTER, Scene.NAMESPACE, "sidestep-remediator-0", "uid-7", null);

    for (Target target : List.of(elsewhere, nowhere)) {
      assertIgnored(Why.UNKNOWN_TARGET, Scene.thermal(target, T0, 200, 240, 300), seen(gpu, npu));
    }
    for (Target target : List.of(otherUid, otherNamespace, remediator)) {
      mind.accept(Scene.memory(target, T0, 1e9));
      assertIgnored(Why.UNKNOWN_TARGET, Scene.memory(target, T0, 200, 240, 300), seen(gpu, npu));
    }
    assertIgnored(Why.UNKNOWN_TARGET, Scene.thermal(LEAKING, T0, 200, 240, 300), seen(gpu, npu));
  }

  @Test
  void ignoresADeviceThatGetsNoTraffic() {
    allIsWell(T0);

    assertIgnored(Why.NOT_SERVING, Scene.thermal(NPU, T0, 200, 240, 300), seen(gpu, npu));
  }

  @Test
  void isBlindWhenTheSourcesMarginIsCarriedMissingOldOrUnheardOf() {
    Warning warning = Scene.thermal(GPU, T0.plus(TICK.multipliedBy(3)), 200, 240, 300);
    allIsWell(warning.issuedAt());
    Deliberation never = new Deliberation(Policy.defaults(Scene.CLUSTER, Scene.NAMESPACE));
    assertThat(never.decide(warning, seen(gpu, npu)).why()).isEqualTo(Why.BLIND);

    for (Reading reading : List.of(Reading.carried(5, Source.SIMULATED), Reading.missing())) {
      mind.accept(Scene.frame(GPU, warning.issuedAt(), Map.of(Signal.THERMAL_MARGIN, reading)));
      assertIgnored(Why.BLIND, warning, seen(gpu, npu));
    }
    Deliberation old = new Deliberation(Policy.defaults(Scene.CLUSTER, Scene.NAMESPACE));
    old.accept(Scene.frame(GPU, T0, 5, 0.6));
    assertThat(old.decide(warning, seen(gpu, npu)).why()).isEqualTo(Why.BLIND);
  }

  @Test
  void isBlindWhenTheOnlyReceiverCannotBeSeen() {
    mind.accept(Scene.frame(GPU, T0, 5, 0.6));
    mind.accept(Scene.frame(NPU, T0, Map.of(Signal.THERMAL_MARGIN, Reading.missing())));
    mind.accept(Scene.forecast(NPU, T0, 40));
    assertIgnored(Why.BLIND, Scene.thermal(GPU, T0, 200, 240, 300), seen(gpu, npu));

    mind.accept(Scene.frame(NPU, T0, 40, 0.1));
    Deliberation noForecast = new Deliberation(Policy.defaults(Scene.CLUSTER, Scene.NAMESPACE));
    noForecast.accept(Scene.frame(GPU, T0, 5, 0.6));
    noForecast.accept(Scene.frame(NPU, T0, 40, 0.1));
    assertThat(noForecast.decide(Scene.thermal(GPU, T0, 200, 240, 300), seen(gpu, npu)).why())
        .isEqualTo(Why.BLIND);
  }

  @Test
  void doesNotMoveOntoADeviceThatIsWarnedOfOrWouldGetTooHot() {
    allIsWell(T0);
    mind.decide(Scene.thermal(NPU, T0, 200, 240, 300), seen(gpu, cpu, npu));
    mind.accept(Scene.forecast(CPU, T0, 20));

    Decision decision = mind.decide(Scene.thermal(GPU, T0, 200, 240, 300), seen(gpu, cpu, npu));

    assertThat(decision.why()).isEqualTo(Why.NO_REMEDY);
    assertThat(decision.plan().rejected())
        .extracting(Plan.Rejected::reason)
        .anyMatch(reason -> reason.contains("has a warning of its own"))
        .anyMatch(reason -> reason.contains("at least 3.0 K are asked for"));
  }

  @Test
  void waitsWhenTooManyTargetsAreWarnedOfAtOnce() {
    allIsWell(T0);
    for (int i = 0; i < 5; i++) {
      Target other = Target.device(Scene.CLUSTER, "gpu-1" + i, DeviceClass.GPU);
      mind.accept(Scene.frame(other, T0, 5, 0.6));
      mind.decide(Scene.thermal(other, T0, 200, 240, 300), seen(gpu, npu));
    }

    Decision decision = mind.decide(Scene.thermal(GPU, T0, 200, 240, 300), seen(gpu, npu));

    assertThat(decision).isInstanceOf(Wait.class);
    assertThat(decision.why()).isEqualTo(Why.STORM);
  }

  @Test
  void targetsThatDoNotExistMakeNoStorm() {
    allIsWell(T0);
    for (int i = 0; i < 5; i++) {
      Target invented = Target.device(Scene.CLUSTER, "gpu-1" + i, DeviceClass.GPU);
      mind.decide(Scene.thermal(invented, T0, 200, 240, 300), seen(gpu, npu));
    }

    assertThat(mind.decide(Scene.thermal(GPU, T0, 200, 240, 300), seen(gpu, npu)).why())
        .isEqualTo(Why.NEEDED);
  }

  @Test
  void warningsThatAreNotIssuedAnyMoreMakeNoStorm() {
    allIsWell(T0);
    mind.decide(Scene.thermal(CPU, T0, 200, 240, 300), seen(gpu, npu));
    Target other = Target.device(Scene.CLUSTER, "gpu-10", DeviceClass.GPU);
    mind.decide(Scene.thermal(other, T0, 200, 240, 300), seen(gpu, npu));
    Instant later = T0.plus(TICK.multipliedBy(7));
    allIsWell(later);
    mind.accept(Scene.frame(other, later, 5, 0.6));

    assertThat(mind.decide(Scene.thermal(GPU, later, 200, 240, 300), seen(gpu, npu)).why())
        .isEqualTo(Why.NEEDED);
  }

  @Test
  void podsThatAreLongDeadDoNotHideAStorm() {
    allIsWell(T0);
    for (int i = 0; i < 100; i++) {
      mind.accept(Scene.memory(pod("dead-" + i), T0.minusSeconds(600), 1e9));
    }
    mind.accept(Scene.memory(LEAKING, T0, 1e9));
    for (int i = 0; i < 3; i++) {
      mind.accept(Scene.memory(pod("live-" + i), T0, 1e9));
    }
    for (int i = 0; i < 2; i++) {
      mind.decide(Scene.memory(pod("live-" + i), T0, 200, 240, 300), seen(gpu, npu));
    }

    Decision decision = mind.decide(Scene.memory(LEAKING, T0, 200, 240, 300), seen(gpu, npu));

    assertThat(decision.why()).isEqualTo(Why.STORM);
    assertThat(decision.reason()).contains("3 of 4 pods are warned of at once");
  }

  @Test
  void aReceiverOfUnknownLoadIsNoBargain() {
    allIsWell(T0);
    mind.accept(
        Scene.frame(NPU, T0, Map.of(Signal.THERMAL_MARGIN, Reading.valid(40, Source.SIMULATED))));
    // a source that is hardly busy: the NPU, were it idle, would be the better receiver
    mind.accept(Scene.frame(GPU, T0, 5, 0.01));
    mind.accept(Scene.frame(CPU, T0, 40, 0));

    Plan plan = mind.decide(Scene.thermal(GPU, T0, 200, 240, 300), seen(gpu, cpu, npu)).plan();

    assertThat(plan.to()).isEqualTo("minilm-cpu");
    assertThat(plan.rejected())
        .extracting(Plan.Rejected::reason)
        .anyMatch(reason -> reason.startsWith("score 0.68 (load 1.00, energy 0.20"));
  }

  @Test
  void onlyModeAutomaticActsButEachModeMakesThePlan() {
    allIsWell(T0);
    Map<Mode, Why> expected =
        Map.of(
            Mode.OBSERVE, Why.OBSERVE_ONLY,
            Mode.ADVISE, Why.ADVICE_ONLY,
            Mode.APPROVE, Why.NEEDS_APPROVAL,
            Mode.AUTOMATIC, Why.NEEDED);

    expected.forEach(
        (mode, why) -> {
          Decision decision =
              mind.decide(
                  Scene.thermal(GPU, T0, 200, 240, 300),
                  new Observation(List.of(gpu, npu), mode, true, true, false, Duration.ZERO));
          assertThat(decision.why()).isEqualTo(why);
          assertThat(decision.plan().kind()).isEqualTo(Plan.Kind.MOVE);
          assertThat(mind.receipt(decision, mode).orElseThrow().status())
              .isEqualTo(mode == Mode.AUTOMATIC ? Status.INTENDED : Status.DECLINED);
        });
  }

  @Test
  void doesNotActWithoutTheLabelOrWhileFrozenOrOnOldNews() {
    allIsWell(T0);
    Warning warning = Scene.thermal(GPU, T0, 200, 240, 300);
    List<VariantState> variants = List.of(gpu, npu);

    assertIgnored(
        Why.NOT_OPTED_IN,
        warning,
        new Observation(variants, Mode.AUTOMATIC, true, false, false, Duration.ZERO));
    assertThat(
            mind.decide(
                    warning,
                    new Observation(variants, Mode.AUTOMATIC, true, true, true, Duration.ZERO))
                .why())
        .isEqualTo(Why.FROZEN);
    assertIgnored(
        Why.STALE,
        warning,
        new Observation(variants, Mode.AUTOMATIC, true, true, false, Duration.ofMinutes(5)));
    assertIgnored(
        Why.CLUSTER_UNREACHABLE, warning, Observation.unreachable(Mode.AUTOMATIC, Duration.ZERO));
  }

  @Test
  void oneDisruptiveActionAtATimeCountedByItsEnd() {
    allIsWell(T0);
    Plan other = mind.decide(Scene.thermal(GPU, T0, 200, 240, 300), seen(gpu, npu)).plan();
    Warning next = Scene.thermal(CPU, T0.plus(TICK), 200, 240, 300);
    VariantState busyCpu =
        new VariantState("bert", "bert-cpu", DeviceClass.CPU, CPU.key(), 1, 1, 100, List.of());
    VariantState bertNpu =
        new VariantState("bert", "bert-npu", DeviceClass.NPU, NPU.key(), 0, 0, 0, List.of());
    allIsWell(T0.plus(TICK));

    mind.accept(outcome(other, Status.RUNNING, T0.plusSeconds(3)));
    assertThat(mind.decide(next, seen(gpu, npu, busyCpu, bertNpu)).why()).isEqualTo(Why.BUSY);
    mind.accept(outcome(other, Status.SUCCEEDED, T0.plusSeconds(16)));
    assertThat(mind.decide(next, seen(gpu, npu, busyCpu, bertNpu)).why()).isEqualTo(Why.BUSY);
    Warning later = Scene.thermal(CPU, T0.plus(TICK.multipliedBy(2)), 200, 240, 300);
    allIsWell(T0.plus(TICK.multipliedBy(2)));
    assertThat(mind.decide(later, seen(gpu, npu, busyCpu, bertNpu)).why()).isEqualTo(Why.NEEDED);
  }

  @Test
  void doesNotMoveTheSameModelAgainForTenMinutes() {
    allIsWell(T0);
    Plan first = mind.decide(Scene.thermal(GPU, T0, 200, 240, 300), seen(gpu, npu)).plan();
    mind.accept(outcome(first, Status.UNDONE, T0.plusSeconds(60)));
    Instant soon = T0.plus(TICK.multipliedBy(10));
    Instant later = T0.plus(TICK.multipliedBy(44));

    allIsWell(soon);
    Decision held = mind.decide(Scene.thermal(GPU, soon, 200, 240, 300), seen(gpu, npu));
    assertThat(held).isInstanceOf(Wait.class);
    assertThat(((Wait) held).until()).isEqualTo(T0.plusSeconds(660));
    allIsWell(later);
    assertThat(mind.decide(Scene.thermal(GPU, later, 200, 240, 300), seen(gpu, npu)).why())
        .isEqualTo(Why.NEEDED);
  }

  @Test
  void saysNothingAboutJudgedWarningsAndIgnoresExpiredOnes() {
    allIsWell(T0);
    Warning warning = Scene.thermal(GPU, T0, 200, 240, 300);
    Decision judged = mind.decide(Scene.judged(warning), seen(gpu, npu));
    assertThat(judged.why()).isEqualTo(Why.JUDGED);
    assertThat(mind.receipt(judged, Mode.AUTOMATIC)).isEmpty();

    Warning expired =
        new Warning(
            warning.id(),
            warning.kind(),
            warning.target(),
            T0,
            T0,
            0.9,
            warning.eta(),
            List.of(),
            T0,
            warning.remedy(),
            null);
    assertIgnored(Why.EXPIRED, expired, seen(gpu, npu));
  }

  @Test
  void aReceiptIsNewsOnlyWhenTheAnswerChanges() {
    allIsWell(T0);
    allIsWell(T0.plus(TICK));
    Observation observing =
        new Observation(List.of(gpu, npu), Mode.OBSERVE, true, true, false, Duration.ZERO);
    Decision first = mind.decide(Scene.thermal(GPU, T0, 200, 240, 300), observing);
    mind.accept(mind.receipt(first, Mode.OBSERVE).orElseThrow());

    Decision again = mind.decide(Scene.thermal(GPU, T0.plus(TICK), 180, 240, 300), observing);
    assertThat(mind.receipt(again, Mode.OBSERVE)).isEmpty();

    Decision changed =
        mind.decide(
            Scene.thermal(GPU, T0.plus(TICK), 180, 240, 300),
            new Observation(List.of(), Mode.OBSERVE, true, true, false, Duration.ZERO));
    assertThat(mind.receipt(changed, Mode.OBSERVE)).isPresent();
  }

  @Test
  void learnsFromItsOwnMovesHowLongTheyTake() {
    allIsWell(T0);
    Plan plan = mind.decide(Scene.thermal(GPU, T0, 200, 240, 300), seen(gpu, npu)).plan();
    Instant later = T0.plus(Duration.ofHours(1));
    List<Outcome.Step> slow = new ArrayList<>();
    for (Action action : plan.actions()) {
      if (action.type() == Action.Type.SHIFT_TRAFFIC) {
        slow.add(new Outcome.Step(action, T0, T0.plusSeconds(30), true, false, "slow"));
      }
    }
    for (int i = 0; i < 2; i++) {
      Plan past = Scene.planLike(plan, "past-" + i);
      mind.accept(
          new Outcome(
              past, Mode.AUTOMATIC, Status.SUCCEEDED, T0.plusSeconds(200), slow, null, "done"));
    }

    allIsWell(later);
    Plan next = mind.decide(Scene.thermal(GPU, later, 400, 440, 500), seen(gpu, npu)).plan();

    assertThat(next.duration()).isEqualTo(plan.duration().plusSeconds(4 * (30 - 6)));
  }

  @Test
  void decidesAlikeHoweverTheRecordsArriveAndWhateverCameLater() {
    Warning warning = Scene.thermal(GPU, T0.plus(TICK.multipliedBy(20)), 200, 240, 300);
    Deliberation replay = new Deliberation(Policy.defaults(Scene.CLUSTER, Scene.NAMESPACE));
    for (int i = 0; i <= 20; i++) {
      allIsWell(T0.plus(TICK.multipliedBy(i)));
    }
    for (int i = 25; i >= 0; i--) {
      Instant tick = T0.plus(TICK.multipliedBy(i));
      for (Target device : List.of(NPU, CPU, GPU)) {
        replay.accept(Scene.forecast(device, tick, i > 20 ? -50 : 40));
        replay.accept(Scene.frame(device, tick, i > 20 ? -50 : 40, device.equals(GPU) ? 0.6 : 0.1));
      }
    }

    Decision live = mind.decide(warning, seen(gpu, cpu, npu));
    Decision replayed = replay.decide(warning, seen(npu, gpu, cpu));

    assertThat(OutcomeCodec.encode(replay.receipt(replayed, Mode.AUTOMATIC).orElseThrow()))
        .isEqualTo(OutcomeCodec.encode(mind.receipt(live, Mode.AUTOMATIC).orElseThrow()));
  }

  @Test
  void aRecordedReceiptTellsWhatWasSeen() {
    allIsWell(T0);
    Warning warning = Scene.thermal(GPU, T0, 200, 240, 300);
    for (Observation seen :
        List.of(
            seen(gpu, npu),
            Observation.unreachable(Mode.AUTOMATIC, Duration.ZERO),
            new Observation(List.of(gpu, npu), Mode.ADVISE, true, true, false, Duration.ZERO),
            new Observation(List.of(gpu), Mode.AUTOMATIC, true, true, true, Duration.ZERO),
            new Observation(
                List.of(gpu, npu), Mode.AUTOMATIC, true, true, false, Duration.ofHours(1)),
            new Observation(
                List.of(gpu, npu), Mode.AUTOMATIC, true, false, false, Duration.ZERO))) {
      Decision live = mind.decide(warning, seen);
      Outcome receipt = mind.receipt(live, seen.mode()).orElseThrow();

      Decision replayed = mind.decide(warning, Deliberation.recorded(receipt));

      assertThat(replayed.why()).isEqualTo(live.why());
      assertThat(replayed.plan()).isEqualTo(live.plan());
    }
  }

  private void allIsWell(Instant tick) {
    mind.accept(Scene.frame(GPU, tick, 40, 0.6));
    mind.accept(Scene.frame(CPU, tick, 40, 0.1));
    mind.accept(Scene.frame(NPU, tick, 40, 0.1));
    for (Target device : List.of(GPU, CPU, NPU)) {
      mind.accept(Scene.forecast(device, tick, 40));
    }
  }

  private void assertIgnored(Why why, Warning warning, Observation seen) {
    Decision decision = mind.decide(warning, seen);
    assertThat(decision).isInstanceOf(Ignore.class);
    assertThat(decision.why()).isEqualTo(why);
    assertThat(decision.reason()).startsWith(why.label() + ": ");
    assertThat(decision.plan().kind()).isNotEqualTo(null);
  }

  private static Target pod(String name) {
    return Target.pod(Scene.CLUSTER, Scene.NAMESPACE, name, "uid-" + name, DeviceClass.GPU);
  }

  private static Observation seen(VariantState... variants) {
    return new Observation(
        List.of(variants), Mode.AUTOMATIC, true, true, false, Duration.ofSeconds(2));
  }

  private static VariantState variant(
      String name, DeviceClass kind, Target device, int replicas, int weight) {
    List<VariantState.Pod> pods = new ArrayList<>();
    for (int i = 1; i <= replicas; i++) {
      pods.add(new VariantState.Pod("minilm-" + name + "-" + i, "uid-" + i));
    }
    return new VariantState(
        "minilm", "minilm-" + name, kind, device.key(), replicas, replicas, weight, pods);
  }

  private static Outcome outcome(Plan plan, Status status, Instant at) {
    return new Outcome(plan, Mode.AUTOMATIC, status, at, List.of(), null, "a test says so");
  }

  private static org.assertj.core.data.Offset<Double> within() {
    return org.assertj.core.data.Offset.offset(1e-9);
  }
}
