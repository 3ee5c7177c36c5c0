package dev.sidestep.quickstart.run;

import dev.sidestep.contracts.Outcome;
import dev.sidestep.predictor.forecast.Forecaster;
import dev.sidestep.quickstart.failure.Failure;
import dev.sidestep.quickstart.report.Causes;
import dev.sidestep.quickstart.report.Comparison;
import dev.sidestep.quickstart.report.JacksonReports;
import dev.sidestep.quickstart.report.Report;
import dev.sidestep.quickstart.report.ReportText;
import dev.sidestep.quickstart.report.RunResult;
import dev.sidestep.quickstart.report.Sweep;
import dev.sidestep.quickstart.scenario.Scenario;
import dev.sidestep.quickstart.scenario.WorldPlan;
import dev.sidestep.quickstart.traffic.Request;
import dev.sidestep.quickstart.traffic.SeededTraffic;
import dev.sidestep.quickstart.traffic.TraceFile;
import dev.sidestep.quickstart.traffic.TraceTraffic;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.DoubleSupplier;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The demo without a page: each seed once with Sidestep and once without, both at the same time on
 * clocks of their own, and what came of it.
 */
public final class HeadlessDemo {
  /**
   * What to run.
   *
   * @param seeds one story each
   * @param mode of the remediator
   * @param trace requests to send instead of generated ones; null for those
   * @param report where the report goes; null for none
   */
  public record Settings(
      Scenario scenario,
      List<Long> seeds,
      Outcome.Mode mode,
      @Nullable TraceFile trace,
      @Nullable Path report) {
    public Settings {
      seeds = List.copyOf(seeds);
      if (seeds.isEmpty()) {
        throw new IllegalArgumentException("seeds are empty; give at least one");
      }
    }
  }

  private final Settings settings;
  private final Supplier<? extends Forecaster> forecasters;
  private final LongFunction<Recorder> recorders;
  private final DoubleSupplier uptime;
  private final Progress progress;

  /**
   * A demo that is yet to run.
   *
   * @param forecasters makes a forecaster without a past
   * @param recorders the recorder of a seed's run with Sidestep
   * @param uptime seconds since the process began
   */
  public HeadlessDemo(
      Settings settings,
      Supplier<? extends Forecaster> forecasters,
      LongFunction<Recorder> recorders,
      DoubleSupplier uptime,
      Progress progress) {
    this.settings = settings;
    this.forecasters = forecasters;
    this.recorders = recorders;
    this.uptime = uptime;
    this.progress = progress;
  }

  /**
   * Runs all seeds, prints what came of them and writes the report.
   *
   * @return 0, or 1 where a seed came out worse with Sidestep than without
   * @throws Failure when this machine cannot run it
   */
  public int run(PrintWriter out) {
    Path report = settings.report();
    if (report != null) {
      JacksonReports.probe(report);
    }
    List<Report> reports = reports();
    if (report != null) {
      JacksonReports.write(report, reports);
    }
    Sweep sweep = new Sweep(reports);
    out.print(reports.size() == 1 ? ReportText.of(reports.get(0)) : sweep.text());
    out.flush();
    return sweep.madeWorse() ? Failure.ANSWER_IS_NO : Failure.DONE;
  }

  private List<Report> reports() {
    List<Report> reports = new ArrayList<>();
    double start = 0; // the start of the process counts for its first seed
    try (SharedParts parts = SharedParts.start(forecasters)) {
      for (long seed : settings.seeds()) {
        reports.add(report(parts, seed, start));
        start = uptime.getAsDouble();
      }
    }
    return reports;
  }

  private Report report(SharedParts parts, long seed, double start) {
    WorldPlan plan = settings.scenario().resolve(seed);
    FutureTask<RunResult> without =
        new FutureTask<>(
            () ->
                new HeadlessRun(parts, plan, "seed " + seed + " without Sidestep")
                    .run(begin -> traffic(plan, begin), Progress.SILENT));
    Thread beside = new Thread(without, "without-sidestep");
    beside.setDaemon(true);
    beside.start();
    double[] firstForecast = new double[1];
    RunResult with =
        new HeadlessRun(parts, plan, "seed " + seed)
            .withSidestep(
                settings.mode(),
                () -> firstForecast[0] = uptime.getAsDouble() - start,
                recorders.apply(seed))
            .run(begin -> traffic(plan, begin), progress);
    RunResult compared = await(without);
    Report.Timings timings =
        new Report.Timings(
            firstForecast[0], uptime.getAsDouble() - start, ProcessMemory.residentMib());
    Report.Model model =
        new Report.Model(parts.encoder().model(), parts.encoder().precision(), SharedParts.SOURCE);
    Causes causes = Causes.of(plan, HeadlessRun.BEGIN.plus(Lead.HEADLESS));
    return Comparison.of(
        plan.scenario(), seed, settings.mode(), model, timings, with, compared, causes);
  }

  private Iterator<Request> traffic(WorldPlan plan, java.time.Instant begin) {
    TraceFile trace = settings.trace();
    return trace == null ? new SeededTraffic(plan, begin) : new TraceTraffic(trace, plan, begin);
  }

  private static RunResult await(FutureTask<RunResult> run) {
    try {
      return run.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Failure.couldNotRun("interrupted before the run without Sidestep was done", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failed) {
        throw failed;
      }
      throw new IllegalStateException("the run without Sidestep failed", e.getCause());
    }
  }
}
