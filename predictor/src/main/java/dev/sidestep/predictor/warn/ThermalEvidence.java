package dev.sidestep.predictor.warn;

import dev.sidestep.contracts.Evidence;
import dev.sidestep.contracts.Frame;
import dev.sidestep.contracts.Quantiles;
import dev.sidestep.contracts.Reading;
import dev.sidestep.contracts.Signal;
import dev.sidestep.contracts.Source;
import dev.sidestep.predictor.expert.TrailingWindow;
import dev.sidestep.predictor.expert.Trend;
import dev.sidestep.predictor.forecast.Outlook;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The sentences behind a thermal warning, most telling first. */
final class ThermalEvidence {
  private static final Duration AHEAD = Duration.ofMinutes(5);

  private ThermalEvidence() {}

  static List<Evidence> of(Frame frame, @Nullable Outlook outlook, TrailingWindow margins) {
    List<Evidence> evidence = new ArrayList<>();
    Sight.valid(frame, Signal.THERMAL_MARGIN)
        .ifPresent(
            margin -> {
              evidence.add(margin(margin));
              slope(margins, margin.source()).ifPresent(evidence::add);
              forecast(outlook, margin.source()).ifPresent(evidence::add);
            });
    share(frame, Signal.DEVICE_THERMAL_THROTTLING, "Throttling for heat %.0f %% of the time")
        .filter(throttling -> throttling.value() > 0)
        .ifPresent(evidence::add);
    share(frame, Signal.DEVICE_UTILIZATION, "Load is %.0f %%").ifPresent(evidence::add);
    share(frame, Signal.DEVICE_CLOCK_RATIO, "The clock runs at %.0f %% of its highest")
        .ifPresent(evidence::add);
    share(frame, Signal.DEVICE_POWER_LIMIT_RATIO, "The power limit is %.0f %% of the usual one")
        .ifPresent(evidence::add);
    return evidence;
  }

  private static Evidence margin(Reading margin) {
    String says =
        margin.value() > 0
            ? say("%.1f K are left to the slowdown limit", margin.value())
            : say("%.1f K above the slowdown limit", -margin.value());
    return new Evidence(
        Signal.THERMAL_MARGIN.otelName(),
        tidy(margin.value()),
        Signal.THERMAL_MARGIN.unit(),
        says,
        margin.source());
  }

  private static Optional<Evidence> slope(TrailingWindow margins, Source source) {
    if (margins.size() < 3) {
      return Optional.empty();
    }
    double perMinute = tidy(60 * Trend.of(margins).slope());
    String says =
        say(
            "The margin %s %.2f K a minute over the last %d s",
            perMinute < 0 ? "falls" : "rises", Math.abs(perMinute), margins.span().toSeconds());
    return Optional.of(new Evidence("trend", perMinute, "K/min", says, Sight.computedFrom(source)));
  }

  private static Optional<Evidence> forecast(@Nullable Outlook outlook, Source source) {
    if (outlook == null) {
      return Optional.empty();
    }
    List<Quantiles> horizons = outlook.forecast().horizons();
    Quantiles at =
        horizons.stream()
            .filter(q -> q.horizon().equals(AHEAD))
            .findFirst()
            .orElse(horizons.get(horizons.size() - 1));
    String says =
        say(
            "%s expects %.1f K in %d s (%.1f to %.1f)",
            outlook.forecast().model(), at.p50(), at.horizon().toSeconds(), at.p10(), at.p90());
    return Optional.of(
        new Evidence("forecast", tidy(at.p50()), "K", says, Sight.computedFrom(source)));
  }

  private static Optional<Evidence> share(Frame frame, Signal signal, String sentence) {
    return Sight.valid(frame, signal)
        .map(
            reading ->
                new Evidence(
                    signal.otelName(),
                    tidy(reading.value()),
                    signal.unit(),
                    say(sentence, 100 * reading.value()),
                    reading.source()));
  }

  /** Three decimals: more is noise, and the last bits need not travel. */
  private static double tidy(double value) {
    return Math.rint(value * 1e3) / 1e3;
  }

  @SuppressWarnings("AnnotateFormatMethod")
  private static String say(String sentence, Object... values) {
    return String.format(Locale.ROOT, sentence, values);
  }
}
