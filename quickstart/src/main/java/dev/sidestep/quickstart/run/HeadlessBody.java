package dev.sidestep.quickstart.run;

import dev.sidestep.predictor.forecast.Forecaster;
import dev.sidestep.quickstart.command.Body;
import dev.sidestep.quickstart.command.DemoOptions;
import dev.sidestep.quickstart.command.SeedRange;
import dev.sidestep.quickstart.failure.Failure;
import dev.sidestep.quickstart.process.LogbackLevels;
import dev.sidestep.quickstart.process.Session;
import dev.sidestep.quickstart.record.KafkaRecorder;
import dev.sidestep.quickstart.scenario.Scenario;
import dev.sidestep.quickstart.scenario.WorldPlan;
import dev.sidestep.quickstart.scenario.YamlScenarios;
import dev.sidestep.quickstart.traffic.TraceFile;
import dev.sidestep.replay.recording.Manifest;
import dev.sidestep.replay.recording.Recording;
import java.nio.file.Path;
import java.util.List;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import java.util.stream.LongStream;

/** {@code sidestep demo --headless}. */
public final class HeadlessBody implements Body<DemoOptions> {
  private final Supplier<? extends Forecaster> forecasters;
  private final DoubleSupplier uptime;
  private final boolean terminal;

  /**
   * The headless demo.
   *
   * @param forecasters makes a forecaster without a past
   * @param uptime seconds since the process began
   * @param terminal whether somebody watches
   */
  public HeadlessBody(
      Supplier<? extends Forecaster> forecasters, DoubleSupplier uptime, boolean terminal) {
    this.forecasters = forecasters;
    this.uptime = uptime;
    this.terminal = terminal;
  }

  @Override
  public int run(DemoOptions options, Session session) {
    if (!session.verbose()) {
      LogbackLevels.table(); // the comparison at the end tells the story
    }
    Scenario scenario = YamlScenarios.load(options.scenario());
    SeedRange seeds = options.seeds();
    List<Long> all = LongStream.rangeClosed(seeds.first(), seeds.last()).boxed().toList();
    HeadlessDemo.Settings settings =
        new HeadlessDemo.Settings(
            scenario, all, options.mode(), TraceFile.given(options.trace()), options.report());
    Path into = options.record();
    if (into != null) {
      all.forEach(seed -> refuseRecorded(folder(into, seeds, seed)));
    }
    TerminalProgress progress =
        session.closing("progress", new TerminalProgress(session.out(), terminal));
    return new HeadlessDemo(
            settings,
            forecasters,
            seed ->
                into == null
                    ? Recorder.NONE
                    : recorder(folder(into, seeds, seed), scenario.resolve(seed)),
            uptime,
            progress)
        .run(session.out());
  }

  /** One seed is recorded in the folder itself, several each in one below it. */
  private static Path folder(Path into, SeedRange seeds, long seed) {
    return seeds.isOne() ? into : into.resolve("seed-" + seed);
  }

  private static void refuseRecorded(Path folder) {
    if (Recording.isIn(folder)) {
      throw Failure.usedWrongly(
          "--record " + folder + " holds a recording already; name another folder");
    }
  }

  private static Recorder recorder(Path folder, WorldPlan plan) {
    return kafka -> {
      Manifest manifest =
          PlannedMachine.manifest(
              plan, PlannedMachine.remediator(PlannedMachine.placement(plan)).policy());
      try (KafkaRecorder recorder = new KafkaRecorder(kafka, folder, manifest)) {
        recorder.pumpToEnd();
      }
    };
  }
}
