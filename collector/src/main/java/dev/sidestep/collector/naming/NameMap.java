package dev.sidestep.collector.naming;

import dev.sidestep.collector.frame.Measurement;
import dev.sidestep.collector.frame.Series;
import dev.sidestep.contracts.MetricPoint;
import dev.sidestep.contracts.Source;
import dev.sidestep.contracts.Target;
import dev.sidestep.contracts.TelemetryCodec;
import dev.sidestep.contracts.UnreadableRecordException;
import dev.sidestep.contracts.UnreadableRecordException.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** All names that the collector knows. The first rule that applies to a point decides. */
public final class NameMap {
  /** NVIDIA's blanks: a 64-bit integer near its maximum, or 2^47 as a double, and a few above. */
  private static final double INTEGER_BLANK = 9.2e18;

  private static final double DOUBLE_BLANK = 0x1p47;
  private static final double DOUBLE_BLANKS = 16;

  private final Map<String, List<NameRule>> rules;
  private final String ownCluster;
  private final Duration futureSkew;

  /**
   * Makes a map of rules.
   *
   * @param ownCluster the cluster of targets whose sender names none
   * @param futureSkew how far a sender's clock may run ahead of ours
   */
  public NameMap(List<NameRule> rules, String ownCluster, Duration futureSkew) {
    this.rules = rules.stream().collect(Collectors.groupingBy(NameRule::metric));
    this.ownCluster = ownCluster;
    this.futureSkew = futureSkew;
  }

  /** The metric names that some rule knows. */
  public Set<String> metrics() {
    return rules.keySet();
  }

  /** Says what a point measures. */
  public Naming name(MetricPoint point, Instant now) {
    Attributes attributes = Attributes.of(point);
    Optional<NameRule> known =
        rules.getOrDefault(point.metric(), List.of()).stream()
            .filter(rule -> rule.where().holds(attributes))
            .findFirst();
    if (known.isEmpty()) {
      return new Naming.Unmapped(point.metric());
    }
    // before the form is read: a blank is a number too, and as a mask of reasons it has all bits
    // set
    double value = blank(point.value()) ? Double.NaN : known.get().form().read(point.value());
    if (Double.isNaN(value)) {
      return new Naming.Blank();
    }
    try {
      return measurement(known.get(), point, attributes, value, now);
    } catch (IllegalArgumentException e) {
      return refused(Reason.INVALID_VALUE, point.metric() + ": " + e.getMessage());
    }
  }

  private Naming measurement(
      NameRule rule, MetricPoint point, Attributes attributes, double value, Instant now) {
    Optional<Target> target =
        rule.targets().stream()
            .flatMap(names -> names.target(attributes, ownCluster).stream())
            .findFirst();
    if (target.isEmpty()) {
      return new Naming.NoTarget(point.metric());
    }
    if (point.delta()) {
      return refused(
          Reason.INVALID_VALUE,
          "%s of %s is the growth since the sender's last point; have it sent as a running total"
              .formatted(point.metric(), target.get().key()));
    }
    if (point.at().isAfter(now.plus(futureSkew))) {
      return refused(
          Reason.FUTURE_TIME,
          "%s of %s was taken at %s, but now it is %s and clocks may differ by %s"
              .formatted(point.metric(), target.get().key(), point.at(), now, futureSkew));
    }
    Series series =
        rule.form() == Form.COUNTER
            ? new Series(rule.signal(), point.metric())
            : Series.gauge(rule.signal());
    return new Naming.Named(
        new Measurement(
            target.get(), series, point.at(), value * rule.scale(), source(attributes)));
  }

  private static Source source(Attributes attributes) {
    return attributes
        .get(TelemetryCodec.SOURCE)
        .map(text -> Source.valueOf(text.toUpperCase(Locale.ROOT)))
        .orElse(Source.MEASURED);
  }

  private static boolean blank(double value) {
    return Double.isNaN(value)
        || Math.abs(value) >= INTEGER_BLANK
        || (value >= DOUBLE_BLANK && value < DOUBLE_BLANK + DOUBLE_BLANKS);
  }

  private static Naming refused(Reason reason, String message) {
    return new Naming.Refused(new UnreadableRecordException(reason, message));
  }
}
