package dev.sidestep.testkit;

import dev.sidestep.contracts.DeviceClass;
import dev.sidestep.contracts.Eta;
import dev.sidestep.contracts.Forecast;
import dev.sidestep.contracts.Quantiles;
import dev.sidestep.contracts.Signal;
import dev.sidestep.contracts.Target;
import dev.sidestep.contracts.Warning;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** What a replay says of a device that is about to throttle; for tests of what is written of it. */
public final class ReplayedDevice {
  /** The tick of the forecast and of the warning's raising. */
  public static final Instant AT = Instant.parse("2026-01-01T00:00:00Z");

  private static final Target DEVICE = Target.device("replay", "pi", DeviceClass.CPU);

  private ReplayedDevice() {}

  /** P10 to P90 of one horizon, five minutes ahead: 1, 2 and 3 K. */
  public static Forecast forecast() {
    return new Forecast(
        DEVICE,
        Signal.THERMAL_MARGIN,
        AT,
        List.of(new Quantiles(Duration.ofMinutes(5), 1, 2, 3)),
        "lstm");
  }

  /** Raised with 80 %, to throttle in two to six minutes; not judged. */
  public static Warning warning() {
    return new Warning(
        "w1",
        Warning.Kind.THERMAL_THROTTLE,
        DEVICE,
        AT,
        AT,
        0.8,
        new Eta(Duration.ofMinutes(2), Duration.ofMinutes(4), Duration.ofMinutes(6)),
        List.of(),
        AT.plusSeconds(900),
        Warning.Remedy.MOVE_TO_OTHER_DEVICE_CLASS,
        null);
  }
}
