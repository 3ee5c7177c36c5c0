package dev.sidestep.predictor.learn;

import java.util.function.Consumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** How far long work has come: a bar on a terminal, a line at times elsewhere. */
public interface Progress {
  /** Begins a piece of work of so many steps. */
  Step begin(String work, int steps);

  /** One piece of work. */
  interface Step extends AutoCloseable {
    /** One step done, and what is worth saying about it. */
    void done(String remark);

    @Override
    void close();
  }

  /** For a person who watches. */
  static Progress onTerminal() {
    return (work, steps) -> {
      ProgressBar bar =
          new ProgressBarBuilder()
              .setTaskName(work)
              .setInitialMax(steps)
              .setStyle(ProgressBarStyle.ASCII)
              .setUpdateIntervalMillis(500)
              .build();
      return new Step() {
        @Override
        public void done(String remark) {
          bar.step();
          bar.setExtraMessage(" " + remark);
        }

        @Override
        public void close() {
          bar.close();
        }
      };
    };
  }

  /** For a log: ten lines a piece of work. */
  static Progress asLines(Consumer<String> lines) {
    return (work, steps) ->
        new Step() {
          private int done;

          @Override
          public void done(String remark) {
            done++;
            if (done == steps || done % Math.max(1, steps / 10) == 0) {
              lines.accept("%s: %d of %d  %s".formatted(work, done, steps, remark));
            }
          }

          @Override
          public void close() {}
        };
  }
}
