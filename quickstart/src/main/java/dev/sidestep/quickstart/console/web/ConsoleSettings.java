package dev.sidestep.quickstart.console.web;

import java.net.InetAddress;
import java.time.Duration;

/**
 * How the console listens.
 *
 * @param address loopback unless somebody takes the trouble to say otherwise: there is no login
 * @param port 0 takes any free one
 * @param clients how many event streams may be open at once; one more is refused
 * @param pace the shortest time between two events of a stream; what changes meanwhile is merged
 * @param heartbeat the longest
 * @param stall a client that takes no byte for so long is dropped
 */
public record ConsoleSettings(
    InetAddress address, int port, int clients, Duration pace, Duration heartbeat, Duration stall) {

  public ConsoleSettings {
    if (port < 0 || port > 65535) {
      throw new IllegalArgumentException("port is " + port + "; give 0 to 65535");
    }
    if (clients < 1 || clients > 100) {
      throw new IllegalArgumentException("console clients are " + clients + "; give 1 to 100");
    }
    if (pace.isNegative() || heartbeat.compareTo(pace) < 0 || stall.toMillis() < 1) {
      throw new IllegalArgumentException(
          "console pace is %s, heartbeat %s, stall %s; heartbeat must reach pace, stall be positive"
              .formatted(pace, heartbeat, stall));
    }
  }

  /** On loopback, with a limit for each thing a client could hold. */
  public static ConsoleSettings onPort(int port) {
    return new ConsoleSettings(
        InetAddress.getLoopbackAddress(),
        port,
        16,
        Duration.ofMillis(200),
        Duration.ofSeconds(5),
        Duration.ofSeconds(5));
  }
}
