package dev.sidestep.quickstart.console;

import dev.sidestep.contracts.Action;
import dev.sidestep.contracts.Outcome;
import dev.sidestep.contracts.Quantiles;
import dev.sidestep.contracts.Signal;
import dev.sidestep.contracts.Source;
import dev.sidestep.contracts.Target;
import dev.sidestep.contracts.Warning;
import java.io.PrintStream;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A view as a few lines of text. On a terminal they are drawn over the last ones; elsewhere each
 * turn of events is one more line. One thread writes.
 */
public final class TerminalTable {
  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final String ROW = "%-10s %-5s %-12s %-21s %-6s %-6s %-10s %s";

  private final PrintStream out;
  private final boolean terminal;
  private final int width;
  private int drawn;
  private int noticed;
  private @Nullable String said;

  /**
   * Writes to a stream.
   *
   * @param terminal whether it understands ANSI codes
   * @param width columns, 40 or more; longer lines are cut
   */
  public TerminalTable(PrintStream out, boolean terminal, int width) {
    this.out = out;
    this.terminal = terminal;
    this.width = Math.max(40, width);
  }

  /** Draws the view, or where the stream is no terminal says what is new in it. */
  public void show(ConsoleView view) {
    if (!terminal) {
      tell(view);
      return;
    }
    if (drawn > 0) {
      out.printf("\u001b[%dA\u001b[J", drawn); // up to the first line, and clear
    }
    List<String> lines = lines(view);
    lines.forEach(line -> out.println(cut(line)));
    out.flush();
    drawn = lines.size();
  }

  private void tell(ConsoleView view) {
    view.notices().stream().skip(noticed).forEach(notice -> out.println(line(notice)));
    noticed = view.notices().size();
    String kind = view.headline().mood() + Words.steady(view.headline().text());
    if (!kind.equals(said)) {
      said = kind;
      String clock = CLOCK.format(view.run().now());
      out.println(clock + "  " + view.headline().text());
      refused(view).forEach(option -> out.println(clock + "  refused: " + option));
    }
  }

  static List<String> lines(ConsoleView view) {
    List<String> lines = new ArrayList<>();
    RunFacts run = view.run();
    lines.add(
        String.format(
            Locale.ROOT,
            "%s, seed %d, %s   demo time %s UTC at %.0fx   %s",
            run.scenario(),
            run.seed(),
            run.mode().name().toLowerCase(Locale.ROOT),
            CLOCK.format(run.now()),
            run.speed(),
            run.phase().name().toLowerCase(Locale.ROOT)));
    lines.add(view.headline().text());
    HeadlineWriter.late(run)
        .filter(late -> !late.equals(view.headline().text()))
        .ifPresent(lines::add);
    lines.add("");
    lines.add(
        ROW.formatted(
            "device", "class", "margin", "in 5 min (P10, P90)", "load", "clock", "source", ""));
    view.targets().stream()
        .filter(target -> target.kind() == Target.Kind.DEVICE)
        .forEach(target -> lines.add(row(target, view)));
    view.moves().stream().findFirst().ifPresent(move -> lines.add(move(move)));
    refused(view).forEach(option -> lines.add("refused    " + option));
    view.notices().stream()
        .reduce((earlier, later) -> later)
        .ifPresent(notice -> lines.add("note       " + notice.text()));
    lines.add("");
    lines.add(totals("with", run.with()));
    RunTotals without = run.without();
    lines.add(without == null ? "without    not known yet" : totals("without", without));
    lines.add("           (without: the same seed, headless, without Sidestep)");
    return lines;
  }

  /** What the options lacked with which the standing warnings are not answered. */
  private static List<String> refused(ConsoleView view) {
    return view.warnings().stream()
        .filter(standing -> standing.warning().open())
        .map(WarningView::decision)
        .filter(decision -> decision != null)
        .flatMap(decision -> decision.refused().stream())
        .distinct()
        .toList();
  }

  private static String line(Notice notice) {
    return CLOCK.format(notice.at()) + "  note: " + notice.text();
  }

  private static String row(TargetView device, ConsoleView view) {
    Double margin = device.value();
    Source source = device.source();
    return ROW.formatted(
        device.name(),
        device.deviceClass(),
        margin == null ? "missing" : Words.kelvin(margin),
        ahead(device.forecast()),
        share(device.value(Signal.DEVICE_UTILIZATION)),
        share(device.value(Signal.DEVICE_CLOCK_RATIO)),
        source == null ? "-" : source.name().toLowerCase(Locale.ROOT),
        state(device, view));
  }

  private static String ahead(TargetView.@Nullable Fan fan) {
    if (fan == null) {
      return "-";
    }
    List<Quantiles> horizons = fan.horizons();
    Quantiles middle = horizons.get(horizons.size() / 2);
    return String.format(
        Locale.ROOT, "%.1f (%.1f, %.1f) K", middle.p50(), middle.p10(), middle.p90());
  }

  private static String state(TargetView device, ConsoleView view) {
    if (device.throttling()) {
      return "THROTTLING";
    }
    for (WarningView standing : view.warnings()) {
      Warning warning = standing.warning();
      if (warning.open() && warning.target().key().equals(device.key())) {
        return String.format(
            Locale.ROOT,
            "WARNED: %s, %.0f %%",
            Words.time(warning.eta().p50()),
            warning.probability() * 100);
      }
    }
    return device.blindSince() == null ? "" : "BLIND";
  }

  private static String move(MoveView move) {
    Action current = move.current();
    Outcome.Parity parity = move.parity();
    return "move       %s %s -> %s   %d/%d %s%s"
        .formatted(
            move.model(),
            move.fromDevice(),
            move.toDevice(),
            move.done(),
            move.planned().size(),
            current == null
                ? move.status().name().toLowerCase(Locale.ROOT)
                : Words.doing(current, move.routeWeight()),
            parity == null
                ? ""
                : "   answers %d/%d equal".formatted(parity.equal(), parity.checked()));
  }

  private static String totals(String run, RunTotals totals) {
    return String.format(
        Locale.ROOT,
        "%-10s throttled %s   requests %d   slow %d   failed %d",
        run,
        Words.seconds(totals.throttledSeconds()),
        totals.requests(),
        totals.slow(),
        totals.failed());
  }

  private static String share(@Nullable Double value) {
    return value == null ? "-" : String.format(Locale.ROOT, "%.0f %%", value * 100);
  }

  private String cut(String line) {
    return line.length() <= width ? line : line.substring(0, width - 1) + "…";
  }
}
