package dev.sidestep.predictor.network;

/**
 * Brings each feature to about zero mean and unit spread, and cuts off what lies far out: a device
 * unlike all that were trained on must not drive the network where nobody has been.
 */
@SuppressWarnings("ArrayRecordComponent") // read for every tick, never handed out
public record Standardization(float[] centre, float[] scale) {
  private static final float FAR = 5;

  public Standardization {
    if (centre.length != scale.length) {
      throw new IllegalArgumentException(
          "centre has %d and scale %d entries; they must agree"
              .formatted(centre.length, scale.length));
    }
    for (float one : scale) {
      if (!(one > 0)) {
        throw new IllegalArgumentException("feature scale is " + one + "; it must be above 0");
      }
    }
  }

  /** The features as the network takes them. */
  public float[] apply(float[] features) {
    float[] inputs = new float[features.length];
    for (int i = 0; i < inputs.length; i++) {
      float value = (features[i] - centre[i]) / scale[i];
      inputs[i] = Math.max(-FAR, Math.min(FAR, value));
    }
    return inputs;
  }
}
