package dev.sidestep.quickstart.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A report as a short table for a terminal. */
public final class ReportText {
  private static final String ROW = "  %-26s %16s %16s%n";

  private ReportText() {}

  public static String of(Report report) {
    StringBuilder text = new StringBuilder();
    Report.With with = report.with();
    Report.Without without = report.without();
    text.append(
        String.format(
            Locale.ROOT,
            "%s, seed %d, mode %s%s%n",
            report.scenario(),
            report.seed(),
            report.mode(),
            devices(report)));
    text.append(String.format(Locale.ROOT, ROW, "", "with Sidestep", "without"));
    row(
        text,
        "throttled for heat",
        seconds(with.throttledSeconds()),
        seconds(without.throttledSeconds()));
    row(text, "requests", with.requests().total(), without.requests().total());
    row(text, "  slow (over 2 s)", with.requests().slow(), without.requests().slow());
    row(text, "  failed", with.requests().failed(), without.requests().failed());
    Integer lost = with.requests().lost();
    Integer lostWithout = without.requests().lost();
    if (lost != null && lostWithout != null) {
      row(text, "    for want of a pod", lost, lostWithout);
    }
    row(
        text,
        "  through the real model",
        with.requests().throughRealModel(),
        without.requests().throughRealModel());
    row(text, "pods killed", with.podsKilled(), without.podsKilled());
    lines(report).forEach(line -> text.append("  ").append(line).append(System.lineSeparator()));
    return text.toString();
  }

  private static String devices(Report report) {
    String source = report.source();
    if (source == null) {
      return "";
    }
    return source.equals(Report.SIMULATED) ? ", all devices simulated" : ", devices: " + source;
  }

  private static List<String> lines(Report report) {
    List<String> lines = new ArrayList<>();
    for (Report.RaisedWarning warning : report.with().warnings()) {
      lines.add(
          String.format(
              Locale.ROOT,
              "warned  %s of %s at %s, %.0f %%, in %s (%s to %s): lead %s, %s",
              warning.kind(),
              warning.target(),
              warning.raisedAt(),
              100 * warning.probability(),
              seconds(warning.etaSeconds().p50()),
              seconds(warning.etaSeconds().p10()),
              seconds(warning.etaSeconds().p90()),
              lead(warning.leadSeconds()),
              warning.verdict() == null ? "not yet judged" : warning.verdict()));
      String declined = warning.declined();
      if (declined != null) {
        lines.add("        not acted on, " + declined);
      }
    }
    for (Report.Move move : report.with().moves()) {
      Report.Parity parity = move.parity();
      lines.add(
          String.format(
              Locale.ROOT,
              "moved   %s from %s to %s at %s, %s, %s",
              move.model(),
              move.from(),
              move.to(),
              move.startedAt(),
              parity == null
                  ? "outputs not compared"
                  : parity.equal() + " of " + parity.checked() + " outputs equal",
              move.undone()
                  ? "undone"
                  : move.finishedAt() == null ? "not finished" : "finished " + move.finishedAt()));
    }
    for (Report.Baseline baseline : report.baselines()) {
      lines.add(
          String.format(
              Locale.ROOT,
              "beside  %s: lead %s, %d false",
              baseline.rule(),
              lead(baseline.leadSeconds()),
              baseline.falseWarnings()));
    }
    return lines;
  }

  private static void row(StringBuilder text, String name, Object with, Object without) {
    text.append(String.format(Locale.ROOT, ROW, name, with, without));
  }

  private static String lead(@Nullable Double seconds) {
    return seconds == null ? "none" : seconds(seconds);
  }

  private static String seconds(double seconds) {
    return seconds < 120
        ? String.format(Locale.ROOT, "%.0f s", seconds)
        : String.format(Locale.ROOT, "%.1f min", seconds / 60);
  }
}
