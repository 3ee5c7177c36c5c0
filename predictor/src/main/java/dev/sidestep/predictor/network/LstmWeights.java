package dev.sidestep.predictor.network;

/**
 * The numbers of an LSTM whose outputs are linear in its hidden state and its input.
 *
 * <p>Gate rows come in DL4J's order: candidate, forget, output, input; so row {@code 2 * units + i}
 * is the output gate of unit i.
 *
 * @param gateInput [4 * units][inputs]
 * @param gateHidden [4 * units][units]
 * @param gateBias [4 * units]
 * @param outHidden [outputs][units]
 * @param outInput [outputs][inputs]
 * @param outBias [outputs]
 */
@SuppressWarnings("ArrayRecordComponent") // read in the innermost loop, never handed out
record LstmWeights(
    float[][] gateInput,
    float[][] gateHidden,
    float[] gateBias,
    float[][] outHidden,
    float[][] outInput,
    float[] outBias) {
  LstmWeights {
    int units = gateBias.length / 4;
    if (gateBias.length != 4 * units
        || gateInput.length != gateBias.length
        || gateHidden.length != gateBias.length
        || gateHidden[0].length != units
        || outHidden.length != outBias.length
        || outInput.length != outBias.length
        || outHidden[0].length != units) {
      throw new IllegalArgumentException(
          "weights of %d gate rows and %d outputs do not fit each other"
              .formatted(gateBias.length, outBias.length));
    }
  }

  int units() {
    return gateBias.length / 4;
  }

  int inputs() {
    return gateInput[0].length;
  }

  int outputs() {
    return outBias.length;
  }
}
