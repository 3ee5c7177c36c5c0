package dev.sidestep.predictor.network;

import dev.sidestep.contracts.Times;
import java.util.List;

/**
 * How the network's outputs are laid out: for each horizon the P10, P50 and P90 of the margin then
 * less the margin now, in tens of kelvin, and the logit of the margin reaching zero on the way.
 */
public final class Heads {
  /** Seconds ahead. */
  public static final List<Integer> HORIZONS =
      Times.HORIZONS.stream().map(ahead -> (int) ahead.toSeconds()).toList();

  /** The probabilities of the quantiles, in their order. */
  public static final List<Double> QUANTILES = List.of(0.1, 0.5, 0.9);

  public static final int PER_HORIZON = QUANTILES.size() + 1;
  public static final int COUNT = HORIZONS.size() * PER_HORIZON;

  /** The position of the logit within a horizon. */
  public static final int LOGIT = QUANTILES.size();

  /** Kelvin of one unit of a quantile's output. */
  public static final double KELVIN = 10;

  /** A label at or above this is not known and must not be learnt from. */
  public static final float UNKNOWN = 1e6f;

  private Heads() {}
}
