package dev.sidestep.quickstart.process;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import org.slf4j.LoggerFactory;

/** How much the log says. {@code logback.xml} is the quiet default. */
public final class LogbackLevels {
  private LogbackLevels() {}

  /** For {@code --verbose}: ours in full, the libraries' news. */
  public static void verbose() {
    level(org.slf4j.Logger.ROOT_LOGGER_NAME, Level.INFO);
    level("dev.sidestep", Level.DEBUG);
    for (String broker : new String[] {"kafka", "org.apache.kafka", "state.change.logger"}) {
      level(broker, Level.WARN);
    }
  }

  /** For a demo that shows the same on a page and in a table: only what went wrong. */
  public static void table() {
    level("dev.sidestep", Level.WARN);
  }

  private static void level(String logger, Level level) {
    if (LoggerFactory.getLogger(logger) instanceof Logger logback) {
      logback.setLevel(level);
    }
  }
}
