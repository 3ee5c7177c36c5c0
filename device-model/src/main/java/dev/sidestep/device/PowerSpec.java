package dev.sidestep.device;

/**
 * Power as a function of load and clock: {@code idle + dynamic · load · clock^exponent}.
 *
 * @param idleWatts drawn without load
 * @param dynamicWatts drawn on top at full load and full clock
 * @param exponent how power follows the clock; 2.4 where voltage falls with it
 */
public record PowerSpec(double idleWatts, double dynamicWatts, double exponent) {
  /** Between the 1 of a fixed voltage and the 3 of one that follows the clock all the way. */
  public static final double USUAL_EXPONENT = 2.4;

  public PowerSpec {
    Check.notNegative("idle power in W", idleWatts);
    Check.positive("dynamic power in W", dynamicWatts);
    Check.within("power exponent", exponent, 1, 3);
  }

  public static PowerSpec of(double idleWatts, double dynamicWatts) {
    return new PowerSpec(idleWatts, dynamicWatts, USUAL_EXPONENT);
  }

  /**
   * Watts drawn.
   *
   * @param load share of the time spent computing, 0..1
   * @param clockRatio clock over the highest clock, 0..1
   */
  public double watts(double load, double clockRatio) {
    return idleWatts + dynamicWatts * load * Math.pow(clockRatio, exponent);
  }

  public double maxWatts() {
    return idleWatts + dynamicWatts;
  }

  /**
   * The highest clock at which a busy device stays under its power limit. A limit acts on the
   * bursts of work, not on their average, so it does not depend on the load.
   *
   * @param limitRatio the limit over {@link #maxWatts}, above 0
   */
  public double clockUnderLimit(double limitRatio) {
    double dynamic = (limitRatio * maxWatts() - idleWatts) / dynamicWatts;
    return dynamic <= 0 ? 0 : Math.min(1, Math.pow(dynamic, 1 / exponent));
  }
}
