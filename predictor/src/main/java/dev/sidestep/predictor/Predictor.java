package dev.sidestep.predictor;

import dev.sidestep.contracts.Forecast;
import dev.sidestep.contracts.Frame;
import dev.sidestep.contracts.Outcome;
import dev.sidestep.contracts.Target;
import dev.sidestep.contracts.Warning;
import dev.sidestep.predictor.forecast.Forecaster;
import dev.sidestep.predictor.forecast.Outlook;
import dev.sidestep.predictor.warn.WarningDesk;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The brain: a tick's frames in, forecasts and warnings out. It knows no clock; time is the tick's.
 * The same frames and outcomes give the same records, wherever a restart falls: {@link #restore}
 * the last issues of its warnings, {@link #rehearse} the frames of the last hours, go on. Not for
 * use by several threads.
 */
public final class Predictor {
  private final Forecaster forecaster;
  private final WarningDesk desk;
  private final Scoreboard scoreboard = new Scoreboard();
  private Instant lastTick = Instant.MIN;

  /**
   * Starts without a past.
   *
   * @param forecaster of its own: it keeps a state for each target
   */
  public Predictor(PredictorProperties properties, Forecaster forecaster) {
    this.forecaster = forecaster;
    desk = new WarningDesk(properties.warnings(), properties.memory());
  }

  /** Takes over the last issues of earlier warnings, judged ones included; before any tick. */
  public void restore(Collection<Warning> lastIssues) {
    desk.restore(lastIssues);
  }

  /**
   * Takes in a tick that has been worked on before a restart, and issues nothing.
   *
   * @throws IllegalArgumentException when the tick is not newer than the last one
   */
  public void rehearse(Instant tick, Collection<Frame> frames) {
    Seen seen = see(tick, frames);
    desk.rehearse(tick, seen.frames(), seen.outlooks()).forEach(this::forget);
  }

  /**
   * Works on a tick.
   *
   * @param frames of that tick, one a target, in any order
   * @throws IllegalArgumentException when the tick is not newer than the last one, or a frame is of
   *     another tick
   */
  public PredictorStep onTick(Instant tick, Collection<Frame> frames) {
    Seen seen = see(tick, frames);
    List<Forecast> forecasts = seen.outlooks().values().stream().map(Outlook::forecast).toList();
    WarningDesk.Decisions decisions = desk.decide(tick, seen.frames(), seen.outlooks());
    decisions.forgotten().forEach(this::forget);
    return new PredictorStep(
        tick, forecasts, decisions.warnings(), seen.scores(), decisions.heldBack());
  }

  /**
   * Takes in what was done about a warning. It counts from one tick after the outcome's own instant
   * on, whenever it is told; a verdict that rests on it comes with a tick.
   */
  public void onOutcome(Outcome outcome) {
    desk.note(outcome);
  }

  private record Seen(
      Map<Target, Frame> frames, Map<Target, Outlook> outlooks, List<ForecastScore> scores) {}

  private Seen see(Instant tick, Collection<Frame> frames) {
    if (!tick.isAfter(lastTick)) {
      throw new IllegalArgumentException(
          "tick is " + tick + ", after " + lastTick + "; ticks must grow");
    }
    lastTick = tick;
    Map<Target, Frame> byTarget = new TreeMap<>();
    for (Frame frame : frames) {
      if (!frame.tick().equals(tick)) {
        throw new IllegalArgumentException(
            "frame of %s is of tick %s; this one is %s"
                .formatted(frame.target().key(), frame.tick(), tick));
      }
      byTarget.put(frame.target(), frame);
    }
    Map<Target, Outlook> outlooks = new TreeMap<>();
    List<ForecastScore> scores = new ArrayList<>();
    for (Frame frame : byTarget.values()) {
      if (frame.target().kind() == Target.Kind.DEVICE) {
        scores.addAll(scoreboard.score(frame));
        forecaster
            .observe(frame)
            .ifPresent(
                outlook -> {
                  scoreboard.add(outlook.forecast());
                  outlooks.put(frame.target(), outlook);
                });
      }
    }
    return new Seen(byTarget, outlooks, scores);
  }

  private void forget(Target target) {
    forecaster.forget(target);
    scoreboard.forget(target);
  }
}
