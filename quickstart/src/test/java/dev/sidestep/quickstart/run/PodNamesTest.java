package dev.sidestep.quickstart.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidestep.collector.frame.Aligner;
import dev.sidestep.collector.frame.Alignment;
import dev.sidestep.collector.frame.ClosedTick;
import dev.sidestep.collector.frame.Measurement;
import dev.sidestep.contracts.Sample;
import dev.sidestep.contracts.Signal;
import dev.sidestep.contracts.Source;
import dev.sidestep.contracts.Target;
import dev.sidestep.contracts.Times;
import dev.sidestep.contracts.Warning;
import dev.sidestep.predictor.Predictor;
import dev.sidestep.predictor.PredictorProperties;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What two senders say of one pod, from their samples to a warning. */
class PodNamesTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final double MIB = 1 << 20;
  private static final Target KUBELET_RECEIVER =
      Target.pod("lab", "demo", "minilm-0", "uid-1", null);
  private static final Target CADVISOR = Target.pod("lab", "demo", "minilm-0", "", null);

  private final Aligner aligner =
      new Aligner(new Alignment(Times.TICK, Duration.ofSeconds(2), 4, 20, 10));
  private final Predictor predictor =
      new Predictor(PredictorProperties.defaults(), new LineForecaster());

  @Test
  void theUsageOfOneSenderAndTheLimitOfAnotherBringAWarning() {
    List<Warning> warnings = new ArrayList<>();
    for (int tick = 0; tick < 65; tick++) {
      Instant at = START.plus(Times.TICK.multipliedBy(tick));
      say(CADVISOR, Signal.POD_MEMORY_LIMIT, at.plusSeconds(3), 512);
      say(KUBELET_RECEIVER, Signal.POD_MEMORY, at.plusSeconds(7), 260 + 5 * Math.max(0, tick - 20));
      for (ClosedTick closed : aligner.closeDue()) {
        warnings.addAll(predictor.onTick(closed.end(), closed.frames()).warnings());
      }
    }

    assertThat(warnings).isNotEmpty();
    assertThat(warnings)
        .allSatisfy(
            warning -> {
              assertThat(warning.kind()).isEqualTo(Warning.Kind.MEMORY_EXHAUSTION);
              assertThat(warning.target()).isEqualTo(KUBELET_RECEIVER);
            });
    assertThat(warnings.stream().map(Warning::id).distinct()).hasSize(1);
  }

  private void say(Target target, Signal signal, Instant at, double mebibytes) {
    aligner.accept(
        Measurement.of(new Sample(target, signal, at, mebibytes * MIB, Source.MEASURED)), at);
  }
}
