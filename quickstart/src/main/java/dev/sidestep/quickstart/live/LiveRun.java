package dev.sidestep.quickstart.live;

import dev.sidestep.contracts.Frame;
import dev.sidestep.contracts.Times;
import dev.sidestep.contracts.Topics;
import dev.sidestep.predictor.forecast.Forecaster;
import dev.sidestep.quickstart.command.DemoOptions;
import dev.sidestep.quickstart.console.ConsoleModel;
import dev.sidestep.quickstart.console.RunFacts;
import dev.sidestep.quickstart.console.RunTotals;
import dev.sidestep.quickstart.console.TerminalTable;
import dev.sidestep.quickstart.failure.Failure;
import dev.sidestep.quickstart.process.Session;
import dev.sidestep.quickstart.report.Causes;
import dev.sidestep.quickstart.report.Comparison;
import dev.sidestep.quickstart.report.JacksonReports;
import dev.sidestep.quickstart.report.Report;
import dev.sidestep.quickstart.report.ReportText;
import dev.sidestep.quickstart.report.RunResult;
import dev.sidestep.quickstart.run.Lead;
import dev.sidestep.quickstart.run.ProcessMemory;
import dev.sidestep.quickstart.run.WithoutSidestep;
import dev.sidestep.quickstart.scenario.WorldPlan;
import dev.sidestep.quickstart.traffic.Request;
import dev.sidestep.quickstart.traffic.SeededTraffic;
import dev.sidestep.quickstart.traffic.TraceFile;
import dev.sidestep.quickstart.traffic.TraceTraffic;
import dev.sidestep.service.KafkaSettings;
import dev.sidestep.service.TopicTail;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One run of the live demo, from the moment that its slow parts are there. Each part goes on by
 * itself; this thread looks at them, keeps the record of the run and says when it is over.
 */
final class LiveRun {
  private static final Duration LOOK = Duration.ofMillis(250);

  /** A move that is being made when the scenario is over may end, so long. */
  private static final Duration LAST_MOVE = Duration.ofMinutes(5);

  /** Looks at requests that are open when the scenario is over, before they count as they stand. */
  private static final int LAST_ANSWERS = 12;

  /**
   * What the run is of.
   *
   * @param trace requests to send instead of generated ones; null for those
   * @param world names plan and traffic in the record of the run
   * @param interrupted the run that goes on; empty where a new one begins
   */
  record Given(
      DemoOptions options,
      WorldPlan plan,
      @Nullable TraceFile trace,
      String world,
      Optional<RunRecord> interrupted) {

    /** The requests of a run whose plan begins at an instant. */
    Iterator<Request> arrivals(Instant zero) {
      return trace == null ? new SeededTraffic(plan, zero) : new TraceTraffic(trace, plan, zero);
    }
  }

  private final Given given;
  private final DataFolder folder;
  private final LiveParts parts;
  private final ConsoleModel page;
  private final RunNotices notices;
  private final DemoClock clock;
  private final Session session;
  private final DoubleSupplier uptime;
  private final LiveWorld world;
  private final Beside beside;
  private final Interruption interruption;
  private final Instant startedAt;
  private final Instant beganAt;
  private final Instant warmUntil;
  private final Lateness lateness;
  private double firstForecastSeconds = Double.NaN;

  LiveRun(
      Given given,
      DataFolder folder,
      LiveParts parts,
      LiveMetrics metrics,
      ConsoleModel page,
      DemoClock clock,
      Session session,
      Supplier<? extends Forecaster> forecasters,
      DoubleSupplier uptime) {
    this.given = given;
    this.folder = folder;
    this.parts = parts;
    this.page = page;
    this.notices = new RunNotices(page::notice);
    this.clock = clock;
    this.session = session;
    this.uptime = uptime;
    this.lateness = new Lateness(given.options().speed());
    KafkaSettings kafka = parts.surroundings().broker().settings(Topics.DEFAULT);
    Instant begin = given.interrupted().map(RunRecord::startedAt).orElseGet(clock::instant);
    Story story = new Story(kafka.topics(), page, begin);
    TopicTail tail =
        session.closing("story", new TopicTail(kafka, "sidestep-story", Story.of(kafka.topics())));
    if (given.interrupted().isPresent()) {
      tail.pumpToEnd(story::accept);
      clock.advanceTo(LiveDemo.tickAfter(lastEvent(kafka, story)));
    }
    beganAt = clock.instant();
    startedAt = given.interrupted().map(RunRecord::startedAt).orElse(beganAt);
    warmUntil =
        given.interrupted().isEmpty()
            ? zero()
            : beganAt.plus(given.plan().model().startup()).plus(Times.TICK);
    interruption = new Interruption(story.unfinished());
    world =
        LiveWorld.start(
            given,
            parts,
            metrics,
            clock,
            folder.collector(),
            forecasters,
            tail,
            story,
            startedAt,
            session);
    beside =
        session.closing(
            "run without Sidestep",
            new Beside(
                new WithoutSidestep(parts.surroundings().broker(), parts.encoder()),
                given.plan(),
                zero(),
                given::arrivals));
  }

