package dev.sidestep.quickstart.run;

import java.io.PrintWriter;
import java.util.HashMap;
import java.util.Map;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** A progress bar on a terminal, a line a quarter elsewhere. */
public final class TerminalProgress implements Progress, AutoCloseable {
  private final PrintWriter out;
  private final boolean terminal;
  private final Map<String, ProgressBar> bars = new HashMap<>();
  private final Map<String, Long> quarters = new HashMap<>();

  /**
   * Shows progress.
   *
   * @param out for the lines; the bar goes to standard error
   * @param terminal whether somebody watches
   */
  public TerminalProgress(PrintWriter out, boolean terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  @Override
  public void at(String what, long done, long of) {
    if (terminal) {
      bar(what, done, of);
    } else {
      line(what, done, of);
    }
  }

  @Override
  public void close() {
    bars.values().forEach(ProgressBar::close);
    bars.clear();
  }

  private void bar(String what, long done, long of) {
    ProgressBar bar =
        bars.computeIfAbsent(
            what,
            task ->
                new ProgressBarBuilder()
                    .setTaskName(task)
                    .setInitialMax(of)
                    .setUnit(" s", 1)
                    .setUpdateIntervalMillis(200)
                    .setStyle(ProgressBarStyle.ASCII)
                    .build());
    bar.stepTo(done);
    if (done >= of) {
      bar.close();
      bars.remove(what);
    }
  }

  private void line(String what, long done, long of) {
    long quarter = done * 4 / of;
    if (!Long.valueOf(quarter).equals(quarters.put(what, quarter)) && quarter > 0) {
      out.println(what + ": " + 25 * quarter + " %");
      out.flush();
    }
  }
}
