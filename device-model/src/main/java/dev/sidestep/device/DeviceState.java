package dev.sidestep.device;

/**
 * What the device remembers: the heat in its two nodes and how far its governor has gone.
 *
 * @param spreaderRise kelvin of the fast node above the slow one
 * @param sinkRise kelvin of the slow node above the air
 * @param governorClock the clock ratio that heat allows, before power limit and P-states
 */
public record DeviceState(double spreaderRise, double sinkRise, double governorClock) {
  /** As cold as the air, at full clock. */
  public static final DeviceState COLD = new DeviceState(0, 0, 1);

  public DeviceState {
    if (!Double.isFinite(spreaderRise) || !Double.isFinite(sinkRise)) {
      throw new IllegalArgumentException(
          "temperature rises are " + spreaderRise + " and " + sinkRise + " K; they must be finite");
    }
    Check.within("governor clock ratio", governorClock, 0, 1);
  }
}
