package dev.sidestep.quickstart.process;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Ends the process on a signal: closes what runs, removes temporary files, and stops waiting before
 * the person does.
 */
public final class Shutdown {
  /** A part that hangs costs its own tidiness, not the person's patience. */
  private static final Duration PATIENCE = Duration.ofMillis(4500);

  private static final Duration LAST_WORD = Duration.ofMillis(1500);
  private static final int INTERRUPTED = 130;

  private final TemporaryFiles temporary;
  private volatile @Nullable Session session;

  private Shutdown(TemporaryFiles temporary) {
    this.temporary = temporary;
  }

  /** From now on the end of the process goes through here. */
  public static Shutdown install(TemporaryFiles temporary) {
    Shutdown shutdown = new Shutdown(temporary);
    Runtime.getRuntime().addShutdownHook(new Thread(shutdown::end, "ending"));
    return shutdown;
  }

  /** Closes this session too. */
  public void watch(Session started) {
    session = started;
  }

  private void end() {
    CountDownLatch done = new CountDownLatch(1);
    Thread watchdog = new Thread(() -> haltAfterPatience(done), "ending-watchdog");
    watchdog.setDaemon(true);
    watchdog.start();
    Session open = session;
    if (open != null) {
      end(open);
    }
    temporary.close();
    done.countDown();
  }

  /**
   * The command may say a last word and close in its own order; if it does neither, that is done.
   */
  private static void end(Session open) {
    open.end();
    try {
      open.awaitClosed(LAST_WORD);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    open.close();
  }

  private void haltAfterPatience(CountDownLatch done) {
    try {
      if (!done.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        temporary.close();
        Runtime.getRuntime().halt(INTERRUPTED);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
