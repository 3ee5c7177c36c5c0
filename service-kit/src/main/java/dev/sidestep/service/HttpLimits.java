package dev.sidestep.service;

/**
 * What the JDK's HTTP server is told by system properties. It reads them once in a process, when
 * its classes load, so whoever opens a server calls {@link #preset} first. A value that is set
 * already stays.
 */
public final class HttpLimits {
  private HttpLimits() {}

  /** Sets what is not set yet. */
  public static void preset() {
    // head and body are written apart; with Nagle each answer would wait for the delayed ACK
    preset("sun.net.httpserver.nodelay", "true");
    // seconds; a client that never finishes its request, or never reads its answer, would hold a
    // thread for good
    preset("sun.net.httpserver.maxReqTime", "5");
    preset("sun.net.httpserver.maxRspTime", "90");
  }

  private static void preset(String property, String value) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, value);
    }
  }
}
