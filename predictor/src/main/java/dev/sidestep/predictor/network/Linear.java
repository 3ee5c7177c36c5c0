package dev.sidestep.predictor.network;

/**
 * A matrix and a bias.
 *
 * @param rows [output][input]
 * @param bias [output]
 */
@SuppressWarnings("ArrayRecordComponent") // read in the innermost loop, never handed out
record Linear(float[][] rows, float[] bias) {
  Linear {
    if (rows.length != bias.length) {
      throw new IllegalArgumentException(
          "a matrix of %d rows does not fit a bias of %d".formatted(rows.length, bias.length));
    }
  }

  int inputs() {
    return rows[0].length;
  }

  int outputs() {
    return rows.length;
  }

  float[] apply(float[] input) {
    float[] output = new float[rows.length];
    for (int i = 0; i < output.length; i++) {
      output[i] = bias[i] + dot(rows[i], input);
    }
    return output;
  }

  private static float dot(float[] row, float[] values) {
    float sum = 0;
    for (int i = 0; i < row.length; i++) {
      sum += row[i] * values[i];
    }
    return sum;
  }
}
