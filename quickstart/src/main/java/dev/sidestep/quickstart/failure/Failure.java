package dev.sidestep.quickstart.failure;

import org.jspecify.annotations.Nullable;

/**
 * The end of a run, told in one line that names the thing, the value and the remedy. The command
 * line prints the line and leaves with {@link #exitCode()}.
 */
public final class Failure extends RuntimeException {
  /** Exit code: all done. */
  public static final int DONE = 0;

  /** Exit code: it ran, and the answer is no. */
  public static final int ANSWER_IS_NO = 1;

  /** Exit code: the command was used wrongly; the same command will fail again. */
  public static final int USED_WRONGLY = 2;

  /** Exit code: the command was right and this machine could not run it. */
  public static final int COULD_NOT_RUN = 3;

  private final int exitCode;

  private Failure(int exitCode, String line, @Nullable Throwable cause) {
    super(line, cause);
    this.exitCode = exitCode;
  }

  /** The person has to change the command or a file they gave. */
  public static Failure usedWrongly(String line) {
    return new Failure(USED_WRONGLY, line, null);
  }

  /** As {@link #usedWrongly(String)}, with a cause that {@code --verbose} shows. */
  public static Failure usedWrongly(String line, Throwable cause) {
    return new Failure(USED_WRONGLY, line, cause);
  }

  /** The person has to change something about the machine. */
  public static Failure couldNotRun(String line) {
    return new Failure(COULD_NOT_RUN, line, null);
  }

  /** As {@link #couldNotRun(String)}, with a cause that {@code --verbose} shows. */
  public static Failure couldNotRun(String line, Throwable cause) {
    return new Failure(COULD_NOT_RUN, line, cause);
  }

  public int exitCode() {
    return exitCode;
  }
}
