package dev.sidestep.quickstart.live;

import dev.sidestep.quickstart.report.RunResult;
import dev.sidestep.quickstart.sandbox.HttpTraffic;
import dev.sidestep.quickstart.traffic.Request;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The senders of a run. They begin with the first pod that is ready and leave out what would have
 * come before: nobody was there to ask.
 */
final class LiveTraffic implements AutoCloseable {
  private static final Duration SLOW =
      Duration.ofMillis(Math.round(RunResult.Requests.SLOW_SECONDS * 1000));
  private static final HttpTraffic.Account NONE = new HttpTraffic.Account(0, 0, 0, Map.of());

  private final BooleanSupplier answered;
  private final int door;
  private final String model;
  private final double speed;
  private final Supplier<Iterator<Request>> arrivals;
  private final Clock clock;
  private volatile @Nullable HttpTraffic traffic;

  /**
   * Sends nothing yet.
   *
   * @param answered whether there is a pod that would answer
   * @param door port of the router
   * @param arrivals the requests of the whole run
   */
  LiveTraffic(
      BooleanSupplier answered,
      int door,
      String model,
      double speed,
      Supplier<Iterator<Request>> arrivals,
      Clock clock) {
    this.answered = answered;
    this.door = door;
    this.model = model;
    this.speed = speed;
    this.arrivals = arrivals;
    this.clock = clock;
  }

  /** Sends what is due. One thread calls. */
  void pass() {
    HttpTraffic sending = traffic;
    if (sending == null) {
      if (!answered.getAsBoolean()) {
        return;
      }
      sending = new HttpTraffic(door, model, from(clock.instant(), arrivals.get()), speed, SLOW);
      traffic = sending;
    }
    sending.sendUntil(clock.instant());
  }

  HttpTraffic.Account account() {
    HttpTraffic sending = traffic;
    return sending == null ? NONE : sending.account();
  }

  /** Requests that have no answer yet. */
  long open() {
    HttpTraffic.Account account = account();
    return account.sent() - account.answered() - account.failed();
  }

  @Override
  public void close() {
    HttpTraffic sending = traffic;
    if (sending != null) {
      sending.close();
    }
  }

  private static Iterator<Request> from(Instant now, Iterator<Request> all) {
    Request first = all.next();
    while (first.arrival().isBefore(now)) {
      first = all.next();
    }
    Request head = first;
    return new Iterator<>() {
      private boolean begun;

      @Override
      public boolean hasNext() {
        return true;
      }

      @Override
      public Request next() {
        if (begun) {
          return all.next();
        }
        begun = true;
        return head;
      }
    };
  }
}
