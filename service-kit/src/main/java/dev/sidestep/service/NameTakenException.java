package dev.sidestep.service;

import java.util.Optional;
import org.apache.kafka.common.errors.FencedInstanceIdException;

/**
 * Another process has joined the group under this one's name. Who tries again takes the name back,
 * and so does the other, for ever: give up.
 */
public final class NameTakenException extends RuntimeException {
  private NameTakenException(String message) {
    super(message); // without the cause, whose words do not name the setting
  }

  /**
   * What a failure means where the broker has fenced this process off; empty where it has not.
   *
   * @param service for example {@code remediator}
   * @param name the service's {@code group.instance.id}
   */
  public static Optional<NameTakenException> of(Throwable thrown, String service, String name) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof FencedInstanceIdException) {
        return Optional.of(
            new NameTakenException(
                "another "
                    + service
                    + " runs under the name '"
                    + name
                    + "' (group.instance.id); give each its own"));
      }
    }
    return Optional.empty();
  }
}
