package dev.sidestep.quickstart.process;

import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/** How much libraries say that log through the JDK. */
public final class JdkLevels {
  // held, or the levels would be forgotten with the loggers
  private static final List<Logger> WEB_SERVER =
      List.of(Logger.getLogger("org.apache.coyote"), Logger.getLogger("org.apache.catalina"));

  private JdkLevels() {}

  /** Leaves out news of a web server that starts and stops. */
  public static void quiet() {
    WEB_SERVER.forEach(logger -> logger.setLevel(Level.WARNING));
  }
}
