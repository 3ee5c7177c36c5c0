package dev.sidestep.node.pod;

import dev.sidestep.node.pod.PodStatus.Phase;
import dev.sidestep.node.pod.WorkLine.Slot;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One pod's life and its admission queue. Single-threaded; time comes as an argument and does not
 * go back.
 */
public final class Pod {
  /**
   * How a pod behaves.
   *
   * @param startTime from the order to start until it is ready
   * @param queueCapacity requests that wait before it says that it is full
   * @param drainQuiet how long nothing may be in flight before a draining pod stops
   * @param memoryLimitBytes above this it is killed
   */
  public record Rules(
      Duration startTime,
      int queueCapacity,
      Duration drainQuiet,
      long baseMemoryBytes,
      long memoryLimitBytes) {}

  /** What a request in flight costs besides the model itself. */
  private static final long BYTES_PER_REQUEST = 256L << 10;

  private record InFlight(Instant arrival, Slot slot) {}

  private final String name;
  private final Rules rules;
  private final WorkLine line;
  private final Instant startedAt;
  private final Map<Long, InFlight> inFlight = new LinkedHashMap<>();
  private final SecondFigures second = new SecondFigures();
  private Phase phase = Phase.STARTING;
  private String reason = "loading the model";
  private Instant warmAt = Instant.MAX;
  private Instant lastBusy;
  private Instant now;
  private double leakedBytes;

  public Pod(String name, Rules rules, WorkLine line, Instant startedAt) {
    this.name = name;
    this.rules = rules;
    this.line = line;
    this.startedAt = startedAt;
    this.lastBusy = startedAt;
    this.now = startedAt;
  }

  /** Answers a request that asks to be let in. */
  public Offer offer(long request, Instant arrival, int tokens) {
    if (phase != Phase.READY && phase != Phase.DRAINING) {
      second.notServed();
      return Offer.Refused.notServing(name, phase + ", " + reason);
    }
    if (waiting() >= rules.queueCapacity()) {
      second.notServed();
      return new Offer.Refused(
          Offer.Cause.FULL,
          retryAfter(arrival),
          "pod " + name + " has " + waiting() + " requests waiting, its queue is full");
    }
    Slot slot = line.reserve(name, arrival, tokens);
    inFlight.put(request, new InFlight(arrival, slot));
    lastBusy = later(lastBusy, arrival);
    return new Offer.Accepted(slot.start(), slot.finish());
  }

  /** A request is done of which the line did not know when it would be. */
  public List<Completion> finish(long request, Instant at) {
    InFlight done = inFlight.get(request);
    if (done == null || !done.slot().finish().equals(Instant.MAX)) {
      return List.of();
    }
    inFlight.remove(request);
    return List.of(served(request, done, later(at, done.arrival())));
  }

  /** A request cannot be done, whatever the device promised. */
  public List<Completion> lose(long request, Instant at, String why) {
    InFlight lost = inFlight.remove(request);
    return lost == null ? List.of() : List.of(failed(request, lost, at, why));
  }

  /** The requests that the line promised up to an instant, in the order in which they finish. */
  public List<Completion> finishDue(Instant at) {
    List<Completion> due = new ArrayList<>();
    for (Iterator<Map.Entry<Long, InFlight>> all = inFlight.entrySet().iterator();
        all.hasNext(); ) {
      Map.Entry<Long, InFlight> one = all.next();
      if (!one.getValue().slot().finish().isAfter(at)) {
        all.remove();
        due.add(served(one.getKey(), one.getValue(), one.getValue().slot().finish()));
      }
    }
    due.sort(Comparator.comparing(Completion::at).thenComparing(Completion::request));
    return due;
  }

  /**
   * Moves the pod's life on.
   *
   * @param leaked bytes lost since the start
   * @return what failed because the pod was killed
   */
  public List<Completion> advance(Instant at, double leaked) {
    now = later(now, at);
    leakedBytes = leaked;
    if (phase == Phase.STARTING && !at.isBefore(startedAt.plus(rules.startTime()))) {
      to(Phase.READY, "");
    }
    if (!phase.ended() && memoryBytes() > rules.memoryLimitBytes()) {
      return end(
          Phase.KILLED,
          "OOMKilled: " + memoryBytes() + " bytes used, the limit is " + rules.memoryLimitBytes(),
          at);
    }
    if (phase == Phase.DRAINING
        && inFlight.isEmpty()
        && !at.isBefore(lastBusy.plus(rules.drainQuiet()))) {
      to(Phase.STOPPED, "drained");
    }
    return List.of();
  }

  /** Runs the warm-up through the line; the pod is warm when the device has done it. */
  public void warmUp(Instant at, int tokens) {
    Slot slot = line.reserve(name, at, tokens);
    warmAt = slot.finish().equals(Instant.MAX) ? at : slot.finish();
  }

  public void drain(Instant at) {
    if (phase.ended()) {
      return;
    }
    lastBusy = later(lastBusy, at);
    if (phase == Phase.STARTING) {
      to(Phase.STOPPED, "drained before it was ready");
    } else {
      to(Phase.DRAINING, "draining");
    }
  }

  /** Ends the pod now; what it was serving fails. */
  public List<Completion> stop(Instant at) {
    return phase.ended() ? List.of() : end(Phase.STOPPED, "stopped", at);
  }

  /** The figures since the last call. */
  public PodSecond closeSecond() {
    PodSecond figures =
        new PodSecond(
            second.served(),
            second.failed(),
            second.p99Seconds(),
            running(),
            waiting(),
            memoryBytes());
    second.clear();
    return figures;
  }

  public Phase phase() {
    return phase;
  }

  public String reason() {
    return reason;
  }

  public boolean warm() {
    return !phase.ended() && !now.isBefore(warmAt);
  }

  public Instant startedAt() {
    return startedAt;
  }

  public int inFlight() {
    return inFlight.size();
  }

  public int running() {
    return Math.min(line.parallel(), inFlight.size());
  }

  public int waiting() {
    return inFlight.size() - running();
  }

  private long memoryBytes() {
    return phase.ended()
        ? 0
        : rules.baseMemoryBytes() + Math.round(leakedBytes) + inFlight.size() * BYTES_PER_REQUEST;
  }

  private List<Completion> end(Phase ended, String why, Instant at) {
    List<Completion> failed = new ArrayList<>();
    inFlight.forEach((request, one) -> failed.add(failed(request, one, at, why)));
    inFlight.clear();
    line.release(name, at);
    to(ended, why);
    return failed;
  }

  private Completion served(long request, InFlight one, Instant at) {
    second.served(Duration.between(one.arrival(), at));
    lastBusy = later(lastBusy, at);
    return new Completion(request, name, one.arrival(), at, false, "");
  }

  private Completion failed(long request, InFlight one, Instant at, String why) {
    second.notServed();
    return new Completion(request, name, one.arrival(), later(at, one.arrival()), true, why);
  }

  private void to(Phase next, String why) {
    phase = next;
    reason = why;
  }

  /** When the first of those in flight makes room; whole seconds, as HTTP wants them. */
  private Duration retryAfter(Instant arrival) {
    Instant first =
        inFlight.values().stream()
            .map(one -> one.slot().finish())
            .filter(finish -> !finish.equals(Instant.MAX))
            .min(Comparator.naturalOrder())
            .orElse(arrival);
    long seconds = arrival.isBefore(first) ? Duration.between(arrival, first).toSeconds() + 1 : 1;
    return Duration.ofSeconds(seconds);
  }

  private static Instant later(Instant a, Instant b) {
    return a.isAfter(b) ? a : b;
  }
}
