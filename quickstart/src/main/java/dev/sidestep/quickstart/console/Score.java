package dev.sidestep.quickstart.console;

import dev.sidestep.contracts.Median;
import dev.sidestep.contracts.Verdict;
import dev.sidestep.contracts.Warning;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * How earlier warnings did. There is no "accuracy": who never warns would have a perfect one.
 *
 * @param medianTimeToEvent from the raising of the hits to the ticks in which their events were
 *     seen; null while there is none. This is no lead: that counts to the event of the run without
 *     Sidestep
 */
public record Score(
    int open,
    int hit,
    int averted,
    int falseAlarms,
    int missed,
    int expired,
    @Nullable Duration medianTimeToEvent) {

  static Score of(List<Warning> warnings) {
    List<Verdict> verdicts = new ArrayList<>();
    List<Duration> leads = new ArrayList<>();
    for (Warning warning : warnings) {
      Verdict verdict = warning.verdict();
      if (verdict != null) {
        verdicts.add(verdict);
        Duration lead = verdict.lead();
        if (lead != null) {
          leads.add(lead);
        }
      }
    }
    OptionalDouble median = Median.of(leads.stream().mapToDouble(Duration::toMillis));
    return new Score(
        warnings.size() - verdicts.size(),
        count(verdicts, Verdict.Result.HIT),
        count(verdicts, Verdict.Result.AVERTED),
        count(verdicts, Verdict.Result.FALSE),
        count(verdicts, Verdict.Result.MISSED),
        count(verdicts, Verdict.Result.EXPIRED),
        median.isPresent() ? Duration.ofMillis(Math.round(median.getAsDouble())) : null);
  }

  private static int count(List<Verdict> verdicts, Verdict.Result result) {
    return (int) verdicts.stream().filter(verdict -> verdict.result() == result).count();
  }
}
