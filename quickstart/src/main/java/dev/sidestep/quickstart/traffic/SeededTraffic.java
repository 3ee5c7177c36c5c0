package dev.sidestep.quickstart.traffic;

import dev.sidestep.quickstart.scenario.WorldPlan;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Iterator;
import java.util.SplittableRandom;

/**
 * Endless requests with the bursts and lengths of {@link TraceFit} at the load of a plan. The same
 * plan gives the same requests.
 */
public final class SeededTraffic implements Iterator<Request> {
  /** Mean length of an input; 72 by {@link TraceFit}. */
  public static final double MEAN_TOKENS = 72;

  private final WorldPlan.Traffic load;
  private final Instant start;
  private final SplittableRandom random;
  private final Drift slow;
  private final Drift fast;
  private final Deque<Request> ready = new ArrayDeque<>();
  private long second;
  private long number;

  public SeededTraffic(WorldPlan plan, Instant start) {
    this.load = plan.traffic();
    this.start = start;
    this.random = new SplittableRandom(plan.seed()).split();
    this.slow = new Drift(random.split(), TraceFit.SLOW_VARIANCE, TraceFit.SLOW_SECONDS);
    this.fast = new Drift(random.split(), TraceFit.FAST_VARIANCE, TraceFit.FAST_SECONDS);
  }

  @Override
  public boolean hasNext() {
    return true;
  }

  @Override
  public Request next() {
    while (ready.isEmpty()) {
      nextSecond();
    }
    return ready.remove();
  }

  /** Within a second the rate stands still: that many requests, anywhere in it. */
  private void nextSecond() {
    double wander = Math.exp(load.burstiness() * (slow.next() + fast.next()) - meanCorrection());
    int count = poisson(load.requestsPerSecond() * load.factor((double) second) * wander);
    double[] at = random.doubles(count).toArray();
    Arrays.sort(at);
    for (double fraction : at) {
      int tokens = TraceFit.encoderTokens(TraceFit.contextTokens(random.nextDouble()));
      Instant arrival = start.plusSeconds(second).plus(Duration.ofNanos((long) (fraction * 1e9)));
      ready.add(new Request(number++, arrival, tokens));
    }
    second++;
  }

  /** The mean of exp(x) is exp(variance / 2): without this, more bursts would be more load. */
  private double meanCorrection() {
    double variance = TraceFit.SLOW_VARIANCE + TraceFit.FAST_VARIANCE;
    return load.burstiness() * load.burstiness() * variance / 2;
  }

  private int poisson(double mean) {
    // Knuth's product, in parts so that exp does not underflow
    int count = 0;
    for (double left = mean; left > 0; left -= 500) {
      double limit = Math.exp(-Math.min(left, 500));
      double product = random.nextDouble();
      while (product > limit) {
        count++;
        product *= random.nextDouble();
      }
    }
    return count;
  }

  /** An Ornstein-Uhlenbeck process around zero, one value a second. */
  private static final class Drift {
    private final SplittableRandom random;
    private final double keep;
    private final double push;
    private double value;

    Drift(SplittableRandom random, double variance, double seconds) {
      this.random = random;
      this.keep = Math.exp(-1 / seconds);
      this.push = Math.sqrt(variance * (1 - keep * keep));
      this.value = Math.sqrt(variance) * gaussian();
    }

    double next() {
      double now = value;
      value = keep * value + push * gaussian();
      return now;
    }

    private double gaussian() {
      double radius = Math.sqrt(-2 * Math.log(1 - random.nextDouble()));
      return radius * Math.cos(2 * Math.PI * random.nextDouble());
    }
  }
}
