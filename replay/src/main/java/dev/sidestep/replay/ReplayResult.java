package dev.sidestep.replay;

import dev.sidestep.contracts.Forecast;
import dev.sidestep.contracts.Outcome;
import dev.sidestep.contracts.Warning;
import dev.sidestep.replay.recording.Manifest;
import java.util.List;
import java.util.Map;

/**
 * What came of a replay.
 *
 * @param warnings all issues, in order
 * @param decisions one for each decision that was news
 * @param ends by plan, what the recording last says of each that was acted on
 * @param comparisons with what was recorded: forecasts, warnings, plans
 */
public record ReplayResult(
    Manifest manifest,
    int ticks,
    List<Forecast> forecasts,
    List<Warning> warnings,
    List<Outcome> decisions,
    Map<String, Outcome> ends,
    List<Comparison> comparisons) {
  public ReplayResult {
    forecasts = List.copyOf(forecasts);
    warnings = List.copyOf(warnings);
    decisions = List.copyOf(decisions);
    ends = Map.copyOf(ends);
    comparisons = List.copyOf(comparisons);
  }

  /** Whether everything came out as recorded, byte for byte. */
  public boolean equal() {
    return comparisons.stream().allMatch(Comparison::equal);
  }
}
