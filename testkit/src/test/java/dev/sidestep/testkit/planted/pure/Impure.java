package dev.sidestep.testkit.planted.pure;

import dev.sidestep.replay.planted.Service;
import dev.sidestep.testkit.planted.other.Loop;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/** Breaks each rule once. */
public final class Impure {
  private Impure() {}

  public static HttpClient platform() {
    return HttpClient.newHttpClient();
  }

  public static Instant wallClock() {
    return Instant.now();
  }

  public static long otherWallClock() {
    return System.currentTimeMillis();
  }

  public static long stopwatch() {
    return System.nanoTime();
  }

  public static Clock clock() {
    return Clock.systemUTC();
  }

  public static void sleep() throws InterruptedException {
    TimeUnit.DAYS.sleep(1);
  }

  public static Class<?> otherService() {
    return Service.class;
  }

  public static Class<?> cycle() {
    return Loop.class;
  }
}
