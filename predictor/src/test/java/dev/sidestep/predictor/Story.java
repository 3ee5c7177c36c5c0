package dev.sidestep.predictor;

import dev.sidestep.contracts.Action;
import dev.sidestep.contracts.DeviceClass;
import dev.sidestep.contracts.Eta;
import dev.sidestep.contracts.Frame;
import dev.sidestep.contracts.Outcome;
import dev.sidestep.contracts.Plan;
import dev.sidestep.contracts.Reading;
import dev.sidestep.contracts.Signal;
import dev.sidestep.contracts.Source;
import dev.sidestep.contracts.Target;
import dev.sidestep.contracts.Verdict;
import dev.sidestep.contracts.Warning;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntToDoubleFunction;

/** Tells a brain a story tick by tick, and keeps what it answers. */
public final class Story {
  public static final Duration TICK = Duration.ofSeconds(15);
  public static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
  public static final Target GPU = Target.device("demo", "gpu-0", DeviceClass.GPU);
  public static final Target POD =
      Target.pod("demo", "default", "minilm-gpu-1", "uid-1", DeviceClass.GPU);
  public static final double MIB = 1 << 20;

  public final Predictor brain;
  public final List<PredictorStep> steps = new ArrayList<>();
  private Instant now = START;

  public Story() {
    this(PredictorProperties.defaults());
  }

  public Story(PredictorProperties properties) {
    brain = new Predictor(properties, new TrendForecaster());
  }

  public Instant now() {
    return now;
  }

  /** The tick that lies {@code ticks} after the start. */
  public static Instant tick(int ticks) {
    return START.plus(TICK.multipliedBy(ticks));
  }

  /** One tick with these frames. */
  public PredictorStep tell(Frame... frames) {
    PredictorStep step = brain.onTick(now, List.of(frames));
    steps.add(step);
    now = now.plus(TICK);
    return step;
  }

  /** So many ticks of the device, with a margin each. */
  public void margins(int ticks, IntToDoubleFunction margin) {
    for (int i = 0; i < ticks; i++) {
      tell(device(now, margin.applyAsDouble(i)));
    }
  }

  /** So many ticks of the pod, with its memory in MiB each, of 512. */
  public void memory(int ticks, IntToDoubleFunction mebibytes) {
    for (int i = 0; i < ticks; i++) {
      tell(pod(now, mebibytes.applyAsDouble(i)));
    }
  }

  public static Frame device(Instant tick, double margin) {
    return frame(
        GPU,
        tick,
        Map.of(
            Signal.THERMAL_MARGIN, valid(margin),
            Signal.DEVICE_THERMAL_THROTTLING, valid(margin <= 0 ? 0.5 : 0),
            Signal.DEVICE_UTILIZATION, valid(0.8),
            Signal.DEVICE_CLOCK_RATIO, valid(0.9)));
  }

  public static Frame pod(Instant tick, double mebibytes) {
    return frame(
        POD,
        tick,
        Map.of(
            Signal.POD_MEMORY, valid(mebibytes * MIB),
            Signal.POD_MEMORY_LIMIT, valid(512 * MIB)));
  }

  public static Frame frame(Target target, Instant tick, Map<Signal, Reading> readings) {
    Map<Signal, Reading> copy = new EnumMap<>(Signal.class);
    copy.putAll(readings);
    return new Frame(target, tick, TICK, copy);
  }

  public static Frame missing(Target target, Instant tick) {
    return frame(target, tick, Map.of());
  }

  public static Reading valid(double value) {
    return Reading.valid(value, Source.SIMULATED);
  }

  /** A warning of a throttle in one and a half minutes. */
  public static Warning warning(String id) {
    return new Warning(
        id,
        Warning.Kind.THERMAL_THROTTLE,
        GPU,
        START,
        START,
        0.9,
        new Eta(Duration.ofSeconds(60), Duration.ofSeconds(90), Duration.ofSeconds(120)),
        List.of(),
        START.plus(Duration.ofMinutes(5)),
        Warning.Remedy.MOVE_TO_OTHER_DEVICE_CLASS,
        null);
  }

  /** A plan of the warning, as the remediator tells of it. */
  public static Outcome outcome(Warning warning, Outcome.Status status, Instant at) {
    Plan plan =
        new Plan(
            "plan-" + warning.id(),
            warning.id(),
            warning.issuedAt(),
            Plan.Kind.MOVE,
            "minilm",
            "minilm-gpu",
            "minilm-npu",
            List.of(new Action(Action.Type.SCALE, "minilm-npu", 1, "scale back")),
            null,
            Duration.ofSeconds(60),
            null,
            List.of(),
            List.of(),
            "the device will throttle");
    Action shift = new Action(Action.Type.SHIFT_TRAFFIC, "minilm-npu", 100, "shift back");
    return new Outcome(
        plan,
        Outcome.Mode.AUTOMATIC,
        status,
        at,
        status == Outcome.Status.SUCCEEDED
            ? List.of(
                new Outcome.Step(
                    shift, warning.issuedAt(), warning.issuedAt(), true, false, "a test says so"))
            : List.of(),
        null,
        "because");
  }

  public List<Warning> issues() {
    return steps.stream().flatMap(step -> step.warnings().stream()).toList();
  }

  /** The last issue of each warning. */
  public List<Warning> warnings() {
    Map<String, Warning> last = new LinkedHashMap<>();
    issues().forEach(issue -> last.put(issue.id(), issue));
    return List.copyOf(last.values());
  }

  public List<Verdict.Result> verdicts() {
    return issues().stream().filter(w -> !w.open()).map(w -> w.verdict().result()).toList();
  }
}
