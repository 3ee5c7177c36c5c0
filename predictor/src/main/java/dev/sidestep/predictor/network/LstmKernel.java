package dev.sidestep.predictor.network;

/**
 * Steps the network in plain Java, one target at a time.
 *
 * <p>A target's numbers cannot depend on the others by construction, which no batched BLAS call
 * promises in the last bits. {@code StrictMath} makes them the same on every machine.
 */
final class LstmKernel {
  private final LstmWeights weights;

  LstmKernel(LstmWeights weights) {
    this.weights = weights;
  }

  State start() {
    return new State(weights.units());
  }

  /** Moves the state on by one input; gives the outputs. */
  float[] step(State state, float[] input) {
    int units = weights.units();
    float[] gates = weights.gates().apply(joined(state.hidden, input));
    for (int unit = 0; unit < units; unit++) {
      double candidate = StrictMath.tanh(gates[unit]);
      double forget = sigmoid(gates[units + unit]);
      double output = sigmoid(gates[2 * units + unit]);
      double write = sigmoid(gates[3 * units + unit]);
      state.cell[unit] = (float) (forget * state.cell[unit] + write * candidate);
      state.hidden[unit] = (float) (output * StrictMath.tanh(state.cell[unit]));
    }
    float[] seen = joined(state.hidden, input);
    float[] mix = weights.mix().apply(seen);
    for (int i = 0; i < mix.length; i++) {
      mix[i] = Math.max(0, mix[i]);
    }
    return weights.heads().apply(joined(mix, seen));
  }

  private static float[] joined(float[] first, float[] second) {
    float[] both = new float[first.length + second.length];
    System.arraycopy(first, 0, both, 0, first.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }

  private static double sigmoid(double x) {
    return 1 / (1 + StrictMath.exp(-x));
  }

  /** What the network remembers of one target. */
  static final class State {
    private final float[] hidden;
    private final float[] cell;

    private State(int units) {
      this.hidden = new float[units];
      this.cell = new float[units];
    }
  }
}
