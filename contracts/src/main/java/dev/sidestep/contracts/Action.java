package dev.sidestep.contracts;

/**
 * One step of a plan.
 *
 * @param subject the variant (Deployment), pod or route that is acted on
 * @param value replicas for scaling, weight units for shifting, otherwise 0
 * @param undo what takes the step back, as a sentence; "nothing" where there is nothing to undo
 */
public record Action(Type type, String subject, int value, String undo) {

  /** The steps that plans are made of. */
  public enum Type {
    SCALE,
    AWAIT_READY,
    WARM,
    CHECK_PARITY,
    SHIFT_TRAFFIC,
    DRAIN
  }

  public Action {
    Require.text("action subject", subject);
    Require.atLeast("action value", 0, value);
    Require.text("action undo", undo);
  }
}
