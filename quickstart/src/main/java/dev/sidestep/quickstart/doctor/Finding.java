package dev.sidestep.quickstart.doctor;

/**
 * What a check found.
 *
 * @param remedy what to do, as a sentence; empty where all is well
 */
record Finding(Level level, String subject, String found, String remedy) {
  enum Level {
    GOOD("ok  "),
    /** Something will not work, the demo will. */
    LACKING("warn"),
    /** The demo will not run. */
    BAD("BAD ");

    private final String mark;

    Level(String mark) {
      this.mark = mark;
    }
  }

  static Finding good(String subject, String found) {
    return new Finding(Level.GOOD, subject, found, "");
  }

  static Finding lacking(String subject, String found, String remedy) {
    return new Finding(Level.LACKING, subject, found, remedy);
  }

  static Finding bad(String subject, String found, String remedy) {
    return new Finding(Level.BAD, subject, found, remedy);
  }

  String line() {
    return "%s  %-14s %s%s"
        .formatted(level.mark, subject, found, remedy.isEmpty() ? "" : " -> " + remedy);
  }
}
