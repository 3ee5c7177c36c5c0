package dev.sidestep.device;

/**
 * The device's own protection: above the trip temperature the clock falls, below it climbs back,
 * slower. Both by so much per kelvin and second.
 *
 * @param tripCelsius the slowdown temperature, in °C
 * @param gain clock ratio per kelvin above the trip and second
 * @param minClock the lowest clock ratio it goes to
 */
public record GovernorSpec(double tripCelsius, double gain, double minClock) {
  /** Climbing is this much slower than falling, so that the clock does not swing. */
  private static final double RECOVERY = 0.15;

  public GovernorSpec {
    Check.within("trip temperature in °C", tripCelsius, 20, 150);
    Check.positive("governor gain", gain);
    Check.within("lowest clock ratio", minClock, 0.01, 1);
  }

  /** The clock ratio after some seconds at a temperature. */
  double next(double clockRatio, double celsius, double seconds) {
    double above = celsius - tripCelsius;
    double change = above > 0 ? -gain * above : -RECOVERY * gain * above;
    return Math.min(1, Math.max(minClock, clockRatio + change * seconds));
  }
}
