package dev.sidestep.quickstart.traffic;

import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;

/** The figures of {@link TraceFit}'s table, of any row of arrivals. */
record TraceShape(
    double requestsPerSecond,
    double dispersion1,
    double dispersion10,
    double dispersion60,
    double autocorrelation10,
    double autocorrelation60,
    List<Double> tokensP10P50P90) {

  static TraceShape of(List<TraceFile.Arrival> arrivals) {
    double length = arrivals.get(arrivals.size() - 1).seconds();
    double[] tokens =
        arrivals.stream().mapToDouble(TraceFile.Arrival::contextTokens).sorted().toArray();
    double[] tens = counts(arrivals, length, 10);
    return new TraceShape(
        arrivals.size() / length,
        dispersion(counts(arrivals, length, 1)),
        dispersion(tens),
        dispersion(counts(arrivals, length, 60)),
        autocorrelation(tens, 1),
        autocorrelation(tens, 6),
        List.of(
            tokens[tokens.length / 10], tokens[tokens.length / 2], tokens[tokens.length * 9 / 10]));
  }

  /** The first so many requests of a generator, as rows of a trace. */
  static List<TraceFile.Arrival> take(Iterator<Request> requests, int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> requests.next())
        .map(
            request ->
                new TraceFile.Arrival(
                    request.arrival().toEpochMilli() / 1000.0,
                    request.tokens() * TraceFit.TOKENS_DIVISOR))
        .toList();
  }

  private static double[] counts(List<TraceFile.Arrival> arrivals, double length, double width) {
    double[] counts = new double[(int) (length / width)];
    for (TraceFile.Arrival arrival : arrivals) {
      int bin = (int) (arrival.seconds() / width);
      if (bin < counts.length) {
        counts[bin]++;
      }
    }
    return counts;
  }

  private static double dispersion(double[] counts) {
    double mean = Arrays.stream(counts).average().orElseThrow();
    return covariance(counts, mean, 0) / mean;
  }

  private static double autocorrelation(double[] counts, int lag) {
    double mean = Arrays.stream(counts).average().orElseThrow();
    return covariance(counts, mean, lag) / covariance(counts, mean, 0);
  }

  private static double covariance(double[] counts, double mean, int lag) {
    double sum = 0;
    for (int i = 0; i + lag < counts.length; i++) {
      sum += (counts[i] - mean) * (counts[i + lag] - mean);
    }
    return sum / counts.length;
  }
}
