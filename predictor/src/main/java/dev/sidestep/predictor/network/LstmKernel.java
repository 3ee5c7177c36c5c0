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
    float[] gates = new float[4 * units];
    for (int row = 0; row < gates.length; row++) {
      gates[row] =
          weights.gateBias()[row]
              + dot(weights.gateInput()[row], input)
              + dot(weights.gateHidden()[row], state.hidden);
    }
    for (int unit = 0; unit < units; unit++) {
      double candidate = StrictMath.tanh(gates[unit]);
      double forget = sigmoid(gates[units + unit]);
      double output = sigmoid(gates[2 * units + unit]);
      double write = sigmoid(gates[3 * units + unit]);
      state.cell[unit] = (float) (forget * state.cell[unit] + write * candidate);
      state.hidden[unit] = (float) (output * StrictMath.tanh(state.cell[unit]));
    }
    float[] outputs = new float[weights.outputs()];
    for (int row = 0; row < outputs.length; row++) {
      outputs[row] =
          weights.outBias()[row]
              + dot(weights.outHidden()[row], state.hidden)
              + dot(weights.outInput()[row], input);
    }
    return outputs;
  }

  private static float dot(float[] row, float[] values) {
    float sum = 0;
    for (int i = 0; i < row.length; i++) {
      sum += row[i] * values[i];
    }
    return sum;
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
