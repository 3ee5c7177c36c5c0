package dev.sidestep.contracts;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** One of each noun, with every field used. The golden files hold these. */
final class Examples {
  static final Instant TICK = Instant.parse("2026-01-01T00:00:15Z");
  static final Target GPU = Target.device("lab", "gpu-0", DeviceClass.GPU);
  static final Target POD =
      Target.pod("lab", "demo", "minilm-gpu-7d9f", "0b6e-uid", DeviceClass.GPU);

  private Examples() {}

  static Frame frame() {
    Map<Signal, Reading> readings = new EnumMap<>(Signal.class);
    readings.put(Signal.DEVICE_TEMPERATURE, Reading.valid(71.25, Source.MEASURED));
    readings.put(Signal.THERMAL_MARGIN, Reading.carried(-1.5, Source.SIMULATED));
    readings.put(Signal.DEVICE_POWER, Reading.valid(212.125, Source.MODELLED));
    readings.put(Signal.REQUEST_DURATION_P99, Reading.missing());
    return new Frame(GPU, TICK, Duration.ofSeconds(15), readings);
  }

  static Forecast forecast() {
    return new Forecast(
        GPU,
        Signal.THERMAL_MARGIN,
        TICK,
        List.of(
            new Quantiles(Duration.ofMinutes(1), 9.5, 10, 10.75),
            new Quantiles(Duration.ofMinutes(5), 2, 4.5, 6),
            new Quantiles(Duration.ofMinutes(15), -8.25, -3, 1)),
        "thermal-lstm 1");
  }

  static List<Sample> samples() {
    Instant at = TICK.minusMillis(250);
    return List.of(
        new Sample(POD, Signal.POD_MEMORY, at, 123_456_789, Source.MEASURED),
        new Sample(POD, Signal.POD_MEMORY, at.plusNanos(1), 123_456_790, Source.MEASURED),
        new Sample(POD, Signal.REQUEST_RATE, at, 12.5, Source.MODELLED));
  }

  /** What the samples read as, names and all. */
  static List<MetricPoint> points() {
    Instant at = TICK.minusMillis(250);
    return List.of(
        point("container.memory.usage", "measured", at, 123_456_789),
        point("container.memory.usage", "measured", at.plusNanos(1), 123_456_790),
        point("inference.requests.rate", "modelled", at, 12.5));
  }

  private static MetricPoint point(String metric, String source, Instant at, double value) {
    Map<String, String> resource =
        Map.of(
            "sidestep.target.kind", "pod",
            "k8s.cluster.name", "lab",
            "k8s.namespace.name", "demo",
            "k8s.pod.name", "minilm-gpu-7d9f",
            "sidestep.target.uid", "0b6e-uid",
            "device.kind", "gpu");
    return new MetricPoint(resource, metric, Map.of("source", source), at, value, false);
  }

  static Warning warning() {
    return new Warning(
        "THERMAL_THROTTLE:device/lab/gpu-0:2026-01-01T00:00:00Z",
        Warning.Kind.THERMAL_THROTTLE,
        GPU,
        TICK.minusSeconds(15),
        TICK,
        0.875,
        new Eta(Duration.ofSeconds(90), Duration.ofSeconds(150), Duration.ofSeconds(240)),
        List.of(
            new Evidence(
                "sidestep.thermal.margin",
                6.5,
                "K",
                "margin fell by 1.2 K a minute",
                Source.SIMULATED),
            new Evidence("fan", 0, "1", "the fan stands still", Source.MEASURED)),
        TICK.plusSeconds(900),
        Warning.Remedy.MOVE_TO_OTHER_DEVICE_CLASS,
        null);
  }

  static Warning judgedWarning() {
    return warning()
        .judged(
            new Verdict(
                Verdict.Result.HIT, TICK.plusSeconds(120), Duration.ofSeconds(135), "throttled"));
  }

  static Outcome outcome() {
    Action scale = new Action(Action.Type.SCALE, "minilm-npu", 1, "scale minilm-npu to 0");
    Action shift = new Action(Action.Type.SHIFT_TRAFFIC, "minilm", 50, "shift minilm back");
    return new Outcome(
        new Plan(
            "plan-1",
            warning().id(),
            TICK,
            Plan.Kind.MOVE,
            "minilm",
            "minilm-gpu",
            "minilm-npu",
            List.of(scale, shift),
            12.5,
            Duration.ofSeconds(40),
            TICK.plusSeconds(50),
            List.of(new Plan.Rejected("minilm-cpu", "margin after the move would be 0.5 K")),
            List.of(
                new VariantState(
                    "minilm",
                    "minilm-gpu",
                    DeviceClass.GPU,
                    "device/lab/gpu-0",
                    1,
                    1,
                    100,
                    List.of(new VariantState.Pod("minilm-gpu-1", "u1")))),
            "the GPU throttles in 90 s at the earliest, the move takes 40 s"),
        Outcome.Mode.AUTOMATIC,
        Outcome.Status.SUCCEEDED,
        TICK.plusSeconds(35),
        List.of(
            new Outcome.Step(scale, TICK, TICK.plusSeconds(5), true, false, "replicas 0 to 1"),
            new Outcome.Step(
                shift, TICK.plusSeconds(20), TICK.plusSeconds(21), true, false, "weight 0 to 50")),
        new Outcome.Parity(8, 8),
        "traffic moved");
  }

  static Outcome declinedOutcome() {
    return new Outcome(
        new Plan(
            "plan-2",
            warning().id(),
            TICK,
            Plan.Kind.NONE,
            "minilm",
            null,
            null,
            List.of(),
            null,
            Duration.ZERO,
            null,
            List.of(),
            List.of(),
            "mode is observe"),
        Outcome.Mode.OBSERVE,
        Outcome.Status.DECLINED,
        TICK,
        List.of(),
        null,
        "mode is observe");
  }
}
