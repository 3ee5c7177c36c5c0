package dev.sidestep.collector.naming;

import dev.sidestep.contracts.Signal;
import java.util.List;
import java.util.Locale;

/**
 * One line of a name map: this metric, with these attributes, is that signal.
 *
 * @param scale by which the sender's value is multiplied to be in the signal's unit
 * @param targets the rules that may name its target; the first that applies does
 */
public record NameRule(
    String metric,
    Condition where,
    Signal signal,
    Form form,
    double scale,
    List<TargetRule> targets) {
  public NameRule {
    if (metric.isBlank() || !(scale > 0) || Double.isInfinite(scale) || targets.isEmpty()) {
      throw new IllegalArgumentException(
          "metric '%s' has scale %s and %s target rules; give a name, a positive scale and a rule"
              .formatted(metric, scale, targets.size()));
    }
    targets = List.copyOf(targets);
  }

  /** Makes a rule of the columns of a data file. */
  public static NameRule parse(
      String metric,
      String where,
      String signal,
      String form,
      String scale,
      List<TargetRule> targets) {
    return new NameRule(
        metric,
        Condition.parse(where),
        Signal.valueOf(signal.toUpperCase(Locale.ROOT)),
        Form.valueOf(form.toUpperCase(Locale.ROOT)),
        Double.parseDouble(scale),
        targets);
  }
}
