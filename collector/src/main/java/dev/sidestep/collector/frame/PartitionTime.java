package dev.sidestep.collector.frame;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How far one partition has come: in event time, and in closed ticks. */
final class PartitionTime {
  private @Nullable Instant watermark;
  private Instant advancedAt = Instant.EPOCH;
  private long closed;
  private boolean changed;

  @Nullable Instant watermark() {
    return watermark;
  }

  /** The last closed tick; meaningless before the first sample. */
  long closed() {
    return closed;
  }

  boolean isLate(long tick) {
    return watermark != null && tick <= closed;
  }

  /** A sample was accepted: moves the watermark, which starts with the first one. */
  void advance(Instant at, Instant now, Alignment rules) {
    if (watermark == null) {
      closed = rules.lastOver(at);
    } else if (!at.isAfter(watermark)) {
      return;
    }
    watermark = at;
    advancedAt = now;
    changed = true;
  }

  void close(long tick) {
    closed = Math.max(closed, tick);
    changed = true;
  }

  /** Event time if it had gone on with the clock since the watermark last moved. */
  @Nullable Instant presumed(Instant now) {
    Instant reached = watermark;
    if (reached == null) {
      return null;
    }
    Duration since = Duration.between(advancedAt, now);
    return since.isNegative() ? reached : reached.plus(since);
  }

  boolean idleFor(Duration timeout, Instant now) {
    return Duration.between(advancedAt, now).compareTo(timeout) >= 0;
  }

  /** Whether it has changed since this was asked last. */
  boolean takeChanged() {
    boolean was = changed;
    changed = false;
    return was;
  }

  byte[] encode() {
    return StateCodec.encode(
        out -> {
          Instant reached = watermark;
          out.writeBoolean(reached != null);
          write(out, reached == null ? Instant.EPOCH : reached);
          write(out, advancedAt);
          out.writeLong(closed);
        });
  }

  static PartitionTime decode(byte[] bytes) {
    return StateCodec.decode(
        bytes,
        in -> {
          PartitionTime time = new PartitionTime();
          boolean started = in.readBoolean();
          Instant reached = Instant.ofEpochSecond(in.readLong(), in.readInt());
          time.watermark = started ? reached : null;
          time.advancedAt = Instant.ofEpochSecond(in.readLong(), in.readInt());
          time.closed = in.readLong();
          return time;
        });
  }

  private static void write(java.io.DataOutputStream out, Instant instant)
      throws java.io.IOException {
    out.writeLong(instant.getEpochSecond());
    out.writeInt(instant.getNano());
  }
}
