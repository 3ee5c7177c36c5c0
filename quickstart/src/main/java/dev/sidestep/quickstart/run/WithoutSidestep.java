package dev.sidestep.quickstart.run;

import dev.sidestep.node.text.Encoder;
import dev.sidestep.quickstart.broker.EmbeddedBroker;
import dev.sidestep.quickstart.report.Report;
import dev.sidestep.quickstart.report.RunResult;
import dev.sidestep.quickstart.scenario.WorldPlan;
import dev.sidestep.quickstart.traffic.Request;
import java.time.Instant;
import java.util.Iterator;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What becomes of a world in which nobody acts: the headless run that is made beside a live one and
 * compared with it.
 */
public final class WithoutSidestep {
  private static final String TOPICS = "sidestep.without-";

  private final EmbeddedBroker broker;
  private final Encoder encoder;

  /** Uses the parts of the live run, which closes them. */
  public WithoutSidestep(EmbeddedBroker broker, Encoder encoder) {
    this.broker = broker;
    this.encoder = encoder;
  }

  /** Hears once a virtual second how the run is doing; may take its time, or throw to end it. */
  @FunctionalInterface
  public interface Watch {
    void at(Instant now, Supplier<RunResult> soFar);
  }

  /**
   * Makes the run, on the caller's thread.
   *
   * @param zero when the plan begins; a multiple of the tick
   * @param traffic the requests from a given start on
   */
  public RunResult run(
      WorldPlan plan, Instant zero, Function<Instant, Iterator<Request>> traffic, Watch watch) {
    try (SharedParts parts =
        SharedParts.borrowing(
            broker,
            encoder,
            () -> {
              throw new IllegalStateException("nobody forecasts in a run without Sidestep");
            },
            TOPICS)) {
      return new HeadlessRun(parts, plan, "seed " + plan.seed() + " without Sidestep")
          .at(zero, Lead.LIVE)
          .run(traffic, watch::at);
    }
  }

  /** The model behind the requests, as reports name it. */
  public static Report.Model model(Encoder encoder) {
    return new Report.Model(encoder.model(), encoder.precision(), SharedParts.SOURCE);
  }
}
