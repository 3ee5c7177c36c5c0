package dev.sidestep.quickstart.report;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The report file: one seed of one scenario, with Sidestep and without. Its keys are an interface;
 * docs/report.md describes them.
 *
 * @param mode of the remediator in the run with Sidestep
 * @param source what the devices' values are; null where they have said nothing
 */
public record Report(
    long seed,
    String scenario,
    String mode,
    @Nullable String source,
    Model model,
    Timings timings,
    With with,
    Without without,
    List<Baseline> baselines) {
  /** The source where no hardware stands behind any device. */
  static final String SIMULATED = "simulated";

  /** The model behind the requests; {@code source} is the artifact that carries it. */
  public record Model(String name, String precision, String source) {}

  /** What differs from run to run: seconds on the wall and MiB of memory. */
  public record Timings(double startToFirstForecastSeconds, double wallSeconds, long rssMb) {}

  /** What became of the requests. */
  public record Requests(
      int total, int throughRealModel, int failed, @Nullable Integer lost, int slow) {}

  /** The run with Sidestep. */
  public record With(
      double throttledSeconds,
      Requests requests,
      int podsKilled,
      List<RaisedWarning> warnings,
      List<Move> moves) {}

  /** The same seed with nobody acting. */
  public record Without(
      double throttledSeconds,
      @Nullable Instant throttledAt,
      Requests requests,
      int podsKilled,
      @Nullable Instant podKilledAt) {}

  /**
   * A warning as it was raised.
   *
   * @param leadSeconds from raising to the first such event of the target in the run without; null
   *     where the warning does not foresee that, see {@link Foresight}
   * @param verdict null while none is due
   * @param declined why it was not acted on; null where it was, or nobody decided
   */
  public record RaisedWarning(
      String kind,
      String target,
      Instant raisedAt,
      double probability,
      EtaSeconds etaSeconds,
      @Nullable Double leadSeconds,
      @Nullable String verdict,
      @Nullable String declined) {}

  /** Seconds to the event, counted from the raising. */
  public record EtaSeconds(double p10, double p50, double p90) {}

  /** A plan that was carried out, to the end or not; instants are null where it never got there. */
  public record Move(
      String model,
      @Nullable String from,
      @Nullable String to,
      Instant startedAt,
      @Nullable Instant readyAt,
      @Nullable Instant shiftedAt,
      @Nullable Instant finishedAt,
      @Nullable Parity parity,
      boolean undone) {}

  /** Golden inputs compared, and answers that agreed. */
  public record Parity(int checked, int equal) {}

  /**
   * What a rule that people use today would have said in the run without.
   *
   * @param leadSeconds from its alert to the first throttle or kill; null where no alert foresees
   *     it
   * @param falseWarnings alerts that foresee nothing of their target
   */
  public record Baseline(String rule, @Nullable Double leadSeconds, int falseWarnings) {}

  public Report {
    baselines = List.copyOf(baselines);
  }

  /** The same report without what differs from run to run. */
  public Report withoutTimings() {
    return new Report(
        seed, scenario, mode, source, model, new Timings(0, 0, 0), with, without, baselines);
  }
}
