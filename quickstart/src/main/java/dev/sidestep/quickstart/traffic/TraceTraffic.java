package dev.sidestep.quickstart.traffic;

import dev.sidestep.quickstart.scenario.WorldPlan;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;

/**
 * A recorded trace at the load of a plan: its gaps are stretched so that the mean rate is the
 * plan's, swings included. It starts again when it ends; the seed says where it starts first.
 */
public final class TraceTraffic implements Iterator<Request> {
  private final TraceFile trace;
  private final WorldPlan.Traffic load;
  private final Instant start;
  private int row;
  private double seconds;
  private long number;

  public TraceTraffic(TraceFile trace, WorldPlan plan, Instant start) {
    this.trace = trace;
    this.load = plan.traffic();
    this.start = start;
    this.row =
        Math.floorMod(Long.hashCode(plan.seed() * 0x9E3779B97F4A7C15L), trace.arrivals().size());
  }

  @Override
  public boolean hasNext() {
    return true;
  }

  @Override
  public Request next() {
    TraceFile.Arrival arrival = trace.arrivals().get(row);
    int following = (row + 1) % trace.arrivals().size();
    Request request =
        new Request(
            number++,
            start.plus(Duration.ofNanos((long) (seconds * 1e9))),
            TraceFit.encoderTokens(arrival.contextTokens()));
    double gap =
        following == 0
            ? 1 / trace.requestsPerSecond()
            : trace.arrivals().get(following).seconds() - arrival.seconds();
    // a swing down to nothing would stretch one gap for ever
    double rate = load.requestsPerSecond() * Math.max(1e-3, load.factor(seconds));
    seconds += gap * trace.requestsPerSecond() / rate;
    row = following;
    return request;
  }
}
