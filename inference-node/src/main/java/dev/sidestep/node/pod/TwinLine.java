package dev.sidestep.node.pod;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.DoubleSupplier;

/**
 * The line before a twin: one request after the other, each as long as the twin's clock makes it. A
 * clock that changes later does not move a finish that was promised; with a bounded queue that is
 * seconds at most.
 */
public final class TwinLine implements WorkLine {
  private final DoubleSupplier tokensPerSecond;
  private final Deque<Slot> slots = new ArrayDeque<>();
  private Instant freeAt = Instant.MIN;

  /** A line before a device that now does so many tokens a second. */
  public TwinLine(DoubleSupplier tokensPerSecond) {
    this.tokensPerSecond = tokensPerSecond;
  }

  @Override
  public int parallel() {
    return 1;
  }

  @Override
  public Slot reserve(String pod, Instant from, int tokens) {
    Instant start = from.isAfter(freeAt) ? from : freeAt;
    double seconds = tokens / tokensPerSecond.getAsDouble();
    Slot slot = new Slot(pod, start, start.plusNanos(Math.round(seconds * 1e9)));
    slots.add(slot);
    freeAt = slot.finish();
    return slot;
  }

  @Override
  public void release(String pod, Instant at) {
    List<Slot> kept = new ArrayList<>();
    for (Slot slot : slots) {
      if (!slot.pod().equals(pod) || !slot.finish().isAfter(at)) {
        kept.add(slot);
      } else if (slot.start().isBefore(at)) {
        kept.add(new Slot(pod, slot.start(), at));
      }
    }
    slots.clear();
    slots.addAll(kept);
    freeAt = kept.isEmpty() ? Instant.MIN : kept.get(kept.size() - 1).finish();
  }

  /** Share of the span in which the device worked, 0..1. Forgets what lies before its end. */
  public double load(Instant from, Instant to) {
    long busy = 0;
    for (Slot slot : slots) {
      Instant start = slot.start().isAfter(from) ? slot.start() : from;
      Instant end = slot.finish().isBefore(to) ? slot.finish() : to;
      if (start.isBefore(end)) {
        busy += Duration.between(start, end).toNanos();
      }
    }
    slots.removeIf(slot -> !slot.finish().isAfter(to));
    return Math.min(1, (double) busy / Duration.between(from, to).toNanos());
  }
}
