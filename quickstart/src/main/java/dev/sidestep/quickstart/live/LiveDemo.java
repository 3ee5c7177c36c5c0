package dev.sidestep.quickstart.live;

import dev.sidestep.contracts.Times;
import dev.sidestep.predictor.forecast.Forecaster;
import dev.sidestep.quickstart.command.Body;
import dev.sidestep.quickstart.command.DemoOptions;
import dev.sidestep.quickstart.console.ConsoleModel;
import dev.sidestep.quickstart.console.RunFacts;
import dev.sidestep.quickstart.console.RunTotals;
import dev.sidestep.quickstart.console.TerminalTable;
import dev.sidestep.quickstart.console.web.ConsoleSettings;
import dev.sidestep.quickstart.console.web.SpringConsole;
import dev.sidestep.quickstart.failure.Failure;
import dev.sidestep.quickstart.process.JdkLevels;
import dev.sidestep.quickstart.process.LogbackLevels;
import dev.sidestep.quickstart.process.Session;
import dev.sidestep.quickstart.report.JacksonReports;
import dev.sidestep.quickstart.run.PlannedMachine;
import dev.sidestep.quickstart.scenario.WorldPlan;
import dev.sidestep.quickstart.scenario.YamlScenarios;
import dev.sidestep.quickstart.traffic.TraceFile;
import dev.sidestep.replay.recording.Recording;
import java.net.BindException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;

/** {@code sidestep demo} without {@code --headless}. */
public final class LiveDemo implements Body<DemoOptions> {
  /** Demo seconds a wall second, at least, while nobody sends anything yet. */
  private static final double WARM_UP_SPEED = 60;

  private final Supplier<? extends Forecaster> forecasters;
  private final Clock wall;
  private final DoubleSupplier uptime;
  private final TerminalTable table;

  /**
   * The demo.
   *
   * @param forecasters makes a forecaster without a past
   * @param uptime seconds since the process began
   * @param table shows the run in the terminal
   */
  public LiveDemo(
      Supplier<? extends Forecaster> forecasters,
      Clock wall,
      DoubleSupplier uptime,
      TerminalTable table) {
    this.forecasters = forecasters;
    this.wall = wall;
    this.uptime = uptime;
    this.table = table;
  }

  @Override
  public int run(DemoOptions options, Session session) {
    JdkLevels.quiet();
    if (!session.verbose()) {
      LogbackLevels.table();
    }
    WorldPlan plan = YamlScenarios.load(options.scenario()).resolve(options.seeds().first());
    TraceFile trace = TraceFile.given(options.trace());
    probe(options);
    DataFolder folder = session.closing("data folder", folder(options));
    String world = world(plan, options);
    Optional<RunRecord> interrupted =
        options.fresh() ? Optional.empty() : folder.interrupted(world);
    boolean replaced = interrupted.isEmpty() && folder.forget();
    DemoClock clock =
        new DemoClock(
            wall,
            interrupted.map(RunRecord::at).orElseGet(() -> tickAfter(wall.instant())),
            options.speed(),
            Math.max(WARM_UP_SPEED, options.speed()));
    ConsoleModel page = new ConsoleModel(starting(plan, options, interrupted, clock));
    LiveMetrics metrics = new LiveMetrics();
    LiveParts parts =
        LiveParts.start(
            options.port(),
            page,
            metrics.joined(),
            folder.path(),
            PlannedMachine.cluster(plan),
            clock,
            forecasters,
            session);
    session
        .out()
        .printf(
            "page http://127.0.0.1:%d/   %s, seed %d, %s   data in %s%s%n",
            parts.console().port(),
            plan.scenario(),
            plan.seed(),
            options.mode().name().toLowerCase(Locale.ROOT),
            folder.path(),
            interrupted.isPresent()
                ? ", where an interrupted run of it goes on (--fresh begins anew)"
                : replaced ? ", where an earlier run made room" : "");
    session.out().flush();
    LiveRun.Given given = new LiveRun.Given(options, plan, trace, world, interrupted);
    return new LiveRun(given, folder, parts, metrics, page, clock, session, forecasters, uptime)
        .go(table);
  }

  static Instant tickAfter(Instant instant) {
    long tick = Times.TICK.toMillis();
    return Instant.ofEpochMilli((instant.toEpochMilli() / tick + 1) * tick);
  }

  private static DataFolder folder(DemoOptions options) {
    Path given = options.data();
    if (given == null && options.stopAtFirstForecast()) {
      return DataFolder.temporary();
    }
    return DataFolder.open(given == null ? DataFolder.DEFAULT : given);
  }

  /** What would fail at the end of a run fails before it begins. */
  private static void probe(DemoOptions options) {
    try {
      SpringConsole.probe(ConsoleSettings.onPort(options.port()));
    } catch (BindException e) {
      throw Failure.couldNotRun(String.valueOf(e.getMessage()), e);
    }
    Path report = options.report();
    if (report != null) {
      JacksonReports.probe(report);
    }
    Path recording = options.record();
    if (recording != null && Recording.isIn(recording)) {
      throw Failure.usedWrongly(
          "--record " + recording + " holds a recording already; name another folder");
    }
  }

  /** Tells one world from another, a changed scenario file included. */
  private static String world(WorldPlan plan, DemoOptions options) {
    int all =
        List.of(plan.toString(), String.valueOf(options.trace()), options.mode().name()).hashCode();
    return plan.scenario() + " seed " + plan.seed() + " " + Integer.toHexString(all);
  }

  private static RunFacts starting(
      WorldPlan plan, DemoOptions options, Optional<RunRecord> interrupted, Clock clock) {
    Instant now = clock.instant();
    return new RunFacts(
        plan.scenario(),
        plan.seed(),
        options.speed(),
        options.mode(),
        RunFacts.Phase.STARTING,
        interrupted.map(RunRecord::startedAt).orElse(now),
        now,
        interrupted.map(RunRecord::totals).orElse(RunTotals.NONE),
        null,
        null);
  }
}
