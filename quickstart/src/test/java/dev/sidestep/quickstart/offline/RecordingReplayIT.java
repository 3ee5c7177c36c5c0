package dev.sidestep.quickstart.offline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidestep.contracts.FrameCodec;
import dev.sidestep.contracts.Outcome;
import dev.sidestep.contracts.Signal;
import dev.sidestep.predictor.PredictorProperties;
import dev.sidestep.predictor.network.ThermalForecasters;
import dev.sidestep.quickstart.record.KafkaRecorder;
import dev.sidestep.quickstart.run.HeadlessDemo;
import dev.sidestep.quickstart.run.PlannedMachine;
import dev.sidestep.quickstart.run.Progress;
import dev.sidestep.quickstart.scenario.Scenario;
import dev.sidestep.quickstart.scenario.WorldPlan;
import dev.sidestep.quickstart.scenario.YamlScenarios;
import dev.sidestep.replay.Comparison;
import dev.sidestep.replay.RecordingReplay;
import dev.sidestep.replay.ReplayResult;
import dev.sidestep.replay.recording.Manifest;
import dev.sidestep.replay.recording.Recorded;
import dev.sidestep.replay.recording.Recording;
import dev.sidestep.replay.recording.RecordingWriter;
import dev.sidestep.replay.recording.Stream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a run put on its topics, and what a replay makes of its frames: the same bytes. */
class RecordingReplayIT {
  @TempDir Path folder;

  @Test
  void makesTheRecordedForecastsWarningsAndPlansAgainAndNoticesAChangedFrame() throws IOException {
    Path recorded = folder.resolve("recorded");
    record(recorded);

    ReplayResult result = replay(Recording.open(recorded));
    assertThat(result.comparisons()).allSatisfy(c -> assertThat(c.firstDifference()).isNull());
    assertThat(result.comparisons())
        .as("nothing is proven by empty streams")
        .extracting(Comparison::recorded)
        .allSatisfy(count -> assertThat(count).isPositive());
    assertThat(result.decisions()).anyMatch(d -> !d.plan().actions().isEmpty());

    Path changed = folder.resolve("changed");
    copyWithoutOneFrame(Recording.open(recorded), changed);
    assertThat(replay(Recording.open(changed)).equal()).isFalse();
  }

  private static ReplayResult replay(Recording recording) throws IOException {
    return new RecordingReplay(PredictorProperties.defaults(), ThermalForecasters::committed)
        .run(recording);
  }

  private static void record(Path into) {
    Scenario scenario = YamlScenarios.load("src/test/resources/run/short-fan.yaml");
    WorldPlan plan = scenario.resolve(3);
    Manifest manifest =
        PlannedMachine.manifest(
            plan, PlannedMachine.remediator(PlannedMachine.placement(plan)).policy());
    new HeadlessDemo(
            new HeadlessDemo.Settings(scenario, List.of(3L), Outcome.Mode.AUTOMATIC, null, null),
            ThermalForecasters::committed,
            seed ->
                kafka -> {
                  try (KafkaRecorder recorder = new KafkaRecorder(kafka, into, manifest)) {
                    recorder.pumpToEnd();
                  }
                },
            () -> 0,
            Progress.SILENT)
        .run(new PrintWriter(new StringWriter()));
  }

  private static void copyWithoutOneFrame(Recording from, Path into) throws IOException {
    try (RecordingWriter writer = new RecordingWriter(into, from.manifest())) {
      for (Stream stream : Stream.values()) {
        List<Recorded> records = from.read(stream);
        int left = stream == Stream.FRAMES ? lastWithMargin(records) : -1;
        for (int i = 0; i < records.size(); i++) {
          if (i != left) {
            writer.append(stream, records.get(i));
          }
        }
      }
    }
  }

  private static int lastWithMargin(List<Recorded> frames) {
    for (int i = frames.size() - 1; i >= 0; i--) {
      if (FrameCodec.decode(frames.get(i).value()).reading(Signal.THERMAL_MARGIN).present()) {
        return i;
      }
    }
    throw new AssertionError("no frame with a margin among " + frames.size());
  }
}
