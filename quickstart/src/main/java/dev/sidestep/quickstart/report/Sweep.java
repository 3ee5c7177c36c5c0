package dev.sidestep.quickstart.report;

import dev.sidestep.contracts.Median;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.function.ToIntFunction;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/** The reports of many seeds of one scenario, in one table. */
public record Sweep(List<Report> reports) {
  public Sweep {
    reports = List.copyOf(reports);
    if (reports.isEmpty()) {
      throw new IllegalArgumentException("sweep has no reports; it needs at least one");
    }
  }

  /**
   * Whether Sidestep made a seed worse: more seconds of throttling, more pods killed or more
   * requests failed than without it.
   */
  public boolean madeWorse() {
    return reports.stream().anyMatch(Sweep::worse);
  }

  /** The table, a line a seed and one for all. */
  public String text() {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            "%6s  %21s  %15s  %11s  %8s  %5s  %9s  %9s%n",
            "seed",
            "throttled with/out",
            "failed w/o",
            "killed w/o",
            "warnings",
            "moves",
            "lead",
            "wall"));
    for (Report report : reports) {
      text.append(
          String.format(
              Locale.ROOT,
              "%6d  %9.0f s / %7.0f s  %6d / %6d  %4d / %4d  %8d  %5d  %9s  %7.1f s%s%n",
              report.seed(),
              report.with().throttledSeconds(),
              report.without().throttledSeconds(),
              report.with().requests().failed(),
              report.without().requests().failed(),
              report.with().podsKilled(),
              report.without().podsKilled(),
              report.with().warnings().size(),
              report.with().moves().size(),
              shown(lead(report).isPresent() ? lead(report) : leadOfKill(report)),
              report.timings().wallSeconds(),
              worse(report) ? "  worse" : ""));
    }
    text.append(
        String.format(
            Locale.ROOT,
            "%d seeds, all devices simulated: throttled seconds with Sidestep, share of those"
                + " without: median %s%nwarned before the throttle, and median lead over all seeds"
                + " that throttle: Sidestep %s; margin rule %s; predict_linear %s%n",
            reports.size(),
            percent(Median.of(throttledShares())),
            leads(Sweep::heats, Sweep::lead),
            leads(Sweep::heats, report -> lead(report, Baselines.MARGIN)),
            leads(Sweep::heats, report -> lead(report, Baselines.LINE))));
    text.append(
        String.format(
            Locale.ROOT,
            "requests failed %d / %d, of these for want of a pod %d / %d;"
                + " false warnings: Sidestep %d and %d not yet judged (%d missed), margin rule %d,"
                + " predict_linear %d%n",
            sum(report -> report.with().requests().failed()),
            sum(report -> report.without().requests().failed()),
            sum(report -> lost(report.with().requests())),
            sum(report -> lost(report.without().requests())),
            judged("false"),
            judged(null),
            judged("missed"),
            sum(report -> falseWarnings(report, Baselines.MARGIN)),
            sum(report -> falseWarnings(report, Baselines.LINE))));
    if (reports.stream().anyMatch(Sweep::kills)) {
      text.append(
          String.format(
              Locale.ROOT,
              "warned before the first kill, and median lead over all seeds with one: Sidestep %s;"
                  + " memory rule %s; predict_linear of memory %s; false: memory rule %d,"
                  + " predict_linear of memory %d%n",
              leads(Sweep::kills, Sweep::leadOfKill),
              leads(Sweep::kills, report -> lead(report, Baselines.MEMORY)),
              leads(Sweep::kills, report -> lead(report, Baselines.MEMORY_LINE)),
              sum(report -> falseWarnings(report, Baselines.MEMORY)),
              sum(report -> falseWarnings(report, Baselines.MEMORY_LINE))));
    }
    return text.toString();
  }

  private int sum(ToIntFunction<Report> figure) {
    return reports.stream().mapToInt(figure).sum();
  }

  private static int lost(Report.Requests requests) {
    Integer lost = requests.lost();
    return lost == null ? 0 : lost;
  }

  private int judged(@Nullable String verdict) {
    return (int)
        reports.stream()
            .flatMap(report -> report.with().warnings().stream())
            .filter(warning -> Objects.equals(verdict, warning.verdict()))
            .count();
  }

  private static int falseWarnings(Report report, String rule) {
    return report.baselines().stream()
        .filter(baseline -> baseline.rule().equals(rule))
        .mapToInt(Report.Baseline::falseWarnings)
        .sum();
  }

  /** For each seed that throttles without Sidestep, the share that is left with it. */
  DoubleStream throttledShares() {
    return reports.stream()
        .filter(Sweep::heats)
        .mapToDouble(
            report -> report.with().throttledSeconds() / report.without().throttledSeconds());
  }

  /** In how many of the seeds that count there was a lead; the median counts none as 0. */
  private String leads(Predicate<Report> counts, Function<Report, OptionalDouble> rule) {
    double[] leads =
        reports.stream()
            .filter(counts)
            .mapToDouble(report -> rule.apply(report).orElse(0))
            .toArray();
    long seen = Arrays.stream(leads).filter(lead -> lead > 0).count();
    return String.format(
        Locale.ROOT, "%d of %d, %s", seen, leads.length, shown(Median.of(Arrays.stream(leads))));
  }

  private static OptionalDouble lead(Report report, String rule) {
    return report.baselines().stream()
        .filter(baseline -> baseline.rule().equals(rule))
        .map(Report.Baseline::leadSeconds)
        .filter(Objects::nonNull)
        .mapToDouble(Double::doubleValue)
        .findFirst();
  }

  private static boolean heats(Report report) {
    return report.without().throttledSeconds() > 0;
  }

  private static boolean kills(Report report) {
    return report.without().podsKilled() > 0;
  }

  private static boolean worse(Report report) {
    ToDoubleFunction<Report> throttled =
        r -> r.with().throttledSeconds() - r.without().throttledSeconds();
    return throttled.applyAsDouble(report) > 0
        || report.with().podsKilled() > report.without().podsKilled()
        || report.with().requests().failed() > report.without().requests().failed();
  }

  /** Of the first warning that foresaw the first throttle of the seed. */
  private static OptionalDouble lead(Report report) {
    return lead(report, report.without().throttledAt());
  }

  private static OptionalDouble leadOfKill(Report report) {
    return lead(report, report.without().podKilledAt());
  }

  private static OptionalDouble lead(Report report, @Nullable Instant event) {
    return report.with().warnings().stream()
        .filter(warning -> foresees(warning, event))
        .map(Report.RaisedWarning::leadSeconds)
        .filter(Objects::nonNull)
        .mapToDouble(Double::doubleValue)
        .max();
  }

  private static boolean foresees(Report.RaisedWarning warning, @Nullable Instant event) {
    Double lead = warning.leadSeconds();
    return event != null
        && lead != null
        && warning.raisedAt().plusMillis(Math.round(1000 * lead)).equals(event);
  }

  private static String shown(OptionalDouble seconds) {
    return seconds.isPresent()
        ? String.format(Locale.ROOT, "%.0f s", seconds.getAsDouble())
        : "none";
  }

  private static String percent(OptionalDouble share) {
    return share.isPresent()
        ? String.format(Locale.ROOT, "%.1f %%", 100 * share.getAsDouble())
        : "none throttled";
  }
}
