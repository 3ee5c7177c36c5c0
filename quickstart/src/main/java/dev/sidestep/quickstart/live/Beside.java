package dev.sidestep.quickstart.live;

import dev.sidestep.contracts.Target;
import dev.sidestep.quickstart.console.RunTotals;
import dev.sidestep.quickstart.report.RunResult;
import dev.sidestep.quickstart.run.WithoutSidestep;
import dev.sidestep.quickstart.scenario.WorldPlan;
import dev.sidestep.quickstart.traffic.Request;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The same seed without Sidestep, headless, made in the background of the live run: it runs ahead
 * of it, with a pause after each virtual second so that the live run keeps the machine.
 */
final class Beside implements AutoCloseable {
  private static final Duration PAUSE = Duration.ofMillis(5);
  private static final int EVERY_SECONDS = 15;

  private final CountDownLatch closing = new CountDownLatch(1);
  private final ConcurrentSkipListMap<Instant, RunTotals> totals = new ConcurrentSkipListMap<>();
  private final WithoutSidestep runs;
  private final WorldPlan plan;
  private final Instant zero;
  private final Function<Instant, Iterator<Request>> traffic;
  private volatile @Nullable RunResult result;
  private @Nullable Task task;

  /**
   * A run that is yet to be made.
   *
   * @param zero demo time at which the plan begins
   */
  Beside(
      WithoutSidestep runs,
      WorldPlan plan,
      Instant zero,
      Function<Instant, Iterator<Request>> traffic) {
    this.runs = runs;
    this.plan = plan;
    this.zero = zero;
    this.traffic = traffic;
  }

  /** Begins; may be called again. */
  synchronized void start() {
    if (task == null && closing.getCount() > 0) {
      task = Task.running("without-sidestep", this::make, closing::countDown);
    }
  }

  /** What it had cost at a time; empty where it has not come so far yet. */
  Optional<RunTotals> at(Instant now) {
    Map.Entry<Instant, RunTotals> known = totals.floorEntry(now);
    boolean farEnough = result != null || totals.ceilingKey(now) != null;
    return farEnough && known != null ? Optional.of(known.getValue()) : Optional.empty();
  }

  Optional<RunResult> result() {
    return Optional.ofNullable(result);
  }

  synchronized Optional<Throwable> failure() {
    return Optional.ofNullable(task).flatMap(Task::failure);
  }

  @Override
  public void close() {
    closing.countDown();
    Task running;
    synchronized (this) {
      running = task;
    }
    if (running != null) {
      running.close();
    }
  }

  private void make() {
    try {
      RunResult made = runs.run(plan, zero, traffic, this::note);
      note(zero.plus(plan.duration()), made);
      result = made;
    } catch (CancellationException e) {
      // nobody wants to know any more
    }
  }

  private void note(Instant now, Supplier<RunResult> soFar) {
    if (now.getEpochSecond() % EVERY_SECONDS == 0) {
      note(now, soFar.get());
    }
    try {
      if (closing.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new CancellationException("the demo ends");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted");
    }
  }

  private void note(Instant now, RunResult soFar) {
    totals.put(now, totals(soFar));
  }

  private static RunTotals totals(RunResult run) {
    RunResult.Requests requests = run.requests();
    Optional<Map.Entry<Target, Instant>> first =
        run.throttledAt().entrySet().stream()
            .min(Map.Entry.comparingByValue(Comparator.naturalOrder()));
    return new RunTotals(
        requests.total(),
        requests.failed(),
        requests.slow(),
        requests.throughRealModel(),
        run.throttledSeconds(),
        first.map(Map.Entry::getValue).orElse(null),
        first.map(entry -> entry.getKey().name()).orElse(null),
        run.killedPods().size());
  }
}
