package dev.sidestep.quickstart.run;

import dev.sidestep.contracts.Times;
import dev.sidestep.predictor.network.ThermalEngine;
import java.time.Duration;

/**
 * Time of a run before its plan's zero and the first request. Devices begin as warm as their load
 * would make them and idle so long, so runs that are compared have the same lead.
 */
public final class Lead {
  /** The first pod starts meanwhile. */
  public static final Duration HEADLESS = Times.TICK.multipliedBy(6);

  /**
   * Of a run that somebody watches, and of the one beside it: the forecaster sees the ticks that it
   * needs, too, so that the first request finds a forecast.
   */
  public static final Duration LIVE = Times.TICK.multipliedBy(ThermalEngine.TICKS_NEEDED);

  private Lead() {}
}
