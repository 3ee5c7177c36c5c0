package dev.sidestep.collector.frame;

/** What the aligner did with a measurement. */
public enum Acceptance {
  ACCEPTED,
  /** Known already: nothing changed. */
  DUPLICATE,
  /** Its tick is closed. */
  LATE,
  /** Its tick holds as many samples of this signal as are kept, all of them later. */
  SURPLUS,
  /** The partition is full of targets that are not silent. */
  NO_ROOM
}
