package dev.sidestep.replay;

import dev.sidestep.contracts.Forecast;
import dev.sidestep.contracts.ForecastCodec;
import dev.sidestep.contracts.Frame;
import dev.sidestep.contracts.FrameCodec;
import dev.sidestep.contracts.Outcome;
import dev.sidestep.contracts.OutcomeCodec;
import dev.sidestep.contracts.Warning;
import dev.sidestep.contracts.WarningCodec;
import dev.sidestep.predictor.Predictor;
import dev.sidestep.predictor.PredictorProperties;
import dev.sidestep.predictor.PredictorStep;
import dev.sidestep.predictor.forecast.Forecaster;
import dev.sidestep.remediator.decide.Deliberation;
import dev.sidestep.remediator.decide.Policy;
import dev.sidestep.replay.recording.Recorded;
import dev.sidestep.replay.recording.Recording;
import dev.sidestep.replay.recording.Stream;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Runs predictor and remediator over a recording, without broker or cluster, and holds what they
 * say against what was recorded. Frames come from the recording, and so does what the remediator
 * saw of its cluster and what became of its plans; forecasts, warnings and plans are made anew.
 */
public final class RecordingReplay {
  private final PredictorProperties properties;
  private final Supplier<Forecaster> forecasters;

  /**
   * Prepares replays.
   *
   * @param forecasters a fresh one for each replay: it keeps a state
   */
  public RecordingReplay(PredictorProperties properties, Supplier<Forecaster> forecasters) {
    this.properties = properties;
    this.forecasters = forecasters;
  }

  /**
   * Replays a recording with the policy that it was made with.
   *
   * @throws IOException when the recording cannot be read
   */
  public ReplayResult run(Recording recording) throws IOException {
    return run(recording, recording.manifest().policy());
  }

  /**
   * Replays a recording.
   *
   * @throws IOException when the recording cannot be read
   */
  public ReplayResult run(Recording recording, Policy policy) throws IOException {
    SortedMap<Instant, List<Frame>> ticks =
        byTick(recording.read(Stream.FRAMES, FrameCodec::decode));
    List<Outcome> outcomes = recording.read(Stream.OUTCOMES, OutcomeCodec::decode);
    Predictor predictor = new Predictor(properties, forecasters.get());
    RecordedPlans plans = new RecordedPlans(outcomes);
    ReplayedRemediator remediator = new ReplayedRemediator(new Deliberation(policy), plans);

    Deque<Outcome> unseen = new ArrayDeque<>(outcomes);
    List<Forecast> forecasts = new ArrayList<>();
    List<Warning> warnings = new ArrayList<>();
    ticks.forEach(
        (tick, frames) -> {
          while (!unseen.isEmpty() && unseen.peek().at().isBefore(tick)) {
            predictor.onOutcome(unseen.remove());
          }
          PredictorStep step = predictor.onTick(tick, frames);
          forecasts.addAll(step.forecasts());
          warnings.addAll(step.warnings());
          remediator.onTick(frames, step);
        });
    return new ReplayResult(
        recording.manifest(),
        ticks.size(),
        forecasts,
        warnings,
        remediator.receipts(),
        plans.acted(),
        List.of(
            Comparison.of(
                "forecasts",
                bytes(recording.read(Stream.FORECASTS)),
                forecasts.stream().map(ForecastCodec::encode).toList()),
            Comparison.of(
                "warnings",
                bytes(recording.read(Stream.WARNINGS)),
                warnings.stream().map(WarningCodec::encode).toList()),
            Comparison.of(
                "plans",
                outcomes.stream()
                    .filter(RecordedPlans::isDecision)
                    .map(OutcomeCodec::encode)
                    .toList(),
                remediator.receipts().stream().map(OutcomeCodec::encode).toList())));
  }

  private static List<byte[]> bytes(List<Recorded> records) {
    return records.stream().map(Recorded::value).toList();
  }

  private static SortedMap<Instant, List<Frame>> byTick(List<Frame> frames) {
    SortedMap<Instant, List<Frame>> ticks = new TreeMap<>();
    for (Frame frame : frames) {
      ticks.computeIfAbsent(frame.tick(), tick -> new ArrayList<>()).add(frame);
    }
    return ticks;
  }
}
