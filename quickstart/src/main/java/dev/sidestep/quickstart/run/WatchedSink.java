package dev.sidestep.quickstart.run;

import dev.sidestep.contracts.Sample;
import dev.sidestep.node.TelemetrySink;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Telemetry on its way, and how far its event time has come: from that follows which tick the
 * collector must have closed.
 */
final class WatchedSink implements TelemetrySink {
  private final TelemetrySink out;
  private Instant watermark = Instant.MIN;

  WatchedSink(TelemetrySink out) {
    this.out = out;
  }

  @Override
  public void send(List<Sample> samples) {
    for (Sample sample : samples) {
      watermark = sample.at().isAfter(watermark) ? sample.at() : watermark;
    }
    out.send(samples);
  }

  @Override
  public void flush() {
    out.flush();
  }

  /** The end of the last tick that is closed; far in the past while none is. */
  Instant closedTick(Duration tick, Duration grace) {
    if (watermark.equals(Instant.MIN)) {
      return Instant.MIN;
    }
    long due = watermark.minus(grace).toEpochMilli();
    return Instant.ofEpochMilli(due - Math.floorMod(due, tick.toMillis()));
  }
}
