package dev.sidestep.remediator;

import dev.sidestep.contracts.DeviceClass;
import dev.sidestep.contracts.Eta;
import dev.sidestep.contracts.Forecast;
import dev.sidestep.contracts.Frame;
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
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The words in which tests tell what is measured, forecast and warned of. */
public final class Scene {
  public static final String CLUSTER = "local";
  public static final String NAMESPACE = "sidestep-demo";
  public static final Instant T0 = Instant.parse("2026-03-01T12:00:00Z");
  public static final Duration TICK = Duration.ofSeconds(15);
  public static final Target GPU = Target.device(CLUSTER, "gpu-0", DeviceClass.GPU);
  public static final Target CPU = Target.device(CLUSTER, "cpu-0", DeviceClass.CPU);
  public static final Target NPU = Target.device(CLUSTER, "npu-0", DeviceClass.NPU);

  /** The model where it serves: one ready pod that has all traffic. */
  public static final VariantState SERVING_GPU =
      new VariantState(
          "minilm",
          "minilm-gpu",
          DeviceClass.GPU,
          GPU.key(),
          1,
          1,
          100,
          List.of(new VariantState.Pod("minilm-gpu-1", "uid-1")));

  private Scene() {}

  /** A device's frame with a valid margin (K) and load (0..1). */
  public static Frame frame(Target device, Instant tick, double margin, double load) {
    return frame(
        device,
        tick,
        Map.of(
            Signal.THERMAL_MARGIN, Reading.valid(margin, Source.SIMULATED),
            Signal.DEVICE_UTILIZATION, Reading.valid(load, Source.SIMULATED)));
  }

  public static Frame frame(Target target, Instant tick, Map<Signal, Reading> readings) {
    return new Frame(target, tick, TICK, readings);
  }

  /** A pod's frame with a valid memory reading, in bytes. */
  public static Frame memory(Target pod, Instant tick, double bytes) {
    Map<Signal, Reading> readings = new EnumMap<>(Signal.class);
    readings.put(Signal.POD_MEMORY, Reading.valid(bytes, Source.SIMULATED));
    return frame(pod, tick, readings);
  }

  /** A forecast of the margin whose P10 is the same at all horizons. */
  public static Forecast forecast(Target device, Instant tick, double p10) {
    return new Forecast(
        device,
        Signal.THERMAL_MARGIN,
        tick,
        List.of(
            new Quantiles(Duration.ofSeconds(60), p10, p10 + 2, p10 + 4),
            new Quantiles(Duration.ofSeconds(300), p10, p10 + 3, p10 + 6)),
        "test 1");
  }

  public static Warning thermal(Target device, Instant issuedAt, int p10, int p50, int p90) {
    return warning(Warning.Kind.THERMAL_THROTTLE, device, issuedAt, p10, p50, p90);
  }

  public static Warning memory(Target pod, Instant issuedAt, int p10, int p50, int p90) {
    return warning(Warning.Kind.MEMORY_EXHAUSTION, pod, issuedAt, p10, p50, p90);
  }

  public static Warning judged(Warning warning) {
    return warning.judged(
        new Verdict(Verdict.Result.AVERTED, warning.issuedAt(), null, "a test judged it"));
  }

  private static Warning warning(
      Warning.Kind kind, Target target, Instant issuedAt, int p10, int p50, int p90) {
    return new Warning(
        kind + "/" + target.key(),
        kind,
        target,
        issuedAt,
        issuedAt,
        0.9,
        new Eta(Duration.ofSeconds(p10), Duration.ofSeconds(p50), Duration.ofSeconds(p90)),
        List.of(),
        issuedAt.plusSeconds(900),
        kind == Warning.Kind.THERMAL_THROTTLE
            ? Warning.Remedy.MOVE_TO_OTHER_DEVICE_CLASS
            : Warning.Remedy.REPLACE_POD,
        null);
  }

  /** The same plan for another warning, both by that name. */
  public static Plan planLike(Plan like, String id) {
    return new Plan(
        id,
        id,
        like.decidedAt(),
        like.kind(),
        like.model(),
        like.from(),
        like.to(),
        like.actions(),
        like.expectedMargin(),
        like.duration(),
        like.latestStart(),
        like.rejected(),
        like.observed(),
        like.reason());
  }
}
