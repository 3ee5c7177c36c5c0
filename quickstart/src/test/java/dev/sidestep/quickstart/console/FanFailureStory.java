package dev.sidestep.quickstart.console;

import dev.sidestep.contracts.Action;
import dev.sidestep.contracts.DeviceClass;
import dev.sidestep.contracts.Eta;
import dev.sidestep.contracts.Evidence;
import dev.sidestep.contracts.Forecast;
import dev.sidestep.contracts.Frame;
import dev.sidestep.contracts.Outcome;
import dev.sidestep.contracts.Plan;
import dev.sidestep.contracts.Quantiles;
import dev.sidestep.contracts.Reading;
import dev.sidestep.contracts.Signal;
import dev.sidestep.contracts.Source;
import dev.sidestep.contracts.Target;
import dev.sidestep.contracts.VariantState;
import dev.sidestep.contracts.Verdict;
import dev.sidestep.contracts.Warning;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * A fan fails at ten minutes, a warning is raised, the model moves, the throttle is averted: told
 * to a {@link ConsoleModel} tick by tick, as the topics would. Written for the tests of the console
 * alone; it is no model of a device.
 */
public final class FanFailureStory {
  public static final Instant START = Instant.parse("2026-03-01T10:00:00Z");
  public static final Duration TICK = Duration.ofSeconds(15);
  public static final int RAISED = 50;
  public static final int MOVED = 57;
  public static final int JUDGED = 92;
  public static final int END = 100;

  static final Target GPU = Target.device("demo", "gpu-0", DeviceClass.GPU);
  static final Target NPU = Target.device("demo", "npu-0", DeviceClass.NPU);
  static final Target CPU = Target.device("demo", "cpu-0", DeviceClass.CPU);
  static final Target POD = Target.pod("demo", "default", "minilm-gpu-7f9c", "u1", DeviceClass.GPU);

  private static final int FAULT = 40;
  private static final int THROTTLE_WITHOUT = 66;

  private final ConsoleModel model;
  private final Random noise = new Random(7);
  private final boolean undone;
  private int tick;

  public FanFailureStory(ConsoleModel model) {
    this(model, false);
  }

  /** With {@code undone}, the receiver's answers differ and the move is taken back. */
  public FanFailureStory(ConsoleModel model, boolean undone) {
    this.model = model;
    this.undone = undone;
  }

  /** Facts before anything has happened. */
  public static RunFacts starting() {
    return facts(0, RunFacts.Phase.STARTING);
  }

  /** Tells on, up to and with a tick. */
  public FanFailureStory tellUpTo(int last) {
    while (tick < last) {
      tick++;
      tell();
    }
    return this;
  }

  /** A warning that the story's pod runs out of memory. */
  public static Warning memoryWarning(int tick) {
    return new Warning(
        "memory-exhaustion/" + POD.key(),
        Warning.Kind.MEMORY_EXHAUSTION,
        POD,
        at(tick),
        at(tick),
        0.81,
        new Eta(Duration.ofMinutes(4), Duration.ofMinutes(6), Duration.ofMinutes(9)),
        List.of(
            new Evidence(
                "container.memory.usage",
                38,
                "MiBy/min",
                "memory grows by 38 MiB a minute",
                Source.MEASURED)),
        at(tick).plus(Duration.ofMinutes(15)),
        Warning.Remedy.REPLACE_POD,
        null);
  }

  /** The first issue of a warning of a throttle that has come already. */
  public static Warning notWarnedOf(int tick) {
    return new Warning(
        "thermal-throttle:" + GPU.key() + ":" + at(tick),
        Warning.Kind.THERMAL_THROTTLE,
        GPU,
        at(tick),
        at(tick),
        1,
        new Eta(Duration.ZERO, Duration.ZERO, Duration.ZERO),
        List.of(),
        at(tick).plus(Duration.ofMinutes(2)),
        Warning.Remedy.MOVE_TO_OTHER_DEVICE_CLASS,
        null);
  }

  /** The record of the move at a tick, alone. */
  static Outcome lastOutcome(int tick) {
    FanFailureStory story = new FanFailureStory(new ConsoleModel(starting()));
    story.tick = tick;
    return story.outcome();
  }

  private void tell() {
    Instant at = at(tick);
    boolean moved = tick >= MOVED && !undone;
    model.accept(frame(GPU, at, gpuMargin(tick, moved), moved ? 0.04 : 0.74, 87, 310));
    model.accept(
        frame(NPU, at, 38 - (moved ? 9 * rise(tick - MOVED) : 0), moved ? 0.58 : 0.03, 95, 25));
    if (tick % 37 > 2) {
      model.accept(frame(CPU, at, 44 + noise.nextGaussian() * 0.6, 0.22, 100, 65));
    } else {
      model.accept(new Frame(CPU, at, TICK, missing()));
    }
    model.accept(pod(at));
    model.acceptWithout(frame(GPU, at, gpuMargin(tick, false), 0.74, 87, 310));
    for (Target device : List.of(GPU, NPU, CPU)) {
      if (tick > 12) {
        model.accept(forecast(device, at, moved));
      }
    }
    model.placement(placement(moved));
    if (tick >= RAISED && tick <= JUDGED) {
      model.accept(warning(at));
    }
    if (tick > RAISED && tick <= MOVED + 1) {
      model.accept(outcome());
    }
    model.facts(facts(tick, tick >= END ? RunFacts.Phase.FINISHED : RunFacts.Phase.RUNNING));
  }

