package dev.sidestep.collector;

import dev.sidestep.collector.frame.Alignment;
import dev.sidestep.contracts.Times;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** What can be set of the collector. */
public record CollectorProperties(Frames frames, Names names, Streams streams) {
  /** Length of a tick. The thermal model was made for it, so it is no setting. */
  public static final Duration TICK = Times.TICK;

  /**
   * How samples become frames.
   *
   * @param grace how long a tick takes late samples, in event time
   * @param carryTicks how many ticks a value may be carried forward
   * @param forgetTicks after how many silent ticks a target is forgotten
   * @param maxTargets targets of one partition at most
   * @param futureSkew how far a sender's clock may run ahead of ours
   * @param idleTimeout after how long without samples ticks close by the clock; zero for never
   */
  public record Frames(
      Duration grace,
      int carryTicks,
      int forgetTicks,
      int maxTargets,
      Duration futureSkew,
      Duration idleTimeout) {
    public Frames {
      new Alignment(TICK, grace, carryTicks, forgetTicks, maxTargets);
      notNegative("collector.frames.future-skew", futureSkew);
      notNegative("collector.frames.idle-timeout", idleTimeout);
    }

    Alignment alignment() {
      return new Alignment(TICK, grace, carryTicks, forgetTicks, maxTargets);
    }

    boolean closesByClock() {
      return !idleTimeout.isZero();
    }
  }

  /**
   * What senders' names mean.
   *
   * @param cluster the cluster of targets whose sender names none
   * @param files name files (CSV) that are asked before those that ship
   * @param targetFiles files of target rules (CSV) that name files may use besides those that ship
   */
  public record Names(String cluster, List<Path> files, List<Path> targetFiles) {
    public Names {
      if (cluster.isBlank()) {
        throw new IllegalArgumentException(
            "collector.names.cluster is blank; name the cluster that is watched");
      }
      files = List.copyOf(files);
      targetFiles = List.copyOf(targetFiles);
    }
  }

  /**
   * How Kafka Streams runs.
   *
   * @param guarantee at least once, or exactly once at the price of a transaction each commit
   * @param commitInterval how often positions are committed at the latest; closing a tick commits
   *     too
   * @param stateDir a directory of its own for locks and positions; a second collector is refused
   *     it
   * @param threads stream threads; partitions are spread over them
   * @param sessionTimeout after how long a collector that died is replaced; the broker's smallest
   *     is 6 s unless it is told otherwise
   */
  public record Streams(
      Guarantee guarantee,
      Duration commitInterval,
      Path stateDir,
      int threads,
      Duration sessionTimeout) {
    public Streams {
      positive("collector.streams.commit-interval", commitInterval);
      positive("collector.streams.session-timeout", sessionTimeout);
      if (threads < 1) {
        throw new IllegalArgumentException(
            "collector.streams.threads is " + threads + "; give at least 1");
      }
    }
  }

  /** What a crash may do to frames. */
  public enum Guarantee {
    /**
     * A crash may repeat frames (with equal bytes), or lose those of the tick that was closing. A
     * frame is on its topic a millisecond after it was made, which is why the demo takes it.
     */
    AT_LEAST_ONCE,
    /**
     * Frames, positions and state are committed together; readers see a frame after the commit,
     * which closing a tick asks for.
     */
    EXACTLY_ONCE
  }

  public static CollectorProperties defaults() {
    return new CollectorProperties(
        new Frames(
            Duration.ofSeconds(2), 4, 20, 10_000, Duration.ofSeconds(5), Duration.ofSeconds(20)),
        new Names("local", List.of(), List.of()),
        new Streams(
            Guarantee.AT_LEAST_ONCE,
            Duration.ofMillis(200),
            Path.of(".sidestep", "collector"),
            1,
            Duration.ofSeconds(6)));
  }

  private static void notNegative(String name, Duration value) {
    if (value.isNegative()) {
      throw new IllegalArgumentException(name + " is " + value + "; it must be zero or longer");
    }
  }

  private static void positive(String name, Duration value) {
    if (value.isNegative() || value.isZero()) {
      throw new IllegalArgumentException(name + " is " + value + "; it must be longer than zero");
    }
  }
}
