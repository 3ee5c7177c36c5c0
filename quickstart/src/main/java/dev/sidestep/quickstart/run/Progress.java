package dev.sidestep.quickstart.run;

/** Hears how far a run has come. */
public interface Progress {
  /** Says nothing. */
  Progress SILENT = (what, done, of) -> {};

  /**
   * Part of the work is done.
   *
   * @param what the work, for a person, for example {@code seed 3, with Sidestep}
   * @param done of {@code of}; equal when it is finished
   */
  void at(String what, long done, long of);
}
