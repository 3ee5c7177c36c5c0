package dev.sidestep.predictor.network;

/**
 * The numbers of the network, in plain Java.
 *
 * @param gates over hidden state and input; rows come in DL4J's order: candidate, forget, output,
 *     input, so row {@code 2 * units + i} is the output gate of unit i
 * @param mix over hidden state and input, rectified
 * @param heads over mix, hidden state and input
 */
record LstmWeights(Linear gates, Linear mix, Linear heads) {
  LstmWeights {
    int seen = gates.inputs();
    if (gates.outputs() % 4 != 0
        || mix.inputs() != seen
        || heads.inputs() != mix.outputs() + seen) {
      throw new IllegalArgumentException(
          "layers of %d, %d and %d inputs do not fit each other"
              .formatted(seen, mix.inputs(), heads.inputs()));
    }
  }

  int units() {
    return gates.outputs() / 4;
  }
}