  /** Runs until the person has seen enough. */
  int go(TerminalTable table) {
    clock.run(warmUntil);
    if (given.interrupted().isPresent()) {
      notices.goesOn(beganAt);
      interruption.found(beganAt).forEach(page::notice);
    } else {
      notices.begins(beganAt);
    }
    Instant end = zero().plus(given.plan().duration());
    while (!session.awaitEnd(LOOK)) {
      Instant now = clock.instant();
      look(now);
      show(now, RunFacts.Phase.RUNNING, table);
      if (given.options().stopAtFirstForecast() && !Double.isNaN(firstForecastSeconds)) {
        return Failure.DONE;
      }
      if (over(now, end)) {
        finish(table);
        session.awaitEnd();
      }
    }
    return Failure.DONE;
  }

  private Instant zero() {
    return startedAt.plus(Lead.LIVE);
  }

  /** After everything that any part has put on record: demo time must not run backwards. */
  private Instant lastEvent(KafkaSettings kafka, Story story) {
    Instant last = clock.instant();
    for (Optional<Instant> event : List.of(story.last(), KafkaLastEvent.of(kafka))) {
      last = event.isPresent() && event.get().isAfter(last) ? event.get() : last;
    }
    return last;
  }

  private void look(Instant now) {
    Optional<Throwable> broken = world.failure();
    if (broken.isPresent()) {
      if (broken.get() instanceof Failure failure) {
        throw failure;
      }
      throw Failure.couldNotRun(
          "a part of the demo has stopped (" + broken.get() + "); --verbose shows where",
          broken.get());
    }
    interruption.ended(world.story().outcomes()).forEach(page::notice);
    boolean fresh = given.interrupted().isEmpty();
    if (fresh || world.complete() || now.isAfter(warmUntil.plus(Times.TICK))) {
      world.act(); // an interrupted move goes on only where pods serve
    }
    if (Double.isNaN(firstForecastSeconds) && world.story().forecastSince(beganAt)) {
      firstForecastSeconds = uptime.getAsDouble();
      notices.firstForecast(now, firstForecastSeconds);
      beside.start();
    }
  }

  private void show(Instant now, RunFacts.Phase phase, TerminalTable table) {
    RunTotals totals = totals();
    folder.keep(
        new RunRecord(
            given.world(), startedAt, now, phase == RunFacts.Phase.FINISHED, totals, kills()));
    WorldPlan plan = given.plan();
    page.facts(
        new RunFacts(
            plan.scenario(),
            plan.seed(),
            given.options().speed(),
            given.options().mode(),
            phase,
            startedAt,
            now,
            totals,
            beside.at(now).orElse(null),
            phase == RunFacts.Phase.RUNNING ? behind(now).orElse(null) : null));
    page.placement(world.placement());
    table.show(page.view());
  }

  /** Once it is warm, and then for as long as frames should come. */
  private Optional<Duration> behind(Instant now) {
    if (now.isBefore(warmUntil.plus(Times.TICK.multipliedBy(4)))) {
      return Optional.empty();
    }
    boolean first = lateness.worst().isZero();
    Optional<Duration> behind = lateness.look(now, world.story().newestTick());
    if (first) {
      behind.ifPresent(old -> notices.behind(now, old, given.options().speed()));
    }
    return behind;
  }

  private boolean over(Instant now, Instant end) {
    return !now.isBefore(end)
        && (world.story().unfinished().isEmpty() || now.isAfter(end.plus(LAST_MOVE)));
  }

  /** Ends the world, waits for the run beside it, and leaves the result on the page. */
  private void finish(TerminalTable table) {
    world.hush();
    for (int i = 0; i < LAST_ANSWERS && world.openRequests() > 0; i++) {
      session.awaitEnd(LOOK);
    }
    Instant end = clock.instant();
    world.stop();
    boolean compared = false;
    while (!compared && beside.failure().isEmpty() && !session.awaitEnd(LOOK)) {
      compared = beside.result().isPresent();
    }
    beside.failure().ifPresent(why -> notices.notCompared(clock.instant(), why));
    if (!lateness.worst().isZero()) {
      notices.wasBehind(end, lateness.worst());
    }
    beside.result().ifPresent(without -> without.frames().forEach(this::acceptWithout));
    show(end, RunFacts.Phase.FINISHED, table);
    beside.result().ifPresent(this::report);
    session.out().println("The result stays on the page until Ctrl-C.");
    session.out().flush();
  }

  private void acceptWithout(Frame frame) {
    page.acceptWithout(frame);
  }

  private void report(RunResult without) {
    WorldPlan plan = given.plan();
    Report report =
        Comparison.of(
            plan.scenario(),
            plan.seed(),
            given.options().mode(),
            WithoutSidestep.model(parts.encoder()),
            new Report.Timings(
                firstForecastSeconds, uptime.getAsDouble(), ProcessMemory.residentMib()),
            LiveTotals.result(world, totals(), kills(), given.plan()),
            without,
            Causes.of(plan, zero()));
    Path file = given.options().report();
    if (file != null) {
      JacksonReports.write(file, List.of(report));
    }
    session.out().print(ReportText.of(report));
  }

  private RunTotals totals() {
    return LiveTotals.of(
        given.interrupted().map(RunRecord::totals).orElse(RunTotals.NONE),
        world.requests(),
        world.node(),
        kills().size());
  }

  private List<RunResult.Kill> kills() {
    return LiveTotals.kills(given.interrupted(), world.node());
  }
}
