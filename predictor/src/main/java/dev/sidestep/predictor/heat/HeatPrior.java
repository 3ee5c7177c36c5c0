package dev.sidestep.predictor.heat;

import java.util.List;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.CholeskyDecomposition;
import org.apache.commons.math3.linear.DiagonalMatrix;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;

/**
 * What is thought of a device's coefficients before it has been seen: independent normal curves.
 *
 * @param mean of each coefficient, kelvin
 * @param variance of each coefficient
 */
@SuppressWarnings("ArrayRecordComponent") // read only, inside this package
public record HeatPrior(double[] mean, double[] variance) {
  /**
   * Variance of what the law leaves unexplained in a row, square kelvin. Set high, since errors of
   * rows beside each other are much alike.
   */
  static final double ROW_VARIANCE = 4;

  private static final int ROUNDS = 40;

  /** So many further devices hold the variances near those of the wide start. */
  private static final double START_WEIGHT = 0.3;

  private static final double[] START_MEAN = {-35, 3, 3, 1, 8, 4, 8, 8, -.5, -4, 0, 0, 0, 0};
  private static final double[] START_DEVIATION = {15, 1, 1, 2, 5, 5, 10, 15, 1, 4, 5, 5, 8, 8};

  /** Wide enough for a single-board computer to a server. */
  static HeatPrior wide() {
    double[] variance = START_DEVIATION.clone();
    for (int i = 0; i < variance.length; i++) {
      variance[i] *= variance[i];
    }
    return new HeatPrior(START_MEAN.clone(), variance);
  }

  /**
   * Learns means and variances from devices by expectation and maximisation: the coefficients of
   * each device are what is not seen.
   *
   * @param traces one or more devices
   */
  public static HeatPrior of(List<HeatTrace> traces) {
    List<Seen> seen = traces.stream().map(Seen::of).toList();
    HeatPrior prior = wide();
    for (int round = 0; round < ROUNDS; round++) {
      prior = prior.better(seen);
    }
    return prior;
  }

  private HeatPrior better(List<Seen> seen) {
    int size = mean.length;
    RealMatrix[] spreads = new RealMatrix[seen.size()];
    RealVector[] means = new RealVector[seen.size()];
    RealMatrix precision = new DiagonalMatrix(inverted(variance));
    RealVector weighted = precision.operate(new ArrayRealVector(mean));
    RealVector middle = new ArrayRealVector(size);
    for (int i = 0; i < means.length; i++) {
      spreads[i] = inverse(seen.get(i).gram.add(precision));
      means[i] = spreads[i].operate(seen.get(i).projection.add(weighted));
      middle = middle.add(means[i].mapDivide(means.length));
    }
    double[] variances = wide().variance;
    for (int k = 0; k < size; k++) {
      variances[k] *= START_WEIGHT;
      for (int i = 0; i < means.length; i++) {
        double off = means[i].getEntry(k) - middle.getEntry(k);
        variances[k] += off * off + spreads[i].getEntry(k, k);
      }
      variances[k] /= means.length;
    }
    return new HeatPrior(middle.toArray(), variances);
  }

  private static double[] inverted(double[] values) {
    double[] inverted = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      inverted[i] = 1 / values[i];
    }
    return inverted;
  }

  private static RealMatrix inverse(RealMatrix symmetric) {
    return new CholeskyDecomposition(symmetric, 1e-8, 1e-14).getSolver().getInverse();
  }

  /** A device in the two sums that least squares needs. */
  private record Seen(RealMatrix gram, RealVector projection) {
    static Seen of(HeatTrace trace) {
      HeatStates states = new HeatStates(HeatLaw.SECONDS);
      int size = HeatLaw.SECONDS.size();
      double[][] gram = new double[size][size];
      double[] projection = new double[size];
      for (int t = 0; t < trace.length(); t++) {
        double[] row = states.add(trace.excess(t), trace.load(t));
        for (int i = 0; i < size; i++) {
          projection[i] += row[i] * trace.excess(t) / ROW_VARIANCE;
          for (int j = 0; j < size; j++) {
            gram[i][j] += row[i] * row[j] / ROW_VARIANCE;
          }
        }
      }
      return new Seen(MatrixUtils.createRealMatrix(gram), new ArrayRealVector(projection));
    }
  }
}