  static Instant at(int tick) {
    return START.plus(TICK.multipliedBy(tick));
  }

  private static double rise(int ticks) {
    return 1 - Math.exp(-Math.max(0, ticks) / 14.0);
  }

  private double gpuMargin(int at, boolean moved) {
    double hot = 21 - 27 * rise(at - FAULT);
    double atMove = 21 - 27 * rise(MOVED - FAULT);
    double margin = moved ? atMove + (31 - atMove) * rise(at - MOVED) : hot;
    return Math.max(-3.4, margin) + noise.nextGaussian() * 0.25;
  }

  private static Frame frame(
      Target target, Instant at, double margin, double load, double limit, double watts) {
    Map<Signal, Reading> readings = new EnumMap<>(Signal.class);
    readings.put(Signal.THERMAL_MARGIN, simulated(margin));
    readings.put(Signal.DEVICE_TEMPERATURE, simulated(limit - margin));
    readings.put(Signal.DEVICE_TEMPERATURE_LIMIT, simulated(limit));
    readings.put(Signal.DEVICE_UTILIZATION, Reading.valid(load, Source.MEASURED));
    readings.put(Signal.DEVICE_CLOCK_RATIO, simulated(margin < 0 ? 0.71 : 1));
    readings.put(Signal.DEVICE_POWER, simulated(watts * (0.2 + 0.8 * load)));
    readings.put(Signal.DEVICE_THERMAL_THROTTLING, simulated(margin < 0 ? 0.8 : 0));
    return new Frame(target, at, TICK, readings);
  }

  private Frame pod(Instant at) {
    Map<Signal, Reading> readings = new EnumMap<>(Signal.class);
    if (tick < MOVED || undone) {
      readings.put(Signal.POD_MEMORY, Reading.valid(3.1e8 + tick * 2e5, Source.MEASURED));
      readings.put(Signal.POD_MEMORY_LIMIT, Reading.valid(5.37e8, Source.MEASURED));
      readings.put(Signal.REQUEST_RATE, Reading.valid(11.4, Source.MEASURED));
      readings.put(Signal.REQUEST_DURATION_P99, Reading.valid(0.143, Source.MEASURED));
      readings.put(Signal.REQUESTS_WAITING, Reading.valid(2, Source.MEASURED));
    }
    return new Frame(POD, at, TICK, readings);
  }

  private static Map<Signal, Reading> missing() {
    Map<Signal, Reading> readings = new EnumMap<>(Signal.class);
    readings.put(Signal.THERMAL_MARGIN, Reading.missing());
    return readings;
  }

  private static Reading simulated(double value) {
    return Reading.valid(value, Source.SIMULATED);
  }

  private Forecast forecast(Target device, Instant at, boolean moved) {
    List<Quantiles> horizons = new ArrayList<>();
    for (int seconds : new int[] {60, 300, 900}) {
      int ahead = tick + seconds / 15;
      double middle =
          device.equals(GPU)
              ? tick < FAULT + 4 ? 21 : gpuMargin(ahead, moved)
              : device.equals(NPU) ? 38 - (moved ? 9 * rise(ahead - MOVED) : 0) : 44;
      double width = 0.6 + seconds / 130.0;
      horizons.add(
          new Quantiles(Duration.ofSeconds(seconds), middle - width, middle, middle + width * 0.8));
    }
    return new Forecast(device, Signal.THERMAL_MARGIN, at, horizons, "thermal-margin-lstm 1");
  }

  private Warning warning(Instant at) {
    long left = Math.max(60, (THROTTLE_WITHOUT - tick) * 15L);
    Eta eta =
        new Eta(
            Duration.ofSeconds(left * 6 / 10),
            Duration.ofSeconds(left),
            Duration.ofSeconds(left * 17 / 10));
    Verdict verdict =
        tick < JUDGED
            ? null
            : new Verdict(
                Verdict.Result.AVERTED,
                at,
                null,
                "a plan was carried out and the event did not come");
    return new Warning(
        "thermal-throttle/device/demo/gpu-0/" + at(RAISED),
        Warning.Kind.THERMAL_THROTTLE,
        GPU,
        at(RAISED),
        at,
        Math.min(0.96, 0.74 + 0.03 * (tick - RAISED)),
        eta,
        List.of(
            new Evidence(
                "sidestep.thermal.margin",
                -1.6,
                "K/min",
                "the margin falls by 1.6 K a minute at an unchanged load of 74 %",
                Source.SIMULATED),
            new Evidence(
                "forecast",
                -2.1,
                "K",
                "the forecast's middle is below the limit in 5 min (P10 −4.8 K, P90 0.1 K)",
                Source.SIMULATED),
            new Evidence(
                "hw.utilization",
                0.74,
                "1",
                "the load is that of the last ten minutes",
                Source.MEASURED)),
        at(RAISED).plus(Duration.ofMinutes(15)),
        Warning.Remedy.MOVE_TO_OTHER_DEVICE_CLASS,
        verdict);
  }

