package dev.sidestep.predictor.warn;

import dev.sidestep.contracts.Evidence;
import dev.sidestep.contracts.Frame;
import dev.sidestep.contracts.Reading;
import dev.sidestep.contracts.Signal;
import dev.sidestep.contracts.Target;
import dev.sidestep.contracts.Warning;
import dev.sidestep.predictor.expert.Chance;
import dev.sidestep.predictor.expert.MarginExpert;
import dev.sidestep.predictor.expert.TrailingWindow;
import dev.sidestep.predictor.forecast.Outlook;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Looks at one device for heat. */
final class ThermalWatch {
  /** Of the slope that evidence tells, and the least that must have been seen. */
  private static final Duration WINDOW = Duration.ofMinutes(5);

  /** A margin that has not fallen for so long is not falling. */
  private static final Duration LATELY = Duration.ofMinutes(1);

  /** So often the last minute goes into the time that warnings look ahead. */
  private static final double PACES = (double) Chance.REACH.toSeconds() / LATELY.toSeconds();

  /** Below this share of its time the device is idle: nothing heats it but the air. */
  private static final double IDLE = 0.02;

  /** Below this share of its usual limit the device's power is capped. */
  private static final double CAPPED = 0.95;

  /**
   * One reading at or below zero may be a glitch, unless the device itself says that it throttles.
   */
  private static final int LOOKS_AT_THE_LIMIT = 2;

  private final Target target;
  private final TrailingWindow margins = new TrailingWindow(WINDOW);
  private final TrailingWindow lately = new TrailingWindow(LATELY);
  private @Nullable Instant firstLook;
  private @Nullable Instant atLimitSince;
  private int looksAtLimit;
  private @Nullable Frame frame;
  private @Nullable Outlook outlook;

  ThermalWatch(Target target) {
    this.target = target;
  }

  /** Looks at the frame of a tick; null where the tick has none of this device. */
  Look look(Instant tick, @Nullable Frame frame, Optional<Outlook> outlook) {
    Optional<Reading> margin = Sight.valid(frame, Signal.THERMAL_MARGIN);
    if (margin.isEmpty()) {
      atLimitSince = null;
      looksAtLimit = 0;
      return Look.blind(Warning.Kind.THERMAL_THROTTLE, target, tick, false);
    }
    this.frame = frame;
    this.outlook = outlook.orElse(null);
    firstLook = firstLook == null ? tick : firstLook;
    double kelvin = margin.get().value();
    margins.add(tick, kelvin);
    lately.add(tick, kelvin);
    Instant since = eventSince(tick, kelvin);
    if (since != null) {
      return Look.throttling(target, tick, since);
    }
    // a single reading at the limit is not yet the event, but as good a reason for a warning
    Chance chance = outlook.map(ahead -> MarginExpert.read(kelvin, ahead)).orElse(null);
    return new Look(
        Warning.Kind.THERMAL_THROTTLE, target, tick, true, false, chance, null, ruledOut(tick));
  }

  private @Nullable Instant eventSince(Instant tick, double margin) {
    boolean saysSo =
        Sight.valid(frame, Signal.DEVICE_THERMAL_THROTTLING)
            .filter(share -> share.value() > 0)
            .isPresent();
    if (margin > 0 && !saysSo) {
      atLimitSince = null;
      looksAtLimit = 0;
      return null;
    }
    looksAtLimit++;
    atLimitSince = atLimitSince == null ? tick : atLimitSince;
    return saysSo || looksAtLimit >= LOOKS_AT_THE_LIMIT ? atLimitSince : null;
  }

  /** What speaks against a warning whatever the forecaster says. */
  private @Nullable String ruledOut(Instant tick) {
    // a cold device that gets its first load heats up as fast as one that has lost its fan
    if (firstLook == null || tick.isBefore(firstLook.plus(WINDOW))) {
      return "the device has been watched for less than five minutes";
    }
    double fell = lately.value(0) - lately.newest();
    // a capped device is slow, which a forecaster may take for the beginning of a throttle
    if (fell <= 0 && below(Signal.DEVICE_POWER_LIMIT_RATIO, CAPPED)) {
      return "power is capped and the margin does not fall";
    }
    // a forecaster that has seen loads come and go expects the load back that was moved away
    if (fell * PACES < lately.newest() && below(Signal.DEVICE_UTILIZATION, IDLE)) {
      return "the device is idle and at this pace stays below its limit";
    }
    return null;
  }

  private boolean below(Signal signal, double level) {
    return Sight.valid(frame, signal).filter(reading -> reading.value() < level).isPresent();
  }

  /** What the last look rests on; empty before the first. */
  List<Evidence> evidence() {
    return frame == null ? List.of() : ThermalEvidence.of(frame, outlook, margins);
  }
}
