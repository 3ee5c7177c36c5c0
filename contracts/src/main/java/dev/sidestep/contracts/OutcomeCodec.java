package dev.sidestep.contracts;

import java.net.URI;

/** {@link Outcome} as CloudEvents JSON, type {@code dev.sidestep.outcome.v1}. */
public final class OutcomeCodec {
  private static final URI SOURCE = URI.create("/sidestep/remediator");
  private static final EventRecord<Outcome> EVENT =
      new EventRecord<>(Outcome.class, "dev.sidestep.outcome", 1, "why");

  private OutcomeCodec() {}

  public static byte[] encode(Outcome outcome) {
    String id = outcome.plan().id() + "@" + outcome.at() + "#" + outcome.steps().size();
    return EVENT.encode(id, SOURCE, outcome.plan().model(), outcome.at(), outcome);
  }

  /**
   * Reads what {@link #encode} writes.
   *
   * @throws UnreadableRecordException when the bytes are no outcome of a version known here
   */
  public static Outcome decode(byte[] bytes) {
    return EVENT.decode(bytes);
  }
}
