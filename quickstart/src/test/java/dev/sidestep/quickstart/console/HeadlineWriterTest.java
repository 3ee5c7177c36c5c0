package dev.sidestep.quickstart.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidestep.quickstart.console.RunFacts.Phase;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class HeadlineWriterTest {
  @Test
  void doesNotCallARunWellWhoseRequestsFail() {
    Headline running = headline(Phase.RUNNING, 1000, 920);
    assertThat(running.mood()).isEqualTo(Headline.Mood.BAD);
    assertThat(running.text())
        .isEqualTo("92 % of requests fail; this machine seems not to keep up with --speed 60.");
    assertThat(headline(Phase.FINISHED, 1000, 920).text())
        .startsWith("92 % of requests fail")
        .endsWith("The comparison says nothing.");
  }

  @Test
  void aFewFailuresAreNoHeadline() {
    assertThat(headline(Phase.RUNNING, 1000, 50).text()).doesNotContain("fail");
    assertThat(headline(Phase.FINISHED, 1000, 50).text()).endsWith("50 of 1000 requests failed.");
  }

  private static Headline headline(Phase phase, long requests, long failed) {
    RunTotals totals = new RunTotals(requests, failed, 0, 0, 0, null, null, 0);
    RunFacts run =
        new RunFacts("calm", 1, 60, phase, Instant.EPOCH, Instant.EPOCH, totals, RunTotals.NONE);
    return HeadlineWriter.write(run, List.of(), List.of(), List.of());
  }
}
