package dev.sidestep.remediator.guard;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A reason not to act.
 *
 * @param says the sentence for a person, with values
 * @param until when it is worth asking again; null where time alone changes nothing
 */
public record Refusal(Why why, String says, @Nullable Instant until) {
  static Optional<Refusal> because(Why why, String says) {
    return Optional.of(new Refusal(why, says, null));
  }

  static Optional<Refusal> until(Instant until, Why why, String says) {
    return Optional.of(new Refusal(why, says, until));
  }
}
