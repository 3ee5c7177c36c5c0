package dev.sidestep.remediator.place;

/**
 * What is assumed of a kind of processor until its own history says better.
 *
 * @param relativeSpeed inferences a second at full load, in any unit that is the same for all kinds
 * @param joulesPerInference energy of one inference
 * @param kelvinPerLoad how much thermal margin a device loses from idle to full load, in K
 */
public record ClassTraits(double relativeSpeed, double joulesPerInference, double kelvinPerLoad) {
  public ClassTraits {
    positive("relative-speed", relativeSpeed);
    positive("joules-per-inference", joulesPerInference);
    positive("kelvin-per-load", kelvinPerLoad);
  }

  ClassTraits withSpeed(double other) {
    return new ClassTraits(other, joulesPerInference, kelvinPerLoad);
  }

  private static void positive(String field, double value) {
    if (!(value > 0) || Double.isInfinite(value)) {
      throw new IllegalArgumentException(
          "placement.classes." + field + " is " + value + "; it must be a number above zero");
    }
  }
}
