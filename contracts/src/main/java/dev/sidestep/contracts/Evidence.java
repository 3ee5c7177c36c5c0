package dev.sidestep.contracts;

/**
 * One reason for a warning, fit to be shown to a person.
 *
 * @param name a signal's name or an expert's
 * @param value in {@code unit}
 * @param says the sentence a person reads
 */
public record Evidence(String name, double value, String unit, String says, Source source) {
  public Evidence {
    Require.text("evidence name", name);
    Require.finite("evidence value", value);
    Require.text("evidence sentence", says);
  }
}
