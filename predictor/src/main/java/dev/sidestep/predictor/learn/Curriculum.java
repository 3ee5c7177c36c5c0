package dev.sidestep.predictor.learn;

/**
 * How much is learnt from what.
 *
 * @param units of the LSTM
 * @param devices simulated for training
 * @param simulatedRounds passes over the simulated devices
 * @param mixedRounds passes over simulated devices and recorded runs together, after those
 * @param batch sequences at once
 * @param firstRate of learning
 * @param lastRate to which it falls
 */
public record Curriculum(
    int units,
    int devices,
    int simulatedRounds,
    int mixedRounds,
    int batch,
    double firstRate,
    double lastRate) {
  public Curriculum {
    if (units < 1 || devices < batch || batch < 1) {
      throw new IllegalArgumentException(
          "curriculum has %d units, %d devices and batches of %d; give at least one batch"
              .formatted(units, devices, batch));
    }
  }

  /** What the product's model is trained with: some minutes on one core. */
  public static Curriculum product() {
    return new Curriculum(40, 1536, 14, 5, 64, 4e-3, 1e-4);
  }

  /** What each seed of an evaluation is trained with; the mixed rounds see recorded runs alone. */
  public static Curriculum evaluation() {
    return new Curriculum(40, 768, 10, 6, 64, 4e-3, 1e-4);
  }
}
