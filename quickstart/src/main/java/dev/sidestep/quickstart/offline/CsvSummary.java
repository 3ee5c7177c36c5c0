package dev.sidestep.quickstart.offline;

import dev.sidestep.contracts.Median;
import dev.sidestep.contracts.Times;
import dev.sidestep.contracts.Verdict;
import dev.sidestep.contracts.Verdict.Result;
import dev.sidestep.replay.csv.CsvReplay.FileResult;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.OptionalDouble;

/**
 * What a replay of CSV files prints of them.
 *
 * @param hits all of them
 * @param beyond of these, those whose event came later than a warning claims to look ahead; they
 *     are no part of the median
 */
record CsvSummary(
    Duration span,
    int events,
    int hits,
    int beyond,
    int falseAlarms,
    int missed,
    OptionalDouble medianLeadSeconds) {
  static final String HEADER =
      "%-38s %8s %7s %6s %7s %6s %6s %16s"
          .formatted(
              "file", "hours", "events", "hits", "beyond", "false", "missed", "median lead (n)");

  static CsvSummary of(List<FileResult> results) {
    List<Verdict> verdicts =
        results.stream()
            .flatMap(result -> result.raised().stream())
            .map(raised -> raised.last().verdict())
            .filter(Objects::nonNull)
            .toList();
    List<Duration> leads =
        results.stream()
            .flatMap(result -> result.raised().stream())
            .flatMap(raised -> raised.lead().stream())
            .toList();
    List<Duration> within =
        leads.stream().filter(lead -> lead.compareTo(Times.REACH) <= 0).toList();
    return new CsvSummary(
        results.stream().map(FileResult::span).reduce(Duration.ZERO, Duration::plus),
        results.stream().mapToInt(result -> result.events().size()).sum(),
        count(verdicts, Result.HIT),
        leads.size() - within.size(),
        count(verdicts, Result.FALSE),
        count(verdicts, Result.MISSED),
        Median.of(within.stream().mapToDouble(Duration::toSeconds)));
  }

  String row(String name) {
    return String.format(
        Locale.ROOT,
        "%-38s %8.2f %7d %6d %7d %6d %6d %16s",
        name,
        span.toSeconds() / 3600.0,
        events,
        hits,
        beyond,
        falseAlarms,
        missed,
        medianLeadSeconds.isPresent()
            ? String.format(
                Locale.ROOT, "%.0f s (%d)", medianLeadSeconds.getAsDouble(), hits - beyond)
            : "-");
  }

  String beyondReach() {
    return "%d hits beyond 15 minutes; the medians are of the others".formatted(beyond);
  }

  private static int count(List<Verdict> verdicts, Result wanted) {
    return (int) verdicts.stream().filter(verdict -> verdict.result() == wanted).count();
  }
}