  private Outcome outcome() {
    List<Action> actions =
        List.of(
            new Action(Action.Type.SCALE, "minilm-npu", 1, "scale minilm-npu to 0"),
            new Action(Action.Type.AWAIT_READY, "minilm-npu", 0, "nothing"),
            new Action(Action.Type.WARM, "minilm-npu", 0, "nothing"),
            new Action(Action.Type.CHECK_PARITY, "minilm-npu", 0, "nothing"),
            new Action(Action.Type.SHIFT_TRAFFIC, "minilm", 100, "shift minilm-gpu to 100"),
            new Action(Action.Type.DRAIN, "minilm-gpu", 0, "nothing"),
            new Action(Action.Type.SCALE, "minilm-gpu", 0, "scale minilm-gpu to 1"));
    Plan plan =
        new Plan(
            "plan-1",
            "thermal-throttle/device/demo/gpu-0/" + at(RAISED),
            at(RAISED),
            Plan.Kind.MOVE,
            "minilm",
            "minilm-gpu",
            "minilm-npu",
            actions,
            26.3,
            Duration.ofSeconds(95),
            at(RAISED).plusSeconds(120),
            List.of(
                new Plan.Rejected("minilm-cpu", "its p99 would be 2.9 s, above the promised 2 s")),
            placement(false),
            "npu-0 keeps 26.3 K at P10 and needs 0.31 J an answer");
    int done = Math.min(tick - RAISED - 1, actions.size());
    List<Outcome.Step> steps = new ArrayList<>();
    for (int i = 0; i < (undone ? Math.min(done, 4) : done); i++) {
      boolean ok = !(undone && i == 3);
      Instant from = at(RAISED + i + 1);
      steps.add(
          new Outcome.Step(actions.get(i), from, from.plusSeconds(11), ok, false, detail(i, ok)));
    }
    boolean failed = undone && done >= 4;
    if (failed) {
      Instant from = at(RAISED + 5);
      steps.add(
          new Outcome.Step(
              actions.get(0), from, from.plusSeconds(4), true, true, "minilm-npu 1 → 0"));
    }
    Outcome.Status status =
        failed
            ? tick > RAISED + 5 ? Outcome.Status.UNDONE : Outcome.Status.UNDOING
            : done == 0
                ? Outcome.Status.INTENDED
                : done == actions.size() ? Outcome.Status.SUCCEEDED : Outcome.Status.RUNNING;
    String reason =
        failed
            ? (status == Outcome.Status.UNDONE ? "undone: " : "being undone: ")
                + "answers differ on 2 of 5 golden inputs"
            : "gpu-0 will throttle before anything milder helps";
    return new Outcome(
        plan,
        Outcome.Mode.AUTOMATIC,
        status,
        at(tick),
        steps,
        done >= 4 ? new Outcome.Parity(5, undone ? 3 : 5) : null,
        reason);
  }

  private static String detail(int step, boolean ok) {
    return switch (step) {
      case 0 -> "minilm-npu 0 → 1";
      case 1 -> "1 of 1 ready";
      case 2 -> "3 warm-up answers, the last in 41 ms";
      case 3 -> ok ? "5 of 5 equal, smallest cosine 0.9993" : "3 of 5 equal, smallest cosine 0.71";
      case 4 -> "minilm-gpu 100 → 0, minilm-npu 0 → 100";
      case 5 -> "0 in flight";
      default -> "minilm-gpu 1 → 0";
    };
  }

  private static List<VariantState> placement(boolean moved) {
    return List.of(
        new VariantState("minilm", "minilm-cpu", DeviceClass.CPU, CPU.key(), 0, 0, 0, List.of()),
        new VariantState(
            "minilm",
            "minilm-gpu",
            DeviceClass.GPU,
            GPU.key(),
            moved ? 0 : 1,
            moved ? 0 : 1,
            moved ? 0 : 100,
            List.of()),
        new VariantState(
            "minilm",
            "minilm-npu",
            DeviceClass.NPU,
            NPU.key(),
            moved ? 1 : 0,
            moved ? 1 : 0,
            moved ? 100 : 0,
            List.of()));
  }

  private static RunFacts facts(int tick, RunFacts.Phase phase) {
    long asked = tick * 172L;
    double hurt = Math.max(0, tick - THROTTLE_WITHOUT) * 15.0;
    return new RunFacts(
        "fan-failure",
        7,
        10,
        Outcome.Mode.AUTOMATIC,
        phase,
        START,
        at(tick),
        new RunTotals(asked, 0, tick / 9, asked / 14, 0, null, null, 0),
        new RunTotals(
            asked,
            tick / 40,
            tick / 9 + (long) (hurt * 1.7),
            asked / 14,
            hurt,
            hurt > 0 ? at(THROTTLE_WITHOUT) : null,
            hurt > 0 ? "gpu-0" : null,
            0),
        null);
  }
}
