package dev.sidestep.quickstart.command;

import dev.sidestep.quickstart.process.Session;

/** What a command does, apart from how it is typed. */
@FunctionalInterface
public interface Body<O> {
  /**
   * Does it, on the caller's thread.
   *
   * @return 0 done, 1 the answer is no
   * @throws dev.sidestep.quickstart.failure.Failure with the line that the person should read
   */
  int run(O options, Session session) throws Exception;
}
