package dev.sidestep.quickstart.live;

import dev.sidestep.quickstart.console.Notice;
import dev.sidestep.quickstart.run.Lead;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.function.Consumer;

/** What a live run tells of itself on the page. */
final class RunNotices {
  private final Consumer<Notice> page;

  RunNotices(Consumer<Notice> page) {
    this.page = page;
  }

  void begins(Instant now) {
    tell(
        now,
        Notice.Level.INFO,
        "Until the first request, %d s of demo time run faster than the rest.",
        Lead.LIVE.toSeconds());
  }

  void goesOn(Instant now) {
    tell(
        now,
        Notice.Level.INFO,
        "This run was interrupted and goes on where it stopped; its devices have cooled.");
  }

  /** The first forecast came so many seconds after the start of the process. */
  void firstForecast(Instant now, double seconds) {
    tell(now, Notice.Level.INFO, "First forecast %.1f s after the start of the process.", seconds);
  }

  /** Frames are old for the first time. */
  void behind(Instant now, Duration old, double speed) {
    tell(
        now,
        Notice.Level.WARNING,
        "This machine does not keep up: at this moment frames are %d s of demo time old; warnings"
            + " and moves come late. A lower --speed than %s, or less beside it, helps.",
        old.toSeconds(),
        BigDecimal.valueOf(speed).stripTrailingZeros().toPlainString());
  }

  /** Frames were so old at the worst. */
  void wasBehind(Instant now, Duration worst) {
    tell(
        now,
        Notice.Level.WARNING,
        "This machine did not keep up: frames were up to %d s of demo time old, so warnings and"
            + " moves came late and the comparison is not fair.",
        worst.toSeconds());
  }

  void notCompared(Instant now, Throwable why) {
    tell(
        now,
        Notice.Level.ERROR,
        "The run without Sidestep failed, so there is no comparison: %s",
        String.valueOf(why.getMessage()));
  }

  private void tell(Instant now, Notice.Level level, String text, Object... values) {
    page.accept(new Notice(now, level, String.format(Locale.ROOT, text, values)));
  }
}
