package dev.sidestep.collector.frame;

import java.time.Duration;
import java.time.Instant;

/**
 * The rules by which samples become frames. Tick number {@code k} is the interval that ends at
 * {@code k} times the tick's length after the epoch; its end belongs to the next one.
 *
 * @param tick length of a tick, whole milliseconds
 * @param grace how long after its end a tick still takes samples, in event time
 * @param carryTicks how many ticks a value may be carried forward
 * @param forgetTicks after how many silent ticks a target is forgotten
 * @param maxTargets how many targets one partition keeps at most
 */
public record Alignment(
    Duration tick, Duration grace, int carryTicks, int forgetTicks, int maxTargets) {
  public Alignment {
    if (tick.toMillis() < 1 || !tick.equals(Duration.ofMillis(tick.toMillis()))) {
      throw new IllegalArgumentException("tick is " + tick + "; it must be whole milliseconds");
    }
    if (grace.isNegative()) {
      throw new IllegalArgumentException("grace is " + grace + "; it must be zero or longer");
    }
    atLeast("carry-ticks", 0, carryTicks);
    atLeast("forget-ticks", 1, forgetTicks);
    atLeast("max-targets", 1, maxTargets);
  }

  /** The tick that an instant belongs to. */
  long tickOf(Instant at) {
    return Math.floorDiv(at.toEpochMilli(), tick.toMillis()) + 1;
  }

  Instant end(long number) {
    return Instant.ofEpochMilli(Math.multiplyExact(number, tick.toMillis()));
  }

  /** The last tick that is over when event time has come to this instant. */
  long lastOver(Instant eventTime) {
    return Math.floorDiv(eventTime.minus(grace).toEpochMilli(), tick.toMillis());
  }

  private static void atLeast(String name, int least, int value) {
    if (value < least) {
      throw new IllegalArgumentException(name + " is " + value + "; give at least " + least);
    }
  }
}
