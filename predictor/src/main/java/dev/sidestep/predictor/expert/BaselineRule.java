package dev.sidestep.predictor.expert;

import dev.sidestep.contracts.Frame;

/**
 * An alert rule as people write it today, to be compared with in reports. It keeps a state for each
 * target; feed it each target's frames oldest first.
 */
public interface BaselineRule {

  /** The name that reports show. */
  String name();

  /** Whether the rule fires on this frame; a frame without a valid reading fires nothing. */
  boolean alert(Frame frame);
}
