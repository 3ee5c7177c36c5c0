package dev.sidestep.contracts;

import java.net.URI;

/** {@link Warning} as CloudEvents JSON, type {@code dev.sidestep.warning.v1}. */
public final class WarningCodec {
  private static final URI SOURCE = URI.create("/sidestep/predictor");
  private static final EventRecord<Warning> EVENT =
      new EventRecord<>(Warning.class, "dev.sidestep.warning", 1);

  private WarningCodec() {}

  public static byte[] encode(Warning warning) {
    String id = warning.id() + "@" + warning.issuedAt();
    return EVENT.encode(id, SOURCE, warning.target().key(), warning.issuedAt(), warning);
  }

  /**
   * Reads what {@link #encode} writes.
   *
   * @throws UnreadableRecordException when the bytes are no warning of a version known here
   */
  public static Warning decode(byte[] bytes) {
    return EVENT.decode(bytes);
  }
}
