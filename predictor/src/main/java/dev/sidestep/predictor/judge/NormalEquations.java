package dev.sidestep.predictor.judge;

/** Least squares with a ridge, summed row by row. */
final class NormalEquations {
  private final double[][] left;
  private final double[] right;

  NormalEquations(int size) {
    this.left = new double[size][size];
    this.right = new double[size];
  }

  void add(double[] row, double target) {
    for (int i = 0; i < row.length; i++) {
      right[i] += row[i] * target;
      for (int j = 0; j <= i; j++) {
        left[i][j] += row[i] * row[j];
      }
    }
  }

  /** The coefficients, by Cholesky's method; the ridge spares no coefficient. */
  double[] solve(double ridge) {
    int n = right.length;
    double[][] factor = new double[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        double sum = left[i][j] + (i == j ? ridge : 0);
        for (int k = 0; k < j; k++) {
          sum -= factor[i][k] * factor[j][k];
        }
        factor[i][j] = i == j ? Math.sqrt(Math.max(sum, 1e-12)) : sum / factor[j][j];
      }
    }
    double[] solution = right.clone();
    for (int i = 0; i < n; i++) {
      for (int k = 0; k < i; k++) {
        solution[i] -= factor[i][k] * solution[k];
      }
      solution[i] /= factor[i][i];
    }
    for (int i = n - 1; i >= 0; i--) {
      for (int k = i + 1; k < n; k++) {
        solution[i] -= factor[k][i] * solution[k];
      }
      solution[i] /= factor[i][i];
    }
    return solution;
  }
}
