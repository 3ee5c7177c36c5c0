package dev.sidestep.predictor.forecast;

import dev.sidestep.contracts.Frame;
import dev.sidestep.contracts.Target;
import java.time.Duration;
import java.util.Optional;

/**
 * Forecasts the thermal margin of devices, one frame at a time.
 *
 * <p>It keeps a state for each target, made of that target's frames alone: what is forecast for one
 * target does not depend on which others there are. The state is lost with the process and comes
 * back by observing the target's frames again, oldest first. Not for use by several threads.
 */
public interface Forecaster {

  /** Name and version of the model, as forecasts carry it. */
  String model();

  /** The frame length that the model was made for. */
  Duration tickLength();

  /**
   * Takes in the next frame of a target.
   *
   * @return what is to come, or empty where an honest forecast is not possible: too few frames so
   *     far, no reading of the margin, or a frame that is not newer than the last one
   * @throws IllegalArgumentException when the frame has another length than {@link #tickLength}
   */
  Optional<Outlook> observe(Frame frame);

  /** Drops the state of a target that is gone. */
  void forget(Target target);
}
