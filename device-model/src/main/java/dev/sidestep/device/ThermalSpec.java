package dev.sidestep.device;

/**
 * Two thermal nodes in series between the silicon and the air: die with spreader, and heatsink with
 * case. A node of resistance R and time constant tau settles R·P kelvin above the node below it.
 *
 * @param spreaderResistance K/W of the fast node
 * @param spreaderTauSeconds time constant of the fast node
 * @param sinkResistance K/W of the slow node at full airflow
 * @param sinkTauSeconds time constant of the slow node at full airflow
 */
public record ThermalSpec(
    double spreaderResistance,
    double spreaderTauSeconds,
    double sinkResistance,
    double sinkTauSeconds) {
  public ThermalSpec {
    Check.positive("spreader resistance in K/W", spreaderResistance);
    Check.positive("spreader tau in s", spreaderTauSeconds);
    Check.positive("sink resistance in K/W", sinkResistance);
    Check.positive("sink tau in s", sinkTauSeconds);
  }

  /** From a fitted step response: the rise of each node in kelvin after a step of so many watts. */
  public static ThermalSpec ofStep(
      double stepWatts,
      double spreaderRise,
      double spreaderTauSeconds,
      double sinkRise,
      double sinkTauSeconds) {
    Check.positive("load step in W", stepWatts);
    return new ThermalSpec(
        spreaderRise / stepWatts, spreaderTauSeconds, sinkRise / stepWatts, sinkTauSeconds);
  }

  /**
   * The same device with its way to the air made better or worse for good (dust, a worse slot): R
   * and tau of the slow node change alike, because its heat capacity stays.
   */
  public ThermalSpec withSink(double factor) {
    Check.positive("sink factor", factor);
    return new ThermalSpec(
        spreaderResistance, spreaderTauSeconds, sinkResistance * factor, sinkTauSeconds * factor);
  }
}
